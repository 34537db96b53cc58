import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TABLE_EVERY_MS, type TableGround, TableView } from '../../electron/stream/table-query';
import type { CatalogueTile, SortColumn, TableQuery } from '../../shared/contract/frames';
import { EVERY_ROW } from '../doubles/every-row';
import { blankCase, type CaseFields } from '../../shared/domain/case-fields';
import { CASE_STATUSES, CHANNELS, DEADLINE_STATES, ENDED_STATUSES, GRADES } from '../../shared/domain/terms';
import { CaseColumns } from '../../shared/projection/case-columns';

const NO_NAME = { zh: '', en: '' };

const CATALOGUE: CatalogueTile = {
  districts: [{ code: '', name: NO_NAME }, ...['110105', '110101', '110108'].map((code) => ({ code, name: { zh: code, en: code } }))],
  townships: [],
  units: [
    { code: '', name: NO_NAME, kind: 'township', district: 0 },
    ...['U9', 'U1', 'U5', 'U5'].map((code) => ({ code, name: { zh: code, en: code }, kind: 'utility' as const, district: 0 })),
  ],
  categories: [
    { code: '', name: NO_NAME, parent: 0 },
    { code: 'W', name: { zh: '供水', en: 'Water' }, parent: 0 },
    { code: 'W1', name: { zh: '停水', en: 'No supply' }, parent: 1 },
    { code: 'W11', name: { zh: '水压低', en: 'Low pressure' }, parent: 2 },
    { code: 'H', name: { zh: '供热', en: 'Heating' }, parent: 0 },
  ],
  queues: [],
};

interface Row extends CaseFields {
  reference: string;
  deadline: number;
}

const rowArbitrary: fc.Arbitrary<Omit<Row, 'key'>> = fc
  .record({
    status: fc.constantFrom(...CASE_STATUSES),
    grade: fc.constantFrom(...GRADES),
    channel: fc.constantFrom(...CHANNELS),
    category: fc.nat(5),
    district: fc.nat(4),
    unit: fc.nat(5),
    receivedAt: fc.oneof(fc.integer({ min: 1_000, max: 1_010 }), fc.integer({ min: 1_000, max: 3_000_000_000_000 })),
    dueAt: fc.oneof(fc.constant(0), fc.integer({ min: 5_000, max: 5_004 }), fc.integer({ min: 1, max: 3_000_000_000_000 })),
    version: fc.integer({ min: 1, max: 9 }),
    reference: fc.oneof(
      fc.integer({ min: 0, max: 99_999_999 }).map((n) => `20250714-${n}`),
      fc.string({ minLength: 1, maxLength: 6 }),
      fc.constantFrom('A', 'AB', 'ABC', 'ABCD', 'ABCDE', 'ABCDE~', 'ABCDE~~'),
    ),
    deadline: fc.nat(3),
  })
  .map((row) => Object.assign(blankCase(), row));

function some<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.oneof({ weight: 8, arbitrary: fc.constant([] as T[]) }, { weight: 1, arbitrary: fc.subarray([...items]) });
}

const COLUMNS: readonly SortColumn[] = ['dueAt', 'receivedAt', 'reference', 'grade', 'status', 'unit', 'district', 'category', 'channel'];

const queryArbitrary: fc.Arbitrary<TableQuery> = fc.record({
  deadline: some(DEADLINE_STATES),
  status: some(CASE_STATUSES),
  grade: some(GRADES),
  district: some([1, 2, 3, 4, 70_000]),
  unit: some([1, 2, 3, 4]),
  category: some([1, 2, 3, 4]),
  channel: some(CHANNELS),
  text: fc.oneof(
    { weight: 9, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constantFrom('水', 'low', 'abc', ' 2025 ', '~', '0714-1') },
  ),
  sort: fc.record({ column: fc.constantFrom(...COLUMNS), descending: fc.boolean() }),
  offset: fc.nat(20),
  limit: fc.nat(40),
});

/** The same, as plainly as it can be said. */
function naive(rows: readonly Row[], query: TableQuery): { total: number; keys: number[] } {
  const above = (category: number): number[] => (category === 0 ? [] : [category, ...above(CATALOGUE.categories[category]?.parent ?? 0)]);
  const has = <T>(list: readonly T[], value: T): boolean => list.length === 0 || list.includes(value);
  const text = query.text.trim();
  const passes = (row: Row): boolean => {
    const path = above(row.category);
    return (
      (query.status.length === 0 ? !ENDED_STATUSES.includes(row.status) : query.status.includes(row.status)) &&
      has(query.deadline, DEADLINE_STATES[row.deadline]!) &&
      has(query.grade, row.grade) &&
      has(query.channel, row.channel) &&
      has(query.district, row.district) &&
      has(query.unit, row.unit) &&
      (query.category.length === 0 || path.some((category) => query.category.includes(category))) &&
      (text === '' ||
        [text, text.toUpperCase(), text.toLowerCase()].some((one) => row.reference.includes(one)) ||
        path.some((category) => {
          const name = CATALOGUE.categories[category]?.name ?? NO_NAME;
          return name.zh.toLowerCase().includes(text.toLowerCase()) || name.en.toLowerCase().includes(text.toLowerCase());
        }))
    );
  };
  /** A value that sorts, and whether it is one that always comes last. */
  const place = (row: Row): [last: boolean, value: number | string, tie: number] => {
    const named = (list: readonly { code: string }[], key: number): [boolean, string, number] => [
      key === 0 || list[key] === undefined,
      list[key]?.code ?? '',
      key === 0 || list[key] === undefined ? 0 : key,
    ];
    switch (query.sort.column) {
      case 'dueAt':
        return [row.dueAt === 0, row.dueAt, 0];
      case 'receivedAt':
        return [row.receivedAt === 0, row.receivedAt, 0];
      case 'reference':
        return [false, row.reference, 0];
      case 'grade':
        return [false, GRADES.indexOf(row.grade), 0];
      case 'status':
        return [false, CASE_STATUSES.indexOf(row.status), 0];
      case 'channel':
        return [false, CHANNELS.indexOf(row.channel), 0];
      case 'unit':
        return named(CATALOGUE.units, row.unit);
      case 'district':
        return named(CATALOGUE.districts, row.district);
      case 'category':
        return named(CATALOGUE.categories, row.category);
    }
  };
  const sign = query.sort.descending ? -1 : 1;
  const found = rows.filter(passes).toSorted((a, b) => {
    const [lastA, valueA, tieA] = place(a);
    const [lastB, valueB, tieB] = place(b);
    if (lastA !== lastB) return lastA ? 1 : -1;
    if (!lastA && valueA !== valueB) return valueA < valueB ? -sign : sign;
    if (!lastA && tieA !== tieB) return (tieA - tieB) * sign;
    return a.key - b.key;
  });
  return { total: found.length, keys: found.slice(query.offset, query.offset + query.limit).map((row) => row.key) };
}

function columnsOf(rows: readonly Row[]): CaseColumns {
  const columns = new CaseColumns();
  for (const row of rows) {
    const slot = columns.add(row, row.reference);
    columns.deadline[slot] = row.deadline;
  }
  return columns;
}

function ground(columns: CaseColumns, seq: number): TableGround {
  return { columns, catalogue: CATALOGUE, moment: `m${seq}`, seq };
}

const ALL: TableQuery = { ...EVERY_ROW, limit: 10 };

describe('a table query', () => {
  it('orders references by their first characters even where those are beyond the letters', () => {
    const rows = ['}[', '~V$p!', '~~', '\u00e9a', '}', 'A'].map((reference, i) => ({
      ...blankCase(),
      key: i + 1,
      version: 1,
      reference,
      deadline: 0,
    }));
    const { tile } = new TableView().answer({ ...ALL, sort: { column: 'reference', descending: false } }, ground(columnsOf(rows), 1), 0);
    expect(tile.rows.map((row) => row.reference)).toEqual(['A', '}', '}[', '~V$p!', '~~', '\u00e9a']);
  });

  it('orders thousands of references that share all that one number can hold, and that their own numbers do not order', () => {
    // Sixty varied characters before the ones that differ, and forms that lie among each other.
    const lead = Array.from({ length: 56 }, (_, i) => String.fromCodePoint(33 + ((i * 7) % 90))).join('');
    const references = Array.from({ length: 3_000 }, (_, i) => {
      if (i < 100) return Array.from({ length: 60 }, (_unused, k) => String.fromCodePoint(33 + ((i * 31 + k * 7) % 90))).join('');
      return i < 2_000 ? `${lead}${(i * 7_919) % 100_003}` : `GD${(i * 7_919) % 100_003_000}`;
    });
    const rows = references.map((reference, i) => ({ ...blankCase(), key: i + 1, version: 1, reference, deadline: 0 }));
    const columns = columnsOf(rows);
    for (const descending of [false, true]) {
      const query: TableQuery = { ...ALL, sort: { column: 'reference', descending }, offset: 900, limit: 700 };
      expect(new TableView().answer(query, ground(columns, 1), 0).tile.rows.map((row) => row.case)).toEqual(naive(rows, query).keys);
    }
  });

  it('answers what a plain filter and sort answer, page by page', () => {
    let rowsSeen = 0;
    fc.assert(
      fc.property(
        fc.array(rowArbitrary, { minLength: 30, maxLength: 150 }),
        fc.array(queryArbitrary, { minLength: 1, maxLength: 4 }),
        (drafts, queries) => {
          // Keys in no order, so that "ties by case key" is not the order of slots.
          const rows = drafts.map((row, i) => ({ ...row, key: ((i * 7_919) % 100_003) + 1 + (i % 2) * 4_000_000_000 }));
          const columns = columnsOf(rows);
          const gone = rows.filter((_, i) => i % 11 === 10);
          for (const row of gone) columns.remove(columns.slotOf(row.key));
          const held = rows.filter((row) => !gone.includes(row));
          const view = new TableView();
          for (const query of queries) {
            const { tile } = view.answer(query, ground(columns, 1), 0);
            const expected = naive(held, query);
            expect(tile.total).toBe(expected.total);
            expect(tile.rows.map((row) => row.case)).toEqual(expected.keys);
            rowsSeen += tile.rows.length;
          }
          // Scrolling through one order, by pages of seven, gives the whole of it once.
          const [query] = queries;
          if (query === undefined) return;
          const whole = naive(held, { ...query, offset: 0, limit: 1_000 }).keys;
          const scrolled: number[] = [];
          for (let offset = 0; offset < whole.length; offset += 7) {
            scrolled.push(...view.answer({ ...query, offset, limit: 7 }, ground(columns, 1), 0).tile.rows.map((row) => row.case));
          }
          expect(scrolled).toEqual(whole);
        },
      ),
      { numRuns: 250, endOnFailure: true },
    );
    expect(rowsSeen).toBeGreaterThan(1_000);
  });

  it('shows a row as the columns have it', () => {
    const row: Row = { ...blankCase(), key: 5, version: 3, urges: 2, dueAt: 900, receivedAt: 100, unit: 2, reference: 'R-5', deadline: 3 };
    expect(new TableView().answer(ALL, ground(columnsOf([row]), 1), 0).tile.rows).toEqual([
      {
        case: 5,
        version: 3,
        reference: 'R-5',
        status: 'received',
        grade: '7d',
        category: 0,
        district: 0,
        township: 0,
        unit: 2,
        channel: 'other',
        receivedAt: 100,
        dueAt: 900,
        deadline: 'breached',
        urges: 2,
      },
    ]);
  });

  it('that stays is answered anew at most every half second, and at once when it changes', () => {
    const columns = columnsOf([{ ...blankCase(), key: 1, reference: 'A', deadline: 0 }]);
    const view = new TableView();
    const first = view.answer(ALL, ground(columns, 1), 1_000);
    columns.add({ ...blankCase(), key: 2 }, 'B');
    expect(view.answer(ALL, ground(columns, 2), 1_000 + TABLE_EVERY_MS - 1)).toEqual({ tile: first.tile, seq: 1 });
    expect(view.answer({ ...ALL, limit: 11 }, ground(columns, 2), 1_000 + TABLE_EVERY_MS - 1).tile.total).toBe(2);
    expect(view.answer(ALL, ground(columns, 2), 1_000 + TABLE_EVERY_MS).tile.total).toBe(2);
  });

  it('keeps the identity of a tile whose rows have not changed', () => {
    const columns = columnsOf([{ ...blankCase(), key: 1, reference: 'A', deadline: 0 }]);
    const view = new TableView();
    const first = view.answer(ALL, ground(columns, 1), 0);
    const second = view.answer({ ...ALL }, ground(columns, 2), 10_000);
    expect(second.tile).toBe(first.tile);
    expect(second.seq).toBe(2);
  });
});

describe('a page that goes on from an anchor', () => {
  const sorted = (column: SortColumn): TableQuery => ({ ...ALL, sort: { column, descending: false } });
  const rowsOf = (dueAt: readonly number[]): Row[] =>
    dueAt.map((at, i) => ({ ...blankCase(), key: i + 1, version: 1, dueAt: at, reference: `R${i + 1}`, deadline: 0 }));
  const keysOf = ({ rows }: { readonly rows: readonly { readonly case: number }[] }): number[] => rows.map((row) => row.case);

  it('stays where it is while rows come and go above it', () => {
    const columns = columnsOf(rowsOf([10, 20, 30, 40, 50, 60]));
    const view = new TableView();
    const query = { ...sorted('dueAt'), offset: 2, limit: 2, anchor: { case: 3, place: 2 } };
    expect(keysOf(view.answer(query, ground(columns, 1), 0).tile)).toEqual([3, 4]);
    for (const row of rowsOf([0, 0, 0, 0, 0, 0, 5, 6, 7]).slice(6)) columns.add(row, row.reference);
    const { tile } = view.answer(query, ground(columns, 2), TABLE_EVERY_MS);
    expect(keysOf(tile)).toEqual([3, 4]);
    expect(tile.query).toMatchObject({ offset: 5, anchor: { case: 3, place: 5 } });
    // Asked for as it was answered, it is the same question: it waits for its time like one that stays.
    columns.remove(columns.slotOf(1));
    expect(view.answer(tile.query, ground(columns, 3), TABLE_EVERY_MS + 1).tile).toBe(tile);
    expect(view.answer(tile.query, ground(columns, 3), 2 * TABLE_EVERY_MS).tile.query.offset).toBe(4);
  });

  it('stays where it is when the anchor itself moves or ends', () => {
    for (const away of ['moves', 'ends'] as const) {
      const columns = columnsOf(rowsOf([10, 20, 30, 40, 50, 60]));
      const view = new TableView();
      const query = { ...sorted('dueAt'), offset: 1, limit: 4, anchor: { case: 3, place: 2 } };
      expect(keysOf(view.answer(query, ground(columns, 1), 0).tile)).toEqual([2, 3, 4, 5]);
      if (away === 'moves') columns.dueAt[columns.slotOf(3)] = 99;
      else columns.remove(columns.slotOf(3));
      for (const seq of [2, 3]) {
        const { tile } = view.answer(query, ground(columns, seq), seq * TABLE_EVERY_MS);
        expect(keysOf(tile).slice(0, 3)).toEqual([2, 4, 5]);
      }
      // The page after it begins with what came after it.
      const next = { ...query, offset: 3, anchor: { case: 3, place: 2 } };
      expect(keysOf(view.answer(next, ground(columns, 4), 5_000).tile).slice(0, 2)).toEqual([4, 5]);
    }
  });

  it('counts from the first row when nothing is known of the anchor', () => {
    const columns = columnsOf(rowsOf([10, 20, 30]));
    const query = { ...sorted('dueAt'), offset: 1, limit: 1, anchor: { case: 77, place: 9 } };
    const { tile } = new TableView().answer(query, ground(columns, 1), 0);
    expect(keysOf(tile)).toEqual([2]);
    expect(tile.query).toMatchObject({ offset: 1, anchor: null });
  });

  it('shows every row that stays unmoved exactly once, whatever changes between the pages', () => {
    let unmovedSeen = 0;
    fc.assert(
      fc.property(
        fc.array(rowArbitrary, { minLength: 60, maxLength: 120 }),
        fc.constantFrom(...COLUMNS),
        fc.boolean(),
        fc.infiniteStream(fc.record({ at: fc.nat(), as: rowArbitrary, what: fc.nat(2) })),
        (drafts, column, descending, changes) => {
          const rows = drafts.map((row, i) => Object.assign(row, { key: ((i * 7_919) % 100_003) + 1, status: 'dispatched' as const }));
          const columns = columnsOf(rows);
          const unmoved = new Set(rows.map((row) => row.key));
          let nextKey = 200_000;
          const change = (seq: number): void => {
            for (let i = 0; i < seq % 5; i += 1) {
              const { at, as, what } = changes.next().value as { at: number; as: Row; what: number };
              const key = rows[at % rows.length]!.key;
              const slot = columns.slotOf(key);
              if (what > 0) unmoved.delete(key);
              if (what === 0) columns.add({ ...as, key: nextKey++, status: 'dispatched' }, as.reference);
              else if (slot >= 0 && what === 1) columns.store(slot, { ...as, key, status: 'dispatched' });
              else if (slot >= 0) columns.remove(slot);
            }
          };
          const view = new TableView();
          const seen: number[] = [];
          let seq = 1;
          let page = view.answer({ ...sorted(column), sort: { column, descending }, limit: 7 }, ground(columns, seq), 0).tile;
          while (page.rows.length > 0) {
            seen.push(...keysOf(page));
            change(seq);
            seq += 1;
            const { offset } = page.query;
            const place = offset + page.rows.length - 1;
            const anchor = { case: page.rows.at(-1)!.case, place };
            page = view.answer({ ...page.query, offset: place + 1, anchor }, ground(columns, seq), 0).tile;
          }
          for (const key of unmoved) expect([key, seen.filter((one) => one === key).length]).toEqual([key, 1]);
          unmovedSeen += unmoved.size;
        },
      ),
      { numRuns: 200, endOnFailure: true },
    );
    expect(unmovedSeen).toBeGreaterThan(5_000);
  });
});
