import type { Calendar } from '../domain/day-type';
import { DAY_TYPES, dayTypeOf } from '../domain/day-type';
import type { CategoryKey, DistrictKey, Place, TownshipKey } from '../domain/keys';
import { NONE } from '../domain/keys';
import type { DurationMs, Instant } from '../time/instant';
import { DAY_MS, INTERVAL_MS, MINUTE_MS } from '../time/instant';
import type { ZoneClock } from '../time/zone';
import { CITY } from './areas';
import { Baseline } from './baseline';
import { STEPS_KEPT } from './cell-table';
import type { StepOfDay } from './day-habits';
import { Detector, LEAST_CASES } from './detector';
import type { ColumnsIn, ColumnsOut } from './watch-columns';
import { check } from './watch-columns';
import type { Hotspot } from './hotspot';
import { WaitingAppeals } from './waiting-appeals';
import { lastSteps } from './windows';

/** False hotspots a day that are put up with (A). */
export const FALSE_A_DAY = 0.5;
/** Before so many cases have been learned from, nothing is announced. */
const LEAST_LEARNED = 200;
/** A city that has had less in a day is taken for one that has so much: one look more or less does not matter there. */
const LEAST_A_DAY = 5;
/** Columns and rows of the grid over the extent, for places without a township. */
const GRID = 24;
/** A case that arrives later than this tells nothing of now. */
const LATEST_MS: DurationMs = 15 * MINUTE_MS;
/** A longer silence is a source that was away: it says nothing of the habits of the city. */
const AWAY_STEPS = (2 * DAY_MS) / INTERVAL_MS;
/** Of the cases of a hotspot beyond the usual. */
const HOT_LEARNED = 0.3;
/** Of the cells of a step, so many are asked how their cases clump: where there are more, every second, every third … tells as much. */
const MOST_SAMPLED = 256;
const HOURS = 24;
const STEPS_AN_HOUR = 12;
const FNV_OFFSET = 0x811c_9dc5;
const FNV_PRIME = 0x0100_0193;
const STEP_MINUTES = INTERVAL_MS / MINUTE_MS;

/** What the watch must be told of the city. */
export interface WatchSettings {
  readonly clock: ZoneClock;
  readonly calendar: Calendar;
  /** West, south, east, north in degrees. */
  readonly extent: readonly [number, number, number, number];
}

/**
 * Watches appeals as they come, and keeps hotspots. It lives by the moments of the log alone: a minute is judged when the first record after it has come, so the same log leads to the
 * same hotspots however often somebody has asked, stopped or started again. One case costs three look-ups; a minute costs as much as cells had a case in it.
 */
export class HotspotWatch {
  readonly baseline = new Baseline();
  readonly detector: Detector;
  /** A record of this moment or later must be told by `advance` first. */
  nextAt: Instant = 0;
  /** Minutes since 1970 of the running one. −1: nothing has come yet. */
  private minute = -1;
  /** Number of the running 5-minute step. */
  private openStep = -1;
  private perDay = LEAST_A_DAY;
  /** Cases that have left the windows, ever. */
  private learned = 0;
  /** The first step that was heard from its beginning to its end: what lies before it says nothing of how much is usual. */
  private heardFrom = 0;
  /** Cells that had a case in the step at each place, and of those in the running minute the ones that have enough to be looked at. */
  private readonly lists: number[][] = Array.from({ length: STEPS_KEPT }, () => []);
  private readonly touched: number[] = [];
  private readonly waiting = new WaitingAppeals();
  private kinds: { startAt: Instant; nextAt: Instant; dayType: number } = { startAt: 0, nextAt: 0, dayType: 0 };

  constructor(
    private readonly settings: WatchSettings,
    budget = FALSE_A_DAY,
  ) {
    this.detector = new Detector(this.baseline, budget);
  }

  /** The moment that everything was judged at last; 0: never. */
  get judgedAt(): Instant {
    return Math.max(0, this.minute) * MINUTE_MS;
  }

  /** Whether enough has been learned to tell what is out of the ordinary. */
  get isReady(): boolean {
    return this.learned >= LEAST_LEARNED;
  }

  /** Those that go on, latest announced first. */
  hotspots(): Hotspot[] {
    this.countWaiting();
    return this.minute < 0 ? [] : this.detector.hotspots(this.openStep, this.running(this.minute));
  }

  /** Cases of the last `steps` 5-minute steps by district, in the categories that are `wanted`, and how many are usual then. Empty: nothing has come yet. */
  ofDistricts(
    steps: number,
    wanted: (category: CategoryKey) => boolean,
  ): ReadonlyMap<DistrictKey, { readonly found: number; readonly usual: number }> {
    const sums = new Map<DistrictKey, { found: number; usual: number }>();
    if (this.minute < 0) return sums;
    this.countWaiting();
    const { areas, cells } = this.baseline;
    const window = lastSteps(steps, this.running(this.minute));
    const city = this.baseline.city(window);
    for (let cell = 0; cell < cells.length; cell += 1) {
      const area = cells.areaOf(cell);
      const category = cells.categoryOf(cell);
      if (category === NONE || !areas.isDistrict(area) || !wanted(category)) continue;
      const { key } = areas.at(area);
      const sum = sums.get(key) ?? { found: 0, usual: 0 };
      sum.found += this.baseline.count(cell, window);
      sum.usual += this.baseline.mean(area, category, city);
      sums.set(key, sum);
    }
    return sums;
  }

  /** The log has come to `at`: minutes that are over are judged. */
  advance(at: Instant): void {
    const minute = Math.floor(at / MINUTE_MS);
    if (minute <= this.minute) return;
    if (this.minute >= 0) this.closeMinute();
    this.minute = minute;
    this.nextAt = (minute + 1) * MINUTE_MS;
    const step = Math.floor(minute / STEP_MINUTES);
    if (step !== this.openStep) this.open(step);
  }

  /** An appeal of `at`, at most the moment that `advance` was told last. Degrees; NaN: no place. */
  appealReceived(
    longitude: number,
    latitude: number,
    district: DistrictKey,
    township: TownshipKey,
    category: CategoryKey,
    at: Instant,
  ): void {
    if (this.minute < 0 || at < this.minute * MINUTE_MS - LATEST_MS) return;
    const { areas } = this.baseline;
    const above = district === NONE ? CITY : Math.max(CITY, areas.district(district));
    const own = township === NONE ? this.gridArea(longitude, latitude, above) : areas.township(township, above);
    this.waiting.add(above, own, category);
    if (this.waiting.isFull) this.countWaiting();
  }

  /** Bytes of what grows with the city. */
  bytes(): number {
    return this.baseline.bytes() + this.lists.reduce((sum, list) => sum + list.length * 8, 0);
  }

  write(out: ColumnsOut): void {
    this.countWaiting();
    for (const number of [this.minute + 1, this.openStep + 1, this.perDay, this.learned, this.heardFrom]) out.number(number);
    this.baseline.write(out);
    this.detector.write(out);
    out.u32s(Uint32Array.from(this.touched));
    for (const [place, list] of this.lists.entries()) {
      out.u32s(Uint32Array.from(list));
      out.u16s(Uint16Array.from(list, (cell) => this.baseline.cells.countAt(cell, place)));
    }
  }

  /** Into a watch that was told nothing. Throws BadWatch, or what `from` throws. */
  read(from: ColumnsIn): void {
    this.minute = from.integer() - 1;
    this.openStep = from.integer() - 1;
    this.perDay = from.number();
    this.learned = from.integer();
    this.heardFrom = from.integer();
    check(this.openStep === Math.floor(this.minute / STEP_MINUTES) && this.perDay >= LEAST_A_DAY, 'a watch at no time');
    this.nextAt = (this.minute + 1) * MINUTE_MS;
    this.baseline.read(from);
    this.detector.read(from);
    const { cells } = this.baseline;
    const known = (list: Uint32Array): number[] => {
      check(list.every((cell) => cell < cells.length) && new Set(list).size === list.length, 'cases of no cell');
      return Array.from(list);
    };
    const touched = known(from.u32s());
    for (let place = 0; place < STEPS_KEPT; place += 1) {
      const list = known(from.u32s());
      const counts = from.u16s();
      check(counts.length === list.length && counts.every((count) => count > 0), 'cells without cases');
      for (const [i, cell] of list.entries()) cells.put(cell, place, counts[i]!);
      this.lists[place] = list;
    }
    for (const cell of touched) {
      check(cells.categoryOf(cell) !== 0 && cells.kept(cell) >= LEAST_CASES && cells.isNewIn(this.minute, cell), 'a look that is none');
      this.touched.push(cell);
    }
    if (this.openStep < 0) return;
    for (let step = Math.max(0, this.openStep - STEPS_KEPT + 1); step <= this.openStep; step += 1)
      this.baseline.begin(step, this.stepOfDay(step * INTERVAL_MS));
  }

  /** Plain data of all that is known: equal for watches that were told the same. */
  canonical(): { readonly judgedAt: Instant; readonly hotspots: readonly Hotspot[]; readonly windows: unknown; readonly learned: unknown } {
    this.countWaiting();
    const { cells, areas } = this.baseline;
    const all = Array.from({ length: cells.length }, (_, cell) => cell);
    const named = (value: (cell: number) => number): unknown =>
      all
        .flatMap((cell) => {
          const { kind, key } = areas.at(cells.areaOf(cell));
          return value(cell) > 0 ? [`${kind} ${key}, category ${cells.categoryOf(cell)}: ${value(cell)}`] : [];
        })
        .sort();
    const bits = new Float64Array(1);
    const halves = new Uint32Array(bits.buffer);
    let hash = FNV_OFFSET;
    const number = (value: number): void => {
      bits[0] = value;
      for (const half of halves) hash = Math.imul(hash ^ half, FNV_PRIME);
    };
    const column = (values: Iterable<number>): void => {
      for (const value of values) number(value);
    };
    const { detector, baseline } = this;
    for (const part of [baseline.habits, baseline.clumps]) part.write({ number, u16s: column, u32s: column, f64s: column });
    return {
      judgedAt: this.judgedAt,
      hotspots: this.hotspots(),
      windows: named((cell) => baseline.count(cell, { first: STEPS_KEPT - 1, last: 0, running: 1 })),
      learned: { weights: named((cell) => cells.weight(cell)), cases: this.learned, hash: hash >>> 0, announced: detector.nextId - 1 },
    };
  }

  private running(minute: number): number {
    return (minute - this.openStep * STEP_MINUTES) / STEP_MINUTES;
  }

  private count(cell: number): void {
    if (cell < 0) return;
    const { cells } = this.baseline;
    const place = this.openStep % STEPS_KEPT;
    if (cells.count(cell, place) === 0) this.lists[place]!.push(cell);
    if (cells.kept(cell) >= LEAST_CASES && cells.isNewIn(this.minute, cell)) this.touched.push(cell);
  }

  /**
   * What has come and is counted nowhere yet is counted: at once, because cells that are met one after the other are found in the cache. All are looked up before any is counted, so
   * that look-ups need not wait for each other.
   */
  private countWaiting(): void {
    const { waiting } = this;
    const { cells } = this.baseline;
    const { length, category, above, own, aboveCell, ownCell } = waiting;
    for (let i = 0; i < length; i += 1) {
      aboveCell[i] = cells.find(above[i]!, category[i]!);
      ownCell[i] = own[i]! > CITY ? cells.find(own[i]!, category[i]!) : -1;
    }
    for (let i = 0; i < length; i += 1) {
      const of = category[i]!;
      this.countAll();
      if (of === NONE) continue;
      this.count(cells.take(CITY, of));
      if (above[i]! !== CITY) this.count(aboveCell[i]! < 0 ? cells.take(above[i]!, of) : aboveCell[i]!);
      if (own[i]! > CITY) this.count(ownCell[i]! < 0 ? cells.take(own[i]!, of) : ownCell[i]!);
    }
    waiting.clear();
  }

  /** One case more of the whole city in all categories, which are never looked at. */
  private countAll(): void {
    const { cells } = this.baseline;
    const cell = cells.take(CITY, 0);
    const place = this.openStep % STEPS_KEPT;
    if (cell >= 0 && cells.count(cell, place) === 0) this.lists[place]!.push(cell);
  }

  private closeMinute(): void {
    this.countWaiting();
    const end = this.minute + 1;
    if (this.isReady) this.detector.judge(this.touched, end, this.running(end), this.perDay);
    this.touched.length = 0;
  }

  private open(step: number): void {
    const before = this.openStep;
    const away = before < 0 || step - before > AWAY_STEPS;
    if (away) this.heardFrom = step + 1;
    for (let next = away ? Math.max(before + 1, step - STEPS_KEPT + 1) : before + 1; next <= step; next += 1) {
      if (before >= 0) this.retire(next - STEPS_KEPT);
      this.baseline.begin(next, this.stepOfDay(next * INTERVAL_MS));
      this.openStep = next;
      if (before >= 0 && next % (HOURS * STEPS_AN_HOUR) === 0) this.baseline.fade(DAY_MS);
    }
    this.perDay = this.usualDay();
  }

  /** The step leaves the windows; what it held becomes part of what is usual. */
  private retire(step: number): void {
    const { baseline, detector } = this;
    const place = ((step % STEPS_KEPT) + STEPS_KEPT) % STEPS_KEPT;
    const list = this.lists[place]!;
    // Ages count from the step that runs still: the one to retire is the oldest.
    detector.retire(step);
    const of = baseline.stepOfDay(step + STEPS_KEPT);
    const heard = step >= this.heardFrom;
    if (list.length === 0) {
      if (heard) baseline.habits.learnLevel(of, 0);
      return;
    }
    const first = STEPS_KEPT - 1;
    const oldest = baseline.city({ first, last: first, running: 1 });
    const hour = baseline.city({ first, last: first - STEPS_AN_HOUR + 1, running: 1 });
    const ready = this.isReady;
    const { cells } = baseline;
    // What they had, then what is learned of it. One pass that does nothing else: the cells have not been met for hours, and loads shall not wait for each other.
    const learned = new Float64Array(list.length);
    for (let i = 0; i < list.length; i += 1) learned[i] = cells.countAt(list[i]!, place);
    const sampled = Math.ceil(list.length / MOST_SAMPLED);
    let extra = 0;
    let cases = 0;
    for (let i = 0; i < list.length; i += 1) {
      const cell = list[i]!;
      const found = learned[i]!;
      const area = cells.areaOf(cell);
      const category = cells.categoryOf(cell);
      if (category === 0) {
        cases = found;
        continue;
      }
      const hot = ready && detector.wasHot(area, category, step);
      const held = hot ? heldBack(found, baseline.mean(area, category, oldest)) : found;
      learned[i] = held;
      if (area === CITY) extra += found - held;
      if (!hot && i % sampled === 0 && area !== CITY && !baseline.areas.isDistrict(area)) baseline.learnClumps(cell, found, hour);
    }
    for (let i = 0; i < list.length; i += 1) {
      const cell = list[i]!;
      cells.leave(cell, place);
      const category = cells.categoryOf(cell);
      if (category === 0) continue;
      baseline.learn(cell, learned[i]!);
      if (cells.areaOf(cell) === CITY) baseline.habits.learnShare(of, category, learned[i]!);
    }
    cells.learn(cells.find(CITY, 0), cases - extra);
    if (heard) baseline.habits.learnLevel(of, cases - extra);
    this.learned += cases;
    list.length = 0;
  }

  /** Cases of a day like the running one; hours that nobody has seen yet count as the mean of the others. */
  private usualDay(): number {
    const { dayType } = this.baseline.stepOfDay(this.openStep);
    let sum = 0;
    let known = 0;
    for (let hour = 0; hour < HOURS; hour += 1) {
      const level = this.baseline.habits.level({ hour, dayType });
      if (Number.isNaN(level)) continue;
      sum += level;
      known += 1;
    }
    return known === 0 ? this.perDay : Math.max(LEAST_A_DAY, (sum / known) * HOURS * STEPS_AN_HOUR);
  }

  private stepOfDay(at: Instant): StepOfDay {
    const { clock, calendar } = this.settings;
    if (!(at >= this.kinds.startAt && at < this.kinds.nextAt)) {
      const date = clock.parts(at);
      this.kinds = {
        startAt: clock.startOfDay(at),
        nextAt: clock.startOfNextDay(at),
        dayType: DAY_TYPES.indexOf(dayTypeOf(date, calendar)),
      };
    }
    return { hour: clock.parts(at).hour, dayType: this.kinds.dayType };
  }

  /** −1: no place inside the extent. */
  private gridArea(longitude: number, latitude: number, parent: number): number {
    const [west, south, east, north] = this.settings.extent;
    const x = Math.floor(((longitude - west) / (east - west)) * GRID);
    const y = Math.floor(((north - latitude) / (north - south)) * GRID);
    return x >= 0 && x < GRID && y >= 0 && y < GRID ? this.baseline.areas.grid(y * GRID + x, parent) : -1;
  }
}

/** What is learned of a hotspot's cases: the usual ones, and a part of the others, so that what comes back every day is a habit after some. */
function heldBack(found: number, usual: number): number {
  return found <= usual ? found : usual + (found - usual) * HOT_LEARNED;
}

/** The middle of a cell of the grid over the extent. */
export function gridCentre(cell: number, [west, south, east, north]: WatchSettings['extent']): Place {
  const column = cell % GRID;
  const row = Math.floor(cell / GRID);
  return { longitude: west + ((column + 0.5) / GRID) * (east - west), latitude: north - ((row + 0.5) / GRID) * (north - south) };
}
