import { grownF64, grownI32 } from '../domain/typed-growth';
import type { DurationMs } from '../time/instant';
import { DAY_MS } from '../time/instant';
import { Areas, CITY } from './areas';
import { CellTable, STEPS_KEPT } from './cell-table';
import { Clumps } from './clumps';
import type { ColumnsIn, ColumnsOut } from './watch-columns';
import type { StepOfDay } from './day-habits';
import { DayHabits } from './day-habits';

/** The past weighs 1/e after so many days: shares of places and categories move with the seasons. */
const RECALL_DAYS = 42;
/** A cell's own past speaks as loud as what its area and its category let expect once it has had so many cases. */
const OWN_CASES = 4;
/** Of the level of the whole city: a window's cases count as much as so many of the past. */
const LEVEL_CASES = 100;
/** What an hour of the whole city strays by without any reason, beyond chance: variance of the logarithm. */
const RESTLESS = 0.02;
/** The same of what people call about in an hour of a type of day that nobody has seen yet; it falls with the days. */
const STRANGE = 1;
/** A case has at most so many others beside it as far as clumps go: a burst that nobody noticed is not a habit. */
const MOST_COMPANIONS = 2;
/** Nobody expects exactly nothing. */
const LEAST_MEAN = 1e-6;
const HOURS = 24;
const NOTHING_ASKED = new Float64Array(0);

/** A window of whole steps: the running one has age 0. `running`: how much of the running step is over, 0…1. */
export interface StepWindow {
  readonly first: number;
  readonly last: number;
  readonly running: number;
}

/** Hours of one type of day in a window. */
interface HourPart {
  readonly of: StepOfDay;
  /** Usual cases of all categories in it. */
  cases: number;
  /** What the shares of categories in such an hour are told by: `DayHabits.casesOfAll` and `casesOfAllDays`, and by category what `ofHour` has found; NaN: not asked for yet. */
  readonly casesOfAll: number;
  readonly casesOfAllDays: number;
  readonly own: Float64Array;
}

/** The whole city in a window. It holds until something is counted or learned. */
export interface CityWindow {
  readonly window: StepWindow;
  /** Where its first step lies among those that are kept, and how many it has. */
  readonly place: number;
  readonly steps: number;
  readonly hours: readonly HourPart[];
  /** Relative variance, as far as it is the same for all categories. */
  readonly variance: number;
  /** What has been asked for of single categories: mean at 2 · category, relative variance behind it; NaN: not asked for yet. */
  usual: Float64Array;
}

/** What is expected of a count: negative binomial with this mean and size. */
export interface Expected {
  readonly mean: number;
  readonly size: number;
}

/**
 * What is usual for each cell (area and category) in each step of the day, learned from cases that have left the windows:
 *
 *   mean = Σ over the steps of level(hour, type of day) · share(category | hour, day off) · share(area | category)
 *
 * - level: mean of that hour on that type of day, times (a + cases of the window) / (a + level of the window): today counts as much as a past of a = LEVEL_CASES cases.
 * - share of an area: that of the area above it, times the area's part of that one's cases in all categories, times (κ + own cases) / (κ + those that independence lets expect):
 *   the gamma–Poisson shrinker (W. DuMouchel, The American Statistician 53 (1999); from memory), applied twice, city → district → township.
 * - size: 1/size is the sum of the relative variances of these factors, of `RESTLESS`, and of the category's clumps.
 */
export class Baseline {
  readonly areas = new Areas();
  readonly cells = new CellTable();
  readonly habits = new DayHabits();
  readonly clumps = new Clumps();
  /** Of the steps that are kept, at step modulo STEPS_KEPT. */
  private readonly stepsOfDay: StepOfDay[] = Array.from({ length: STEPS_KEPT }, () => ({ hour: 0, dayType: 0 }));
  private step = -1;
  /** What `findShare` has found, and by cell what it has found in the step that is named beside. */
  private found = 1;
  private foundVariance = 0;
  private shares = new Float64Array(0);
  private shareVariances = new Float64Array(0);
  private shareSteps = new Int32Array(0);
  /** What `ofHour` has found in the running step: by hour of a type of day, then by category. NaN: not asked for yet. */
  private readonly hourly = new Map<number, Float64Array>();

  /** `step` runs from now on: number of 5-minute steps since 1970. What its place held must have been retired. */
  begin(step: number, of: StepOfDay): void {
    this.step = step;
    this.stepsOfDay[step % STEPS_KEPT] = of;
    this.hourly.clear();
  }

  stepOfDay(step: number): StepOfDay {
    return this.stepsOfDay[step % STEPS_KEPT]!;
  }

  /** Cases of a cell in a window. */
  count(cell: number, { first, last }: StepWindow): number {
    if (cell < 0) return 0;
    return this.cells.sum(cell, this.placeOf(first), first - last + 1);
  }

  /** To be asked for once, while nothing is counted. `before`: one that is used no more, whose room is used again. */
  city(window: StepWindow, before?: CityWindow): CityWindow {
    const { cells, habits } = this;
    const cityCell = cells.find(CITY, 0);
    const hours: HourPart[] = [];
    let usual = 0;
    let cases = 0;
    let came = 0;
    let known = 0;
    let days = Number.POSITIVE_INFINITY;
    let level = Number.NaN;
    for (let age = window.last; age <= window.first; age += 1) {
      const place = this.placeOf(age);
      const of = this.stepsOfDay[place]!;
      const like = hours.at(-1);
      if (like === undefined || like.of.hour !== of.hour || like.of.dayType !== of.dayType) {
        hours.push({ of, cases: 0, casesOfAll: habits.casesOfAll(of), casesOfAllDays: habits.casesOfAllDays(of), own: this.columnOf(of) });
        level = habits.level(of);
        known = Math.max(known, habits.levelCases(of));
        days = Math.min(days, habits.daysKnown(of));
      }
      const here = cityCell < 0 ? 0 : cells.countAt(cityCell, place);
      came += here;
      // What nobody has seen yet is told by its own cases.
      const usually = Number.isNaN(level) ? here : level * (age === 0 ? window.running : 1);
      if (!Number.isNaN(level)) usual += usually;
      cases += usually;
      hours.at(-1)!.cases += usually;
    }
    const strength = Math.min(LEVEL_CASES, known);
    const factor = usual > 0 ? (strength + came) / (strength + cases) : 1;
    const variance = RESTLESS + STRANGE / (1 + days) ** 2 + 1 / (0.5 + strength + came);
    for (const hour of hours) hour.cases *= factor;
    const asked = before?.usual.fill(Number.NaN) ?? NOTHING_ASKED;
    return { window, place: this.placeOf(window.first), steps: window.first - window.last + 1, hours, variance, usual: asked };
  }

  /** Of the category in the area, over the window. */
  mean(area: number, category: number, city: CityWindow): number {
    return this.meanOf(this.share(this.cells.find(area, category), area, category), category, city);
  }

  expect(area: number, category: number, city: CityWindow): Expected {
    const mean = this.mean(area, category, city);
    return { mean, size: this.sizeOf(mean, category, city) };
  }

  /** The area's share of the category's cases; `cell` is the one of both, −1: there is none. */
  share(cell: number, area: number, category: number): number {
    this.findShare(cell, area, category);
    return this.found;
  }

  /** What is expected where an area has such a share of the category's cases. */
  meanOf(share: number, category: number, city: CityWindow): number {
    return Math.max(LEAST_MEAN, this.inCity(category, city) * share);
  }

  /** Of the count with this mean, in the area that `share` was asked for last. */
  sizeOf(mean: number, category: number, city: CityWindow): number {
    return 1 / (city.usual[2 * category + 1]! + this.foundVariance + this.clumps.of(category) / mean);
  }

  /** Learns what a step held that leaves the windows. `held`: the cases of `cell` in it as they are to be learned. */
  learn(cell: number, held: number): void {
    const { cells } = this;
    const area = cells.areaOf(cell);
    cells.learn(cell, held);
    const category = cells.categoryOf(cell);
    if (category !== 0 && area !== CITY) cells.learn(cells.take(area, 0), held);
  }

  /** Pairs of `cell` within `hour`, the first one from the oldest step on, of which it had `cases`. */
  learnClumps(cell: number, cases: number, hour: CityWindow): void {
    const category = this.cells.categoryOf(cell);
    const later = this.count(cell, hour.window) - cases;
    const mean = this.meanOf(this.share(cell, this.cells.areaOf(cell), category), category, hour);
    const companions = Math.min(MOST_COMPANIONS, (cases - 1) / 2 + later);
    this.clumps.learn(category, cases, cases * companions, cases * -Math.expm1(-mean * MOST_COMPANIONS));
  }

  /** So much city time has passed. */
  fade(passedMs: DurationMs): void {
    const factor = 1 / Math.exp(passedMs / DAY_MS / RECALL_DAYS);
    this.cells.fade(factor);
    this.habits.fade(factor);
    this.clumps.fade(factor);
  }

  bytes(): number {
    return this.cells.bytes() + this.habits.bytes() + this.clumps.bytes() + this.shares.length * 20;
  }

  /** All but the steps that run: `begin` tells them. */
  write(out: ColumnsOut): void {
    for (const part of [this.areas, this.cells, this.habits, this.clumps]) part.write(out);
  }

  /** Into one that knows nothing. */
  read(from: ColumnsIn): void {
    this.areas.read(from);
    this.cells.read(from, this.areas.length);
    this.habits.read(from);
    this.clumps.read(from);
  }

  placeOf(age: number): number {
    return (this.step - age + STEPS_KEPT) % STEPS_KEPT;
  }

  /** Mean of the category in the whole city, over the window; the variance lies behind it in `usual` then. */
  private inCity(category: number, city: CityWindow): number {
    if (2 * category >= city.usual.length) {
      const room = Math.max(2 * category + 2, 2 * this.cells.categories);
      const grown = new Float64Array(room).fill(Number.NaN);
      grown.set(city.usual);
      city.usual = grown;
    }
    const known = city.usual[2 * category]!;
    if (!Number.isNaN(known)) return known;
    let mean = 0;
    let own = 0;
    for (const hour of city.hours) {
      own = this.ofHour(hour, category);
      mean += (hour.cases * own) / hour.casesOfAll;
    }
    city.usual[2 * category] = mean;
    city.usual[2 * category + 1] = city.variance + 1 / (0.5 + Math.min(this.cells.weight(this.cells.find(CITY, category)), own));
    return mean;
  }

  /** What `ofHour` has found of an hour of a type of day. Nothing of it changes within a step. */
  private columnOf(of: StepOfDay): Float64Array {
    const key = of.dayType * HOURS + of.hour;
    const known = this.hourly.get(key);
    if (known !== undefined && known.length >= this.cells.categories) return known;
    const column = new Float64Array(this.cells.categories).fill(Number.NaN);
    this.hourly.set(key, column);
    return column;
  }

  /** Cases of the category that its share of such an hour is known by. */
  private ofHour({ of, casesOfAllDays, own }: HourPart, category: number): number {
    const known = own[category] ?? Number.NaN;
    if (!Number.isNaN(known)) return known;
    const { cells } = this;
    const overall = (cells.weight(cells.find(CITY, category)) + 0.5) / (cells.weight(cells.find(CITY, 0)) + 1);
    const cases = this.habits.cases(of, category, overall, casesOfAllDays);
    own[category] = cases;
    return cases;
  }

  /**
   * Leaves the area's share of the category's cases in `found`, its relative variance in `foundVariance`. Nothing of it changes within a step: those of districts, which every place
   * inside asks for, are kept.
   */
  private findShare(cell: number, area: number, category: number): void {
    this.found = 1;
    this.foundVariance = 0;
    if (area === CITY) return;
    if (cell >= 0 && cell < this.shareSteps.length && this.shareSteps[cell] === this.step) {
      this.found = this.shares[cell]!;
      this.foundVariance = this.shareVariances[cell]!;
      return;
    }
    if (cell < 0 || !this.areas.isDistrict(area)) {
      this.workOutShare(area, category, cell);
      return;
    }
    if (cell >= this.shares.length) {
      const room = Math.max(cell + 1, this.shares.length * 2);
      this.shares = grownF64(this.shares, room);
      this.shareVariances = grownF64(this.shareVariances, room);
      this.shareSteps = grownI32(this.shareSteps, room);
    }
    this.workOutShare(area, category, cell);
    this.shares[cell] = this.found;
    this.shareVariances[cell] = this.foundVariance;
    this.shareSteps[cell] = this.step;
  }

  private workOutShare(area: number, category: number, cell: number): void {
    const { cells, areas } = this;
    const parent = areas.parentOf(area);
    this.findShare(cells.find(parent, category), parent, category);
    const above = this.found;
    const ofArea = cells.weight(cells.find(area, 0));
    const part = (ofArea + 0.5) / (cells.weight(cells.find(parent, 0)) + 1);
    const independent = cells.weight(cells.find(CITY, category)) * above * part;
    const own = OWN_CASES + cells.weight(cell);
    this.found = Math.min(1, (above * part * own) / (OWN_CASES + independent));
    this.foundVariance += 1 / own + 1 / (1 + 2 * ofArea);
  }
}
