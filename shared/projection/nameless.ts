import type { CaseColumns } from './case-columns';
import { NO_PLACE, PLACE_SCALE } from './case-columns';
import type { HeatGrid } from './heat-grid';
import { ReferenceColumn } from './reference-column';

/** cases: everything. aggregates: what sums, counts and maps are made of, without what names a case or was written about it. */
export type Detail = 'cases' | 'aggregates';

/** What stands for the number that people know a case by, where nobody may know it. */
export const NO_REFERENCE = '0000';

/**
 * The cases as those may have them who read aggregates alone, for a snapshot: every reference is the same, and a place is the middle of its cell of the heat's grid, so that figures, heat
 * and digest are what they are. Shares all other columns with `cases`, which must not change meanwhile.
 */
export function nameless(cases: CaseColumns, grid: HeatGrid): CaseColumns {
  const references = new ReferenceColumn(cases.end);
  references.addForm('', NO_REFERENCE.length);
  references.form.fill(1);
  const places = new Int32Array(cases.end * 2);
  for (let slot = 0; slot < cases.end; slot += 1) {
    const longitude = cases.places[slot * 2]!;
    if (longitude === NO_PLACE) {
      places.fill(NO_PLACE, slot * 2, slot * 2 + 2);
      continue;
    }
    const coarse = grid.coarse(longitude / PLACE_SCALE, cases.places[slot * 2 + 1]! / PLACE_SCALE);
    places[slot * 2] = Math.round(coarse.longitude * PLACE_SCALE);
    places[slot * 2 + 1] = Math.round(coarse.latitude * PLACE_SCALE);
  }
  return Object.create(cases, { references: { value: references }, places: { value: places } }) as CaseColumns;
}
