import { DAY_TYPES } from '../domain/day-type';
import type { ColumnsIn, ColumnsOut } from './watch-columns';
import { check } from './watch-columns';

const HOURS = 24;
/** Steps of 5 minutes in an hour. */
const STEPS = 12;
/** How fast the mean of an hour of one type of day follows: e-folding in days of that type. */
const LEVEL_DAYS = 8;
const LEVEL_GAIN = 1 / (LEVEL_DAYS * STEPS);
/** Workdays in one table, days off in the other: what people call about differs less than how many call. */
const TABLES = 2;
/** So many cases of the whole day speak as loud of a category's share as those of an hour, and so many of all hours as those of the type of day. */
const POOLED = 200;
/** Categories beyond are taken as having no habits of their own: 1.6 MB of shares. */
const MOST_CATEGORIES = 4_096;
const FIRST_CATEGORIES = 16;

/** Hour 0…23 and type of day (index into DAY_TYPES) of a step, as the city's zone and calendar have it. */
export interface StepOfDay {
  readonly hour: number;
  readonly dayType: number;
}

/**
 * How many cases the whole city has by hour and type of day, and which categories they are by hour on days of work and off. An hour's share of a category is pooled: from that hour on
 * such days (neighbouring hours count half) towards the hour on all days, and that towards the category's share of everything: Dirichlet priors of POOLED cases.
 */
export class DayHabits {
  /** Mean cases of a step, by type of day and hour; and how much it is known by: 0 … 1 / LEVEL_GAIN steps. */
  private readonly means = new Float64Array(DAY_TYPES.length * HOURS);
  private readonly known = new Float64Array(DAY_TYPES.length * HOURS);
  /** Fading counts: category · 48 + table · 24 + hour; entry of category 0 holds the sums. */
  private shares: Float64Array = new Float64Array(FIRST_CATEGORIES * TABLES * HOURS);

  /** A complete step of the city with so many cases. */
  learnLevel({ hour, dayType }: StepOfDay, cases: number): void {
    const at = dayType * HOURS + hour;
    const known = Math.min(this.known[at]! + 1, 1 / LEVEL_GAIN);
    this.known[at] = known;
    this.means[at]! += (cases - this.means[at]!) / known;
  }

  learnShare({ hour, dayType }: StepOfDay, category: number, cases: number): void {
    if (category >= MOST_CATEGORIES) return;
    const at = tableOf(dayType) * HOURS + hour;
    const needed = (category + 1) * TABLES * HOURS;
    if (needed > this.shares.length) {
      const grown = new Float64Array(Math.max(needed, this.shares.length * 2));
      grown.set(this.shares);
      this.shares = grown;
    }
    this.shares[category * TABLES * HOURS + at]! += cases;
    this.shares[at]! += cases;
  }

  fade(factor: number): void {
    for (let at = 0; at < this.shares.length; at += 1) this.shares[at]! *= factor;
  }

  /** Cases of a step of the whole city; NaN: no such hour of such a day has been seen. */
  level({ hour, dayType }: StepOfDay): number {
    const at = dayType * HOURS + hour;
    return this.known[at] === 0 ? Number.NaN : this.means[at]!;
  }

  /** Days of that type on which this hour was seen, at most LEVEL_DAYS. */
  daysKnown({ hour, dayType }: StepOfDay): number {
    return this.known[dayType * HOURS + hour]! / STEPS;
  }

  /** Cases that the level of that hour was learned from, at most about `LEVEL_DAYS` days of it. */
  levelCases({ hour, dayType }: StepOfDay): number {
    const at = dayType * HOURS + hour;
    return this.known[at]! * this.means[at]!;
  }

  /**
   * Cases of a category in such an hour, drawn towards `overall`, its share of everything: over `casesOfAll` they are its share of the hour. `ofAllDays`: `casesOfAllDays` of the hour.
   */
  cases({ hour, dayType }: StepOfDay, category: number, overall: number, ofAllDays: number): number {
    const off = tableOf(dayType);
    const own = this.around(category, off, hour);
    const all = own + this.around(category, 1 - off, hour);
    const pooled = (all + POOLED * overall) / ofAllDays;
    return own + POOLED * pooled;
  }

  casesOfAll({ hour, dayType }: StepOfDay): number {
    return this.around(0, tableOf(dayType), hour) + POOLED;
  }

  casesOfAllDays({ hour }: StepOfDay): number {
    return this.around(0, 0, hour) + this.around(0, 1, hour) + POOLED;
  }

  bytes(): number {
    return this.means.byteLength + this.known.byteLength + this.shares.byteLength;
  }

  write(out: ColumnsOut): void {
    out.f64s(this.means);
    out.f64s(this.known);
    out.f64s(this.shares);
  }

  read(from: ColumnsIn): void {
    for (const own of [this.means, this.known]) {
      const column = from.f64s();
      check(column.length === own.length && column.every((value) => value >= 0), 'habits that are none');
      own.set(column);
    }
    const shares = from.f64s();
    const fits =
      shares.length % (TABLES * HOURS) === 0 &&
      shares.length >= this.shares.length &&
      shares.length <= 2 * MOST_CATEGORIES * TABLES * HOURS;
    check(fits && shares.every((value) => value >= 0), 'shares that are none');
    this.shares = shares;
  }

  /** Counts of an hour and half of those of its neighbours. */
  private around(category: number, off: number, hour: number): number {
    const row = (category * TABLES + off) * HOURS;
    if (row >= this.shares.length) return 0;
    const { shares } = this;
    return shares[row + hour]! + (shares[row + ((hour + 1) % HOURS)]! + shares[row + ((hour + HOURS - 1) % HOURS)]!) / 2;
  }
}

function tableOf(dayType: number): number {
  return dayType === 0 ? 0 : 1;
}
