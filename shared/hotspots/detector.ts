import { MINUTE_MS } from '../time/instant';
import type { Area } from './areas';
import { CITY } from './areas';
import type { Baseline, CityWindow } from './baseline';
import { STEPS_KEPT } from './cell-table';
import type { HotCell, HotEvent, Hotspot } from './hotspot';
import { MOST_PARTS } from './hotspot';
import { isCommonAtArrival, tailAtArrival, tailOf } from './negative-binomial';
import type { ColumnsIn, ColumnsOut } from './watch-columns';
import { check } from './watch-columns';
import { type Finding, lastSteps, likelyOnset, WINDOW_STEPS } from './windows';

/** Fewer cases in a window are nobody's hotspot, and less than so many times the usual either. */
export const LEAST_CASES = 4;
const LEAST_FACTOR = 1.8;
/** Areas that a case counts for: its township or cell of the grid, its district, the city. */
const LEVELS = 3;
/** A hotspot goes on while half an hour of one of its cells is as unlikely as this, and for so long afterwards. */
const STILL_HOT = 0.02;
const HOT_STEPS = 6;
const COOLING_MINUTES = 30;
/** Events that began within so many steps of each other can be one. */
const SAME_START_STEPS = 18;
export const MOST_HOTSPOTS = 48;
const MOST_CELLS_OF_ONE = 24;
/** What is longer out of the ordinary has become ordinary, and is learned. */
const LONGEST_STEPS = 288;
const STEP_MINUTES = 5;
const Z95 = 1.96;
const MOST_KEY = 0xffff;

/**
 * Finds what is far beyond the usual, and makes one event of the cells that belong together.
 *
 * Every minute the cells that had a case in it are looked at, in three windows. A cell is hot where so many cases beside the one that came would be rarer than `q` = budget / (cases a
 * day · 3 areas · 3 windows): with one look per case, area and window the expected number of false findings a day is at most the budget, however many cells there are
 * and however little comes in each (a weighted Bonferroni rule whose weights are the rates themselves).
 *
 * Smaller areas come first. A larger one is hot only if what is not explained by hot places inside it still is; then it takes their place. Inside a hot area a smaller one must be
 * hot beyond that area's own factor.
 */
export class Detector {
  /** By id; those that are over stay as long as their cases lie in the windows. */
  readonly events: HotEvent[] = [];
  nextId = 1;
  /** Those of the minute that was judged last. */
  private windows: readonly CityWindow[] = [];
  /** By window, of the cell that is looked at. */
  private readonly counts = new Uint32Array(WINDOW_STEPS.length);

  constructor(
    private readonly baseline: Baseline,
    /** False hotspots a day that are put up with. */
    private readonly budget: number,
  ) {}

  /** Looks at `cells`, which had a case in the minute that ends at `minute` and have LEAST_CASES or more. `perDay`: cases of a usual day. */
  judge(cells: Iterable<number>, minute: number, running: number, perDay: number): void {
    const limit = this.budget / (perDay * LEVELS * WINDOW_STEPS.length);
    const { baseline } = this;
    const step = Math.floor((minute - 1) / STEP_MINUTES);
    this.windows = WINDOW_STEPS.map((steps, i) => baseline.city(lastSteps(steps, running), this.windows[i]));
    const found: Finding[] = [];
    for (const cell of cells) {
      const finding = this.look(cell, limit);
      if (finding !== null) found.push(finding);
    }
    // The smallest areas first; one order for every machine.
    found.sort((a, b) => this.depth(b.area) - this.depth(a.area) || a.chance - b.chance || a.area - b.area || a.category - b.category);
    for (const finding of found) if (this.isNews(finding, limit, step)) this.announce(finding, minute, running);
    const lately = baseline.city(lastSteps(HOT_STEPS, running));
    for (const event of this.events) this.follow(event, minute, lately);
  }

  /** Whether a cell was in a hotspot at that step: such cases are no habit. */
  wasHot(area: number, category: number, step: number): boolean {
    return this.events.some(
      ({ cells, startStep, lastHotMinute }) =>
        step >= startStep - 1 &&
        step <= lastHotMinute / STEP_MINUTES &&
        step < startStep + LONGEST_STEPS &&
        cells.some(
          (hot) => hot.category === category && (this.baseline.areas.holds(hot.area, area) || this.baseline.areas.holds(area, hot.area)),
        ),
    );
  }

  /** The oldest step leaves the windows: what hotspots had in it is written down. */
  retire(step: number): void {
    const { baseline } = this;
    const oldest = baseline.city({ first: STEPS_KEPT - 1, last: STEPS_KEPT - 1, running: 1 });
    for (const { cells, startStep, over } of this.events) {
      if (over || step < startStep) continue;
      for (const cell of cells) {
        cell.earlier += baseline.count(baseline.cells.find(cell.area, cell.category), oldest.window);
        cell.earlierExpected += baseline.mean(cell.area, cell.category, oldest);
      }
    }
    const left = this.events.filter(({ over, lastHotMinute }) => !over || lastHotMinute / STEP_MINUTES > step);
    this.events.splice(0, this.events.length, ...left);
  }

  /** Those that go on, the latest first. `step`: the running one. */
  hotspots(step: number, running: number): Hotspot[] {
    return this.events
      .filter(({ over }) => !over)
      .map((event) => this.describe(event, step, running))
      .sort((a, b) => b.id - a.id);
  }

  write(out: ColumnsOut): void {
    out.number(this.nextId);
    out.number(this.events.length);
    for (const { id, startStep, announcedMinute, lastHotMinute, over, cells } of this.events) {
      for (const number of [id, startStep, announcedMinute, lastHotMinute, over ? 1 : 0, cells.length]) out.number(number);
      for (const { area, category, earlier, earlierExpected } of cells)
        for (const number of [area, category, earlier, earlierExpected]) out.number(number);
    }
  }

  /** Into one that has found nothing; the baseline must have been read. */
  read(from: ColumnsIn): void {
    this.nextId = from.integer();
    const events = from.integer(MOST_HOTSPOTS);
    for (let i = 0; i < events; i += 1) {
      const [id, startStep, announcedMinute, lastHotMinute] = [from.integer(), from.integer(), from.integer(), from.integer()];
      const over = from.integer(1) === 1;
      const count = from.integer(MOST_CELLS_OF_ONE);
      check(count > 0 && id < this.nextId, 'a hotspot that is none');
      const cells = Array.from({ length: count }, () => ({
        area: from.integer(this.baseline.areas.length - 1),
        category: from.integer(MOST_KEY),
        earlier: from.number(),
        earlierExpected: from.number(),
      }));
      this.events.push({ id, cells, startStep, announcedMinute, lastHotMinute, over });
    }
  }

  private look(cell: number, limit: number): Finding | null {
    const { baseline } = this;
    const area = baseline.cells.areaOf(cell);
    const category = baseline.cells.categoryOf(cell);
    const { counts, windows } = this;
    // Each window lies in the next one: where that has too few, it has too.
    let first = windows.length;
    while (first > 0) {
      const { place, steps } = windows[first - 1]!;
      const count = baseline.cells.sum(cell, place, steps);
      if (count < LEAST_CASES) break;
      first -= 1;
      counts[first] = count;
    }
    const share = baseline.share(cell, area, category);
    let best: Finding | null = null;
    for (let i = first; i < windows.length; i += 1) {
      const city = windows[i]!;
      const count = counts[i]!;
      const mean = baseline.meanOf(share, category, city);
      if (count < mean * LEAST_FACTOR) continue;
      const size = baseline.sizeOf(mean, category, city);
      if (isCommonAtArrival(count, mean, size, limit)) continue;
      const chance = tailAtArrival(count, mean, size);
      if (chance <= limit && (best === null || chance < best.chance)) best = { area, category, city, count, mean, size, chance };
    }
    return best;
  }

  /** Whether known hotspots, those that are over included, do not explain the finding. */
  private isNews({ area, category, city, count, mean, size }: Finding, limit: number, step: number): boolean {
    const { areas } = this.baseline;
    let explained = 0;
    let factor = 1;
    for (const { cells, over, startStep, lastHotMinute } of this.events)
      for (const cell of cells) {
        if (cell.category !== category) continue;
        const inside = areas.holds(area, cell.area);
        if (!inside && !areas.holds(cell.area, area)) continue;
        if (over) {
          // What of it lies in the window still, of the smaller one of both areas.
          const last = Math.max(0, step - Math.floor(lastHotMinute / STEP_MINUTES));
          const first = Math.min(city.window.first, step - startStep);
          const part = { ...city.window, first, last };
          if (first >= last) explained += this.beyond(inside ? cell.area : area, category, this.baseline.city(part));
        } else if (cell.area === area) return false;
        else if (inside) explained += this.beyond(cell.area, category, city);
        else {
          const { found, usual } = this.sums(cell, city);
          factor = Math.max(factor, found / usual);
        }
      }
    const left = count - explained;
    return left >= LEAST_CASES && left >= mean * factor * LEAST_FACTOR && tailAtArrival(left, mean * factor, size) <= limit;
  }

  private announce({ area, category }: Finding, minute: number, running: number): void {
    const { areas } = this.baseline;
    const startStep = Math.floor((minute - 1) / STEP_MINUTES) - likelyOnset(this.baseline, area, category, running);
    const cell: HotCell = { area, category, earlier: 0, earlierExpected: 0 };
    const swallowed = this.events.filter(
      ({ cells, over }) => !over && cells.some((hot) => hot.category === category && areas.holds(area, hot.area)),
    );
    const [into] = swallowed;
    if (into !== undefined) {
      const cells = swallowed.flatMap((event) => event.cells).filter((hot) => hot.category !== category || !areas.holds(area, hot.area));
      into.cells.splice(0, into.cells.length, cell, ...cells.slice(0, MOST_CELLS_OF_ONE - 1));
      into.startStep = Math.min(...swallowed.map((event) => event.startStep), startStep);
      into.lastHotMinute = minute;
      const gone = new Set(swallowed.slice(1));
      this.events.splice(0, this.events.length, ...this.events.filter((event) => !gone.has(event)));
      return;
    }
    const partner = this.events.find((event) => !event.over && this.belong(event, area, category, startStep));
    if (partner !== undefined && partner.cells.length < MOST_CELLS_OF_ONE) {
      partner.cells.push(cell);
      partner.startStep = Math.min(partner.startStep, startStep);
      partner.lastHotMinute = minute;
      return;
    }
    if (this.events.length >= MOST_HOTSPOTS) {
      const done = this.events.findIndex(({ over }) => over);
      if (done < 0) return;
      this.events.splice(done, 1);
    }
    this.events.push({ id: this.nextId, cells: [cell], startStep, announcedMinute: minute, lastHotMinute: minute, over: false });
    this.nextId += 1;
  }

  /** The same thing in two townships of a district; several things at once in one place, or in a wide area and one inside of it. */
  private belong({ cells, startStep }: HotEvent, area: number, category: number, start: number): boolean {
    const { areas } = this.baseline;
    if (Math.abs(startStep - start) > SAME_START_STEPS) return false;
    const wide = (index: number): boolean => index === CITY || areas.isDistrict(index);
    return cells.some((hot) =>
      hot.category === category
        ? areas.parentOf(hot.area) === areas.parentOf(area) && areas.parentOf(area) !== CITY
        : hot.area === area || (wide(hot.area) && wide(area) && (areas.holds(hot.area, area) || areas.holds(area, hot.area))),
    );
  }

  private follow(event: HotEvent, minute: number, lately: CityWindow): void {
    if (event.over) return;
    const { baseline } = this;
    const hot = event.cells.some(({ area, category }) => {
      const count = baseline.count(baseline.cells.find(area, category), lately.window);
      if (count < 2) return false;
      const { mean, size } = baseline.expect(area, category, lately);
      return tailOf(count, mean, size) <= STILL_HOT;
    });
    if (hot) event.lastHotMinute = minute;
    else if (minute >= event.lastHotMinute + COOLING_MINUTES) event.over = true;
  }

  /** Cases beyond the usual, if there are such. */
  private beyond(area: number, category: number, city: CityWindow): number {
    const { baseline } = this;
    const found = baseline.count(baseline.cells.find(area, category), city.window);
    return found === 0 ? 0 : Math.max(0, found - baseline.mean(area, category, city));
  }

  private sums({ area, category }: HotCell, city: CityWindow): { readonly found: number; readonly usual: number } {
    const { baseline } = this;
    return {
      found: baseline.count(baseline.cells.find(area, category), city.window),
      usual: baseline.mean(area, category, city),
    };
  }

  private describe(event: HotEvent, step: number, running: number): Hotspot {
    const { areas } = this.baseline;
    const since = this.baseline.city(lastSteps(Math.min(STEPS_KEPT, Math.max(1, step - event.startStep + 1)), running));
    let observed = 0;
    let expected = 0;
    let variance = 0;
    const beyond = new Map<number, number>();
    for (const cell of event.cells) {
      const { found, usual } = this.sums(cell, since);
      const { size } = this.baseline.expect(cell.area, cell.category, since);
      observed += found + cell.earlier;
      expected += usual + cell.earlierExpected;
      variance += (usual + cell.earlierExpected) ** 2 / size;
      beyond.set(cell.category, (beyond.get(cell.category) ?? 0) + found - usual);
    }
    const area = this.common(event.cells.map((cell) => cell.area));
    const spread = Math.exp(Z95 * Math.sqrt(1 / Math.max(1, observed) + variance / expected ** 2));
    return {
      id: event.id,
      area: areas.at(area),
      categories: [...beyond].sort(([a, more], [b, most]) => most - more || a - b).map(([category]) => category),
      parts: this.parts(event, area, since),
      startedAt: event.startStep * STEP_MINUTES * MINUTE_MS,
      announcedAt: event.announcedMinute * MINUTE_MS,
      lastHotAt: event.lastHotMinute * MINUTE_MS,
      over: event.over,
      observed,
      expected,
      low: observed / expected / spread,
      high: (observed / expected) * spread,
    };
  }

  /** Index of the smallest area that holds all of them. */
  private common(indices: readonly number[]): number {
    const { areas } = this.baseline;
    let all = indices[0] ?? CITY;
    while (!indices.every((index) => areas.holds(all, index))) all = areas.parentOf(all);
    return all;
  }

  /** Where inside `area` most cases beyond the usual are: its next smaller areas. */
  private parts(event: HotEvent, area: number, since: CityWindow): Area[] {
    const { areas } = this.baseline;
    const sums: { readonly index: number; readonly beyond: number }[] = [];
    const categories = new Set(event.cells.map(({ category }) => category));
    for (let index = 1; index < areas.length; index += 1) {
      if (index === area || areas.parentOf(index) !== area) continue;
      let beyond = 0;
      for (const category of categories) beyond += this.beyond(index, category, since);
      if (beyond >= 1) sums.push({ index, beyond });
    }
    sums.sort((a, b) => b.beyond - a.beyond || a.index - b.index);
    return sums.slice(0, MOST_PARTS).map(({ index }) => areas.at(index));
  }

  private depth(area: number): number {
    const { areas } = this.baseline;
    return area === CITY ? 0 : areas.parentOf(area) === CITY && areas.isDistrict(area) ? 1 : 2;
  }
}
