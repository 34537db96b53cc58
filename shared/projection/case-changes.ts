import type { CaseKey } from '../domain/keys';
import type { CaseColumns } from './case-columns';
import { Digest } from './digest';

/** Rows that take the place of held cases, and cases that are let go. */
export interface CaseChanges {
  readonly rows: CaseColumns;
  readonly gone: readonly CaseKey[];
}

/** The sums that `Digest.held` will be once the changes were made in `cases`. */
export function heldAfter(held: readonly [number, number], cases: CaseColumns, { rows, gone }: CaseChanges): readonly [number, number] {
  const digest = new Digest();
  for (const key of gone) {
    const slot = cases.slotOf(key);
    if (slot >= 0) digest.subtract(key, cases.version(slot), cases.status[slot]!);
  }
  for (let row = 0; row < rows.end; row += 1) {
    const key = rows.keys[row]!;
    const slot = cases.slotOf(key);
    if (slot >= 0) digest.subtract(key, cases.version(slot), cases.status[slot]!);
    digest.add(key, rows.version(row), rows.status[row]!);
  }
  const [low, high] = digest.held;
  return [(held[0] + low) | 0, (held[1] + high) | 0];
}

/** Makes the changes. What is kept about the cases elsewhere must be counted anew afterwards. */
export function changeCases(cases: CaseColumns, { rows, gone }: CaseChanges): void {
  for (const key of gone) {
    const slot = cases.slotOf(key);
    if (slot >= 0) cases.remove(slot);
  }
  for (let row = 0; row < rows.end; row += 1) {
    const known = cases.slotOf(rows.keys[row]!);
    const slot = known >= 0 ? known : cases.take(rows.keys[row]!);
    if (known < 0) cases.references.set(slot, rows.reference(row));
    cases.copyRow(rows, row, slot);
  }
}
