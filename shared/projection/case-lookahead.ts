import type { RecordColumns } from '../domain/record-columns';
import { CASE_CODES } from '../domain/event-codes';
import type { CaseColumns } from './case-columns';
import { WORDS } from './case-columns';
import { DOES, KEEPS, STATUS_AFTER, WORK } from './step-rules';
import { ENDED, RUNNING } from './term-codes';

/** By kind: 1 if it may touch what running cases are counted by, 2 if it touches what open ones are, 0 if neither. */
const TOUCHES = Uint8Array.from({ length: CASE_CODES }, (_, kind) => {
  const status = STATUS_AFTER[kind]!;
  if (status !== KEEPS && ENDED[status] === 1) return 2;
  return (DOES[kind]! & WORK) !== 0 || (status !== KEEPS && RUNNING[status] === 0) ? 1 : 0;
});

/** Rows that are looked at together: their cache lines fit the first-level cache, and a processor has about so many loads under way. */
export const ROWS_AHEAD = 64;

/**
 * Finds the cases of the next rows and touches their columns, row by row of one column at a time: a million cases do not fit a cache, and loads that do not wait
 * for each other are under way together, where a fold event by event would wait for each of them.
 */
export class CaseLookahead {
  /** By row ahead: a guess, to be checked when the row's turn has come, for the rows before it change things. */
  readonly slots = new Int32Array(ROWS_AHEAD);
  /** What was read; kept so that no compiler takes the reads for useless. */
  touched = 0;

  constructor(private readonly cases: CaseColumns) {}

  /** For rows `row` … `end` − 1, at most ROWS_AHEAD. */
  look({ kind, key }: RecordColumns, row: number, end: number): void {
    const { cases, slots } = this;
    const count = end - row;
    cases.guess(key, row, count, slots);
    const { status, words } = cases;
    let touched = 0;
    for (let i = 0; i < count; i += 1) {
      const slot = slots[i]!;
      if (slot >= 0) touched += status[slot]! + words[slot * WORDS]!;
    }
    const { deadline, unit, grade, dueAt, district, township, category, channel } = cases;
    for (let i = 0; i < count; i += 1) {
      const slot = slots[i]!;
      const code = kind[row + i]!;
      if (slot < 0 || code >= CASE_CODES || TOUCHES[code] === 0) continue;
      touched += deadline[slot]! + unit[slot]! + grade[slot]! + dueAt[slot]! + district[slot]!;
      if (TOUCHES[code] === 2) touched += township[slot]! + category[slot]! + channel[slot]!;
    }
    this.touched = touched;
  }
}
