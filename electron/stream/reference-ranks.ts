import type { CaseColumns } from '../../shared/projection/case-columns';
import type { Passed } from './table-filter';

/** Digits are ranked in elevens (0 is "has ended"), other characters in 127s: both stay below 2^21. */
const DIGITS = 6;
const CHARACTERS = 3;
/** The first character code that has no digit of its own in base 127. */
const HIGHEST = 125;

/**
 * Coarse ranks of references, 0 … 2^21 − 1, by what follows the part that all of them share: six digits if only digits are met there, else
 * three characters. A reference never changes, so a rank is worked out once per case.
 */
class ReferenceRanks {
  /** The part that all references seen so far share; only ever shorter. undefined: none was seen. */
  #shared: string | undefined;
  #digits = true;
  #ranks = new Uint32Array(0);
  /** The case that the rank of a slot belongs to. */
  #of = new Uint32Array(0);

  /** Ranks by slot, right for all that passed. */
  update(columns: CaseColumns, passed: Passed): Uint32Array {
    if (this.#ranks.length < columns.end) {
      const ranks = new Uint32Array(Math.ceil(columns.end * 1.25) + 64);
      const of = new Uint32Array(ranks.length);
      ranks.set(this.#ranks);
      of.set(this.#of);
      this.#ranks = ranks;
      this.#of = of;
    }
    // A reference that does not fit what was assumed changes the meaning of all ranks: once more, from the first. Each round assumes less.
    while (!this.#pass(columns, passed)) this.#of.fill(0);
    return this.#ranks;
  }

  #pass(columns: CaseColumns, { slots, count }: Passed): boolean {
    const { keys } = columns;
    const of = this.#of;
    for (let i = 0; i < count; i += 1) {
      const slot = slots[i]!;
      if (of[slot] === keys[slot]) continue;
      const text = columns.reference(slot);
      if (!this.#fits(text)) return false;
      this.#ranks[slot] = this.#rank(text);
      of[slot] = keys[slot]!;
    }
    return true;
  }

  #fits(text: string): boolean {
    if (this.#shared === undefined) {
      // The last six characters of the first one are taken to be what differs.
      this.#shared = text.slice(0, Math.max(0, text.length - DIGITS));
    }
    if (!text.startsWith(this.#shared)) {
      let same = 0;
      while (same < this.#shared.length && text.charCodeAt(same) === this.#shared.charCodeAt(same)) same += 1;
      this.#shared = this.#shared.slice(0, same);
      return false;
    }
    if (this.#digits && !onlyDigits(text, this.#shared.length)) {
      this.#digits = false;
      return false;
    }
    return true;
  }

  #rank(text: string): number {
    const from = this.#shared?.length ?? 0;
    let rank = 0;
    let past = false;
    for (let i = from; i < from + (this.#digits ? DIGITS : CHARACTERS); i += 1) {
      // Past its end a text sorts before every text that goes on.
      const code = i < text.length ? text.charCodeAt(i) : -1;
      if (this.#digits) rank = rank * 11 + Math.max(0, code - 47);
      else {
        // From "}" on all characters share the highest digit, so nothing that follows one of them may count.
        past ||= code >= HIGHEST;
        rank = rank * 127 + (past ? HIGHEST + 1 : code + 1);
      }
    }
    return rank;
  }
}

function onlyDigits(text: string, from: number): boolean {
  for (let i = from; i < Math.min(text.length, from + DIGITS); i += 1) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

const RANKS = new WeakMap<CaseColumns, ReferenceRanks>();

/** A rank for every slot that passed, never falling where the order of the references rises. Kept with the columns, for all windows. */
export function referenceRanks(columns: CaseColumns, passed: Passed): (slot: number) => number {
  let known = RANKS.get(columns);
  if (known === undefined) {
    known = new ReferenceRanks();
    RANKS.set(columns, known);
  }
  const ranks = known.update(columns, passed);
  return (slot) => ranks[slot]!;
}
