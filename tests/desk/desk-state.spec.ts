import { describe, expect, it } from 'vitest';
import { type DeskAction, type DeskState, FIRST_STATE, reduceDesk, SELECTION_LIMIT } from '../../renderer/desk/desk-state';
import { filtersOf, NO_FILTERS, sameFilters, sortedBy, toggled } from '../../renderer/desk/filters';
import { row } from './rows';

const after = (...actions: readonly DeskAction[]): DeskState => actions.reduce(reduceDesk, FIRST_STATE);

describe('the focus of the table', () => {
  it('follows its case to another place', () => {
    const state = after({ do: 'focus', index: 4, row: row(9) }, { do: 'focus-moved', index: 2, case: 9 });
    expect(state.focus).toEqual({ index: 2, case: 9, awaited: false });
  });

  it('holds nothing once the case has left the list, so that no key acts on a neighbour', () => {
    const state = after({ do: 'focus', index: 4, row: row(9) }, { do: 'focus-moved', index: 4, case: null });
    expect(state.focus).toEqual({ index: 4, case: null, awaited: false });
  });

  it('takes the row that comes to a place that was not loaded yet', () => {
    const waiting = after({ do: 'focus', index: 90_000, row: undefined });
    expect(waiting.focus.awaited).toBe(true);
    expect(reduceDesk(waiting, { do: 'focus-moved', index: 90_000, case: 5 }).focus).toEqual({ index: 90_000, case: 5, awaited: false });
  });

  it('takes an open drawer along', () => {
    const state = after({ do: 'focus', index: 0, row: row(1) }, { do: 'open-drawer', case: 1 }, { do: 'focus', index: 1, row: row(2) });
    expect(state.drawer).toBe(2);
  });
});

describe('the selection', () => {
  it('is dropped when the filters change: what is not seen must not be acted on', () => {
    const state = after({ do: 'toggle', row: row(1), index: 0 }, { do: 'filter', filters: NO_FILTERS });
    expect(state.selection.size).toBe(0);
  });

  it('remembers the version that was selected beside the newest that was seen', () => {
    const state = after({ do: 'toggle', row: row(1), index: 0 }, { do: 'seen', rows: [row(1, { version: 5 }), row(2, { version: 8 })] });
    expect(state.selection.get(1)).toMatchObject({ selectedVersion: 3, row: { version: 5 } });
    expect(state.selection.has(2)).toBe(false);
    expect(reduceDesk(state, { do: 'seen', rows: [row(1, { version: 4 })] }).selection.get(1)?.row.version).toBe(5);
  });

  it('never grows beyond what one person can answer for', () => {
    const rows = Array.from({ length: SELECTION_LIMIT + 50 }, (_, index) => row(index + 1));
    const full = after({ do: 'select', rows });
    expect(full.selection.size).toBe(SELECTION_LIMIT);
    expect(reduceDesk(full, { do: 'toggle', row: row(9_999), index: 0 }).selection.has(9_999)).toBe(false);
  });
});

describe('filters and order', () => {
  it('are the same whatever the order inside a facet', () => {
    expect(sameFilters(filtersOf({ unit: [1, 2] }), filtersOf({ unit: [2, 1] }))).toBe(true);
    expect(sameFilters(filtersOf({ unit: [1, 2] }), filtersOf({ unit: [1] }))).toBe(false);
    expect(sameFilters(filtersOf({ text: 'a' }), NO_FILTERS)).toBe(false);
  });

  it('take a value in and out', () => {
    const once = toggled(NO_FILTERS, 'grade', '2h');
    expect(once.grade).toEqual(['2h']);
    expect(toggled(once, 'grade', '2h').grade).toEqual([]);
  });

  it('turn round at the second choice of a column', () => {
    const once = sortedBy({ column: 'dueAt', descending: false }, 'unit');
    expect(once).toEqual({ column: 'unit', descending: false });
    expect(sortedBy(once, 'unit')).toEqual({ column: 'unit', descending: true });
  });
});
