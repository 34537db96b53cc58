import { blankCase } from '../../domain/case-fields';
import type { CaseFields } from '../../domain/case-fields';
import { evolveCase } from '../../domain/case-evolve';
import type { CaseEvent } from '../../domain/events';
import { ENDED_STATUSES, GRADES } from '../../domain/terms';
import type { Channel, Grade } from '../../domain/terms';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/instant';
import type { DurationMs, Instant } from '../../time/instant';
import { yearMonthDay } from './contact-id';
import { DRAW, pick, runningTotals, uniform } from './chance';
import { foreseenCallback, lifeEvent, nextStep } from './life';
import type { PlannedLife } from './life';
import { Load } from './load';
import type { CityModel, LeafCategory } from './model';

type CarriedOver = Extract<CaseEvent, { kind: 'case.carried-over' }>;

/** How long ago an open case of this grade may have been received. */
const WINDOW_MS: Readonly<Record<Grade, DurationMs>> = { '2h': 3 * DAY_MS, '24h': 4 * DAY_MS, '7d': 9 * DAY_MS, '15d': 17 * DAY_MS };
const ATTEMPTS = 60;

/** Cases that are open when the log begins. */
export function carriedOverCount({ settings, scale }: CityModel): number {
  return Math.round(settings.carriedOver * scale);
}

/**
 * The cases that are open at `startAt`, the start of a city day, with keys 1…n in no order of time, made one by one as they are taken. Each is drawn as
 * an appeal of the days before and lived up to `startAt` by the same rules as every later case; those that would have ended are drawn again. So
 * ages, statuses and deadlines are what the simulation itself would have left behind.
 */
export function* carriedOverCases(model: CityModel, startAt: Instant): Generator<CarriedOver> {
  const draw = new OpenCaseDraw(model, startAt);
  const count = carriedOverCount(model);
  const fields = blankCase();
  for (let key = 1; key <= count; key += 1) {
    draw.fill(fields, key);
    yield carriedOver(model, fields, key);
  }
}

class OpenCaseDraw {
  private readonly load: Load;
  private readonly byGrade = new Map<Grade, { readonly leaves: readonly LeafCategory[]; readonly totals: Float64Array }>();
  private readonly gradeTotals: Float64Array;
  private readonly minuteTotals: Float64Array;
  private readonly planned: PlannedLife = { at: 0, step: 'answer' };

  constructor(
    private readonly model: CityModel,
    private readonly startAt: Instant,
  ) {
    this.load = new Load(model);
    const { month } = model.clock.parts(startAt);
    // Hours tilt little in the sum of a day; noon stands for all of them.
    const sums = model.leafTotals(month, 12);
    const weights: number[] = [];
    for (const grade of GRADES) {
      const leaves: LeafCategory[] = [];
      const shares: number[] = [];
      for (const [i, leaf] of model.leaves.entries()) {
        if (leaf.grade !== grade) continue;
        leaves.push(leaf);
        shares.push(sums[i]! - (sums[i - 1] ?? 0));
      }
      const totals = runningTotals(shares);
      this.byGrade.set(grade, { leaves, totals });
      weights.push((totals.at(-1) ?? 0) * WINDOW_MS[grade]);
    }
    this.gradeTotals = runningTotals(weights);
    const minutes: number[] = [];
    for (let minute = 0; minute < DAY_MS / MINUTE_MS; minute += 1) minutes.push(this.load.expected(startAt - DAY_MS + minute * MINUTE_MS));
    this.minuteTotals = runningTotals(minutes);
  }

  /** Makes `fields` the open case with this key. */
  fill(fields: CaseFields, key: number): void {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      this.receive(fields, key, attempt);
      if (this.liveUntilStart(fields)) return;
    }
    // Received minutes ago and therefore still open: rare, and never wrong.
    this.receive(fields, key, ATTEMPTS);
    fields.receivedAt = this.startAt - 1 - (key % MINUTE_MS);
    fields.changedAt = fields.receivedAt;
  }

  private receive(fields: CaseFields, key: number, attempt: number): void {
    const { model, startAt } = this;
    const draw = (n: number): number => uniform(model.seed, DRAW.carriedOver, key, attempt * 8 + n);
    const grade = GRADES[pick(draw(0), this.gradeTotals)]!;
    const { leaves, totals } = this.byGrade.get(grade)!;
    const daysAgo = 1 + Math.floor(draw(1) * (WINDOW_MS[grade] / DAY_MS));
    const dayAt = model.clock.startOfDay(startAt - daysAgo * DAY_MS + 12 * HOUR_MS);
    const receivedAt = Math.min(startAt - 1, dayAt + Math.floor((pick(draw(2), this.minuteTotals) + draw(3)) * MINUTE_MS));
    const township = pick(draw(4), model.townshipTotals) + 1;
    evolveCase(
      fields,
      {
        kind: 'case.received',
        case: key,
        reference: '',
        contact: 'appeal',
        channel: 'phone',
        category: leaves[pick(draw(5), totals)]!.key,
        district: model.districtOf[township] ?? 0,
        township,
        place: null,
        call: 0,
      },
      receivedAt,
    );
  }

  /**
   * Lives the case up to the start; false when it has ended by then. One that was returned or reopened is not taken either: its event could not
   * say so, and it would be returned or reopened all over again.
   */
  private liveUntilStart(fields: CaseFields): boolean {
    const { model, planned, startAt } = this;
    // Callbacks of the last evening may wait for the morning.
    if (foreseenCallback(model, fields) < startAt - 3 * HOUR_MS) return false;
    while (nextStep(model, fields, planned) && planned.at < startAt && fields.reopenings + fields.returns === 0) {
      const { at, step } = planned;
      evolveCase(
        fields,
        lifeEvent(model, fields, step, at, () => 0),
        at,
      );
    }
    return !ENDED_STATUSES.includes(fields.status) && fields.reopenings + fields.returns === 0;
  }
}

function carriedOver(model: CityModel, fields: CaseFields, key: number): CarriedOver {
  const { seed, settings, clock } = model;
  const { receivedAt, township } = fields;
  const { year, month, day } = clock.parts(receivedAt);
  const number = String(key % 1_000_000).padStart(6, '0');
  const placed = uniform(seed, DRAW.place, key, 1000) >= settings.placeless;
  return {
    kind: 'case.carried-over',
    case: key,
    // No contact of that day is in the log, so its numbers are free.
    reference: `${yearMonthDay(new Date(Date.UTC(year, month - 1, day)))}-${number}`,
    channel: carriedChannel(model, key),
    category: fields.category,
    district: fields.district,
    township,
    place: placed ? model.places.place(township, key) : null,
    status: fields.status,
    unit: fields.unit,
    grade: fields.grade,
    receivedAt,
    dispatchedAt: fields.dispatchedAt,
    dueAt: fields.dueAt,
  };
}

function carriedChannel({ seed, settings }: CityModel, key: number): Channel {
  const u = uniform(seed, DRAW.contact, key, 1000);
  return u < settings.phoneShare ? 'phone' : u < settings.phoneShare + (1 - settings.phoneShare) * 0.6 ? 'wechat' : 'app';
}
