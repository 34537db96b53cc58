import type { LogRecord, StaffingEvent } from '../../../shared/domain/events';
import { serviceLevel } from '../../../shared/domain/service-level';
import type { AbandonRule } from '../../../shared/domain/service-level';
import { scoreUntil } from '../../../shared/domain/staffing';
import type { CallsAsked } from '../../../shared/projection/call-query';
import { CALLS_KEPT } from '../../../shared/projection/settings';
import type { ProjectionSettings } from '../../../shared/projection/settings';
import { DAY_MS, HOUR_MS, INTERVAL_MS, MINUTE_MS } from '../../../shared/time/instant';
import type { Instant } from '../../../shared/time/instant';
import { inTime, keptCalls, naiveCalls, sum, waitOf } from './naive-calls';
import type { NaiveCall, NaiveFloor } from './naive-calls';
import { dayStartOf, ofKind } from './naive-cases';
import { seatColumns } from './naive-floor';

/** Everything that the floor's tiles say at one moment, from the whole list of records and by definition. */
export class NaiveFigures {
  private readonly floor: NaiveFloor;
  private readonly dayStart: Instant;
  private readonly nextDay: Instant;
  private readonly droppedTo: Instant;
  /** The four with the latest start, the latest first. */
  private readonly plans: readonly { startAt: Instant; stepMs: number; seats: readonly number[] }[];
  private readonly decisions: readonly (LogRecord & { readonly event: StaffingEvent })[];

  constructor(
    log: readonly LogRecord[],
    private readonly now: Instant,
    private readonly settings: ProjectionSettings,
    private readonly rule: AbandonRule,
  ) {
    this.floor = naiveCalls(log, now, settings);
    this.dayStart = dayStartOf(now, settings);
    this.nextDay = dayStartOf(this.dayStart + 1.5 * DAY_MS, settings);
    this.droppedTo = keptCalls(this.floor.calls, settings.callsKept ?? CALLS_KEPT).droppedTo;
    const byStart = new Map<Instant, { startAt: Instant; stepMs: number; seats: readonly number[] }>();
    for (const { event } of ofKind(log, 'seats.planned')) {
      byStart.set(event.startAt, event);
      if (byStart.size > 4) byStart.delete(Math.min(...byStart.keys()));
    }
    this.plans = [...byStart.values()].sort((a, b) => b.startAt - a.startAt);
    this.decisions = log.flatMap(({ event, ...rest }) => (event.kind === 'staffing.decided' ? [{ ...rest, event }] : [])).slice(-50);
  }

  floorFigures(): unknown {
    const { calls, turns, seatsSince } = this.floor;
    const { now, rule } = this;
    const waiting = calls.filter(({ state }) => state === 'waiting');
    const today = calls.filter(({ offeredAt }) => offeredAt >= this.dayStart);
    const installed = this.settings.seatsInstalled;
    const seats = [...new Set(turns.map(({ seat }) => seat))].map((seat) => turns.findLast((turn) => turn.seat === seat)!.state);
    const inState = (...states: string[]) => seats.filter((state) => states.includes(state)).length;
    const present = inState('idle', 'talking', 'wrap-up', 'break');
    const some = calls.length > 0;
    const recent = (stepOf(now) - 5) * INTERVAL_MS;
    const [, staffed, talk, wrap] = seatColumns(turns, recent, now);
    const { answerSpeedMs, talkMs, wrapUpMs } = means(today);
    const closed = seatsSince !== null && present === 0 && (this.planned(now) ?? 0) === 0 && waiting.length === 0;
    return {
      state: !some && seatsSince === null ? 'no-data' : closed ? 'closed' : 'open',
      abandonRule: rule,
      service: some ? this.windows(calls, rule) : null,
      adherence: this.adherence(recent),
      adherenceToday: this.adherence(this.dayStart),
      queued: some ? waiting.length : null,
      longestWaitMs: some ? Math.max(0, ...waiting.map(({ offeredAt }) => now - offeredAt)) : null,
      today: some ? { offered: today.length, answered: count(today, answered), abandoned: count(today, abandoned) } : null,
      seats:
        seatsSince === null
          ? null
          : {
              installed,
              present,
              planned: this.planned(now),
              idle: inState('idle'),
              talking: inState('talking'),
              wrapUp: inState('wrap-up'),
              onBreak: inState('break'),
              off: Math.max(0, installed - present),
            },
      occupancy: staffed! > 0 ? (talk! + wrap!) / staffed! : null,
      talkMs,
      wrapUpMs,
      answerSpeedMs,
      day: {
        startAt: this.dayStart,
        stepMs: INTERVAL_MS,
        offered: this.byStep(calls, (of) => of.length),
        answered: this.byStep(calls, (of) => count(of, answered)),
        abandoned: this.byStep(calls, (of) => count(of, abandoned)),
        seatsPresent: this.steps().map((from) => {
          if (seatsSince === null || from + INTERVAL_MS <= seatsSince || from > now) return null;
          const passed = Math.min(from + INTERVAL_MS, now) - Math.max(from, seatsSince);
          return passed > 0 ? seatColumns(turns, from, Math.min(from + INTERVAL_MS, now))[0]! / passed : present;
        }),
        seatsPlanned: this.steps().map((from) => this.planned(from)),
        capacity: this.steps().map((from) => {
          const planned = this.planned(from);
          if (planned === null || talkMs === null || wrapUpMs === null || talkMs + wrapUpMs === 0) return null;
          return (planned * INTERVAL_MS) / (talkMs + wrapUpMs);
        }),
      },
    };
  }

  queueFigures(): unknown {
    const { calls, queues } = this.floor;
    const none = { queue: 0, thresholdMs: this.settings.answerThresholdMs, abandonRule: this.rule };
    const listed = [...(calls.some(({ queue }) => queue === 0) ? [none] : []), ...[...queues].sort((a, b) => a.queue - b.queue)];
    return {
      startAt: this.dayStart,
      stepMs: INTERVAL_MS,
      queues: listed.map(({ queue, thresholdMs, abandonRule }) => {
        const own = calls.filter((one) => one.queue === queue);
        const waiting = own.filter(({ state }) => state === 'waiting');
        return {
          queue,
          thresholdMs,
          abandonRule,
          waiting: waiting.length,
          longestWaitMs: Math.max(0, ...waiting.map(({ offeredAt }) => this.now - offeredAt)),
          service: this.windows(own, abandonRule),
          ...means(own.filter(({ offeredAt }) => offeredAt >= this.dayStart)),
          day: {
            offered: this.byStep(own, (of) => of.length),
            answered: this.byStep(own, (of) => count(of, answered)),
            answeredInTime: this.byStep(own, (of) => count(of, (one) => answered(one) && inTime(one))),
            abandoned: this.byStep(own, (of) => count(of, abandoned)),
            abandonedInTime: this.byStep(own, (of) => count(of, (one) => abandoned(one) && inTime(one))),
            answerSpeedMs: this.byStep(own, (of) => means(of).answerSpeedMs),
            handlingMs: this.byStep(own, (of) => {
              const { talkMs, wrapUpMs } = means(of);
              return talkMs === null || wrapUpMs === null ? null : talkMs + wrapUpMs;
            }),
          },
        };
      }),
    };
  }

  staffingFigures(): unknown {
    const { now } = this;
    return this.decisions
      .filter(({ event }) => event.fromAt >= now - 36 * HOUR_MS)
      .toReversed()
      .map(({ seq, at, by, event }) => {
        const { decision, measure, fromAt, toAt, without, with: withMeasure, reason } = event;
        const told = { seq, at, by, decision, measure, fromAt, toAt, without, with: withMeasure, reason };
        if (now <= fromAt) return { ...told, score: null };
        const until = scoreUntil(event);
        const scoredTo = Math.min(now, until);
        const counts = this.counts(this.floor.calls, fromAt, scoredTo);
        return {
          ...told,
          score: {
            until,
            final: now >= until,
            offered: counts.offered,
            serviceLevel: serviceLevel(counts, this.rule),
            abandoned: counts.offered > 0 ? counts.abandoned / counts.offered : null,
            occupancy: this.occupancyIn(fromAt, scoredTo),
          },
        };
      });
  }

  callsFound({ queue, fromAt, toAt, outcome, offset, limit }: CallsAsked): unknown {
    const { calls } = this.floor;
    const { kept } = keptCalls(calls, this.settings.callsKept ?? CALLS_KEPT);
    const passing = kept
      .filter((one) => (queue === null || one.queue === queue) && one.offeredAt >= fromAt && one.offeredAt < toAt)
      .filter(({ state }) => outcome.length === 0 || outcome.includes(state))
      .sort((a, b) => b.offeredAt - a.offeredAt || b.nth - a.nth);
    return {
      total: passing.length,
      keptSince: kept.length === calls.length ? null : this.droppedTo + 1,
      rows: passing.slice(offset, offset + limit).map((one) => ({
        call: one.call,
        queue: one.queue,
        outcome: one.state,
        offeredAt: one.offeredAt,
        waitMs: one.state === 'waiting' ? this.now - one.offeredAt : waitOf(one),
        talkMs: one.endedAt === 0 ? null : one.endedAt - one.answeredAt,
        wrapUpMs: one.doneAt === 0 ? null : one.doneAt - one.endedAt,
        seat: one.seat,
        case: one.case,
      })),
    };
  }

  /** Calls offered in fromAt ≤ t < toAt. An edge inside a step of which calls have been dropped is left out. */
  private counts(calls: readonly NaiveCall[], fromAt: Instant, toAt: Instant) {
    const head = fromAt % INTERVAL_MS !== 0 && fromAt <= this.droppedTo && stepOf(fromAt) < stepOf(toAt);
    const from = head ? (stepOf(fromAt) + 1) * INTERVAL_MS : fromAt;
    const tail = Math.max(stepOf(toAt) * INTERVAL_MS, from);
    const to = toAt <= this.now && tail < toAt && tail <= this.droppedTo ? tail : toAt;
    const of = calls.filter(({ offeredAt }) => offeredAt >= from && offeredAt < to);
    return {
      fromAt: from,
      offered: of.length,
      answered: count(of, answered),
      answeredInTime: count(of, (one) => answered(one) && inTime(one)),
      abandoned: count(of, abandoned),
      abandonedInTime: count(of, (one) => abandoned(one) && inTime(one)),
      overdue: count(of, (one) => one.state === 'waiting' && this.now - one.offeredAt > one.thresholdMs),
    };
  }

  private windows(calls: readonly NaiveCall[], rule: AbandonRule): unknown {
    const since = (fromAt: Instant) => {
      const counts = this.counts(calls, fromAt, this.now + INTERVAL_MS);
      return { ...counts, value: serviceLevel(counts, rule) };
    };
    const { now } = this;
    return {
      '5min': since(now - 5 * MINUTE_MS),
      '30min': since(now - 30 * MINUTE_MS),
      day: since(this.dayStart),
      '24h': since(now - 24 * HOUR_MS),
    };
  }

  private occupancyIn(fromAt: Instant, toAt: Instant): number | null {
    let busy = 0;
    let staffed = 0;
    for (let start = stepOf(fromAt) * INTERVAL_MS; start < toAt; start += INTERVAL_MS) {
      const end = Math.min(start + INTERVAL_MS, this.now);
      const [, there, talk, wrap] = seatColumns(this.floor.turns, start, end);
      const share = (Math.min(start + INTERVAL_MS, toAt) - Math.max(start, fromAt)) / (end - start);
      busy += (talk! + wrap!) * share;
      staffed += there! * share;
    }
    return staffed > 0 ? busy / staffed : null;
  }

  private adherence(from: Instant): number | null {
    const { turns, seatsSince } = this.floor;
    if (seatsSince === null) return null;
    let met = 0;
    let wanted = 0;
    for (let start = from; start <= this.now; start += INTERVAL_MS) {
      const passed = Math.min(start + INTERVAL_MS, this.now) - Math.max(start, seatsSince);
      const planned = this.planned(start);
      if (passed <= 0 || planned === null) continue;
      wanted += planned * passed;
      met += Math.min(planned * passed, seatColumns(turns, start, Math.min(start + INTERVAL_MS, this.now))[0]!);
    }
    return wanted > 0 ? met / wanted : null;
  }

  private planned(moment: Instant): number | null {
    const plan = this.plans.find(({ startAt, stepMs, seats }) => moment >= startAt && moment < startAt + stepMs * seats.length);
    if (plan === undefined) return null;
    const deltas = this.decisions.filter(({ event }) => event.fromAt <= moment && moment < event.toAt);
    const seats = plan.seats[Math.floor((moment - plan.startAt) / plan.stepMs)]! + sum(deltas.map(({ event }) => event.measure.seats));
    return Math.max(0, Math.min(this.settings.seatsInstalled, seats));
  }

  /** Beginnings of the day's steps. */
  private steps(): Instant[] {
    return Array.from({ length: (this.nextDay - this.dayStart) / INTERVAL_MS }, (_, i) => this.dayStart + i * INTERVAL_MS);
  }

  private byStep(calls: readonly NaiveCall[], value: (of: readonly NaiveCall[]) => number | null): (number | null)[] {
    const since = this.floor.calls.reduce((least, { offeredAt }) => Math.min(least, offeredAt), Number.POSITIVE_INFINITY);
    const offered = new Map<number, NaiveCall[]>();
    for (const one of calls) {
      const step = stepOf(one.offeredAt);
      offered.set(step, [...(offered.get(step) ?? []), one]);
    }
    return this.steps().map((from) => (from > this.now || from + INTERVAL_MS <= since ? null : value(offered.get(stepOf(from)) ?? [])));
  }
}

function stepOf(at: Instant): number {
  return Math.floor(at / INTERVAL_MS);
}

function answered(one: NaiveCall): boolean {
  return one.answeredAt !== 0;
}

function abandoned(one: NaiveCall): boolean {
  return one.state === 'abandoned';
}

function count(calls: readonly NaiveCall[], passes: (one: NaiveCall) => boolean): number {
  return calls.filter(passes).length;
}

function means(calls: readonly NaiveCall[]): { answerSpeedMs: number | null; talkMs: number | null; wrapUpMs: number | null } {
  const mean = (of: readonly number[]) => (of.length > 0 ? sum(of) / of.length : null);
  return {
    answerSpeedMs: mean(calls.filter(answered).map(waitOf)),
    talkMs: mean(calls.filter(({ endedAt }) => endedAt !== 0).map((one) => one.endedAt - one.answeredAt)),
    wrapUpMs: mean(calls.filter(({ doneAt }) => doneAt !== 0).map((one) => one.doneAt - one.endedAt)),
  };
}
