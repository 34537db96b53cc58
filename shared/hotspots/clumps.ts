import { grownF64 } from '../domain/typed-growth';
import type { ColumnsIn, ColumnsOut } from './watch-columns';
import { check } from './watch-columns';

/** What is assumed of the cases of a category before anything is known: extra variance of a count, in multiples of its mean. */
const ASSUMED = 0.1;
/** So many cases of a category speak as loud as the assumption. */
const POOLED = 30;
const LARGEST = 20;
const FIRST_CATEGORIES = 16;
/** Keys of categories are below it. */
const MOST_CATEGORIES = 2 ** 17;

/**
 * How much cases of a category come in clumps: one crew reports ten graffiti on its round, a house calls about one lift. Counts of such a compound Poisson process have variance
 * mean · (1 + k) with k = 2 · (pairs of one cell within an hour beyond those that chance makes) / cases.
 */
export class Clumps {
  private cases: Float64Array = new Float64Array(FIRST_CATEGORIES);
  private pairs: Float64Array = new Float64Array(FIRST_CATEGORIES);

  /** `cases` of one cell, each beside `pairs` / `cases` later ones of it within the hour, where chance would have made `chance` pairs. */
  learn(category: number, cases: number, pairs: number, chance: number): void {
    if (category >= this.cases.length) {
      const room = Math.max(category + 1, this.cases.length * 2);
      this.cases = grownF64(this.cases, room);
      this.pairs = grownF64(this.pairs, room);
    }
    this.cases[category]! += cases;
    this.pairs[category]! += pairs - chance;
  }

  fade(factor: number): void {
    for (let at = 0; at < this.cases.length; at += 1) {
      this.cases[at]! *= factor;
      this.pairs[at]! *= factor;
    }
  }

  /** k of a category, 0 … LARGEST. */
  of(category: number): number {
    const pairs = 2 * (this.pairs[category] ?? 0) + POOLED * ASSUMED;
    return Math.min(LARGEST, Math.max(0, pairs / ((this.cases[category] ?? 0) + POOLED)));
  }

  bytes(): number {
    return this.cases.byteLength + this.pairs.byteLength;
  }

  write(out: ColumnsOut): void {
    out.f64s(this.cases);
    out.f64s(this.pairs);
  }

  read(from: ColumnsIn): void {
    const cases = from.f64s();
    const pairs = from.f64s();
    check(cases.length === pairs.length && cases.length >= this.cases.length && cases.length <= MOST_CATEGORIES, 'clumps that are none');
    check(cases.every((value) => value >= 0) && pairs.every((value) => Number.isFinite(value)), 'clumps that are none');
    this.cases = cases;
    this.pairs = pairs;
  }
}
