/**
 * Measures how long the stream takes to answer a desk's table over a million open cases: every sort column, several filters, a page of 100 rows at the
 * beginning, in the middle and at the end. "first": a desk that asks for the first time. "again": the same question after 10,000 more events, as a standing
 * question is asked while the city moves, at 100,000 events/s every tenth of a second. Every answer is checked against the naive one of the same moment
 * once. Beside it, in the same run: the naive way (filter and sort an array of objects) and what no way can be faster than, reading one column once.
 *
 * Why: a supervisor scrolls through all open cases while they change, in the process that also folds every event and makes every window's frames.
 *
 * It means nothing for: a few thousand cases (sorting objects is as good); the time until the rows are on the screen; other machines than the one it ran on.
 */
import { caseRow, TableView } from '../../electron/stream/table-query';
import type { CaseRow, CatalogueTile, SortColumn, TableQuery } from '../../shared/contract/frames';
import { Projection } from '../../shared/projection/projection';
import { HOUR_MS } from '../../shared/time/instant';
import { objectTable } from './naive/object-table';
import { SteadyCity } from './naive/steady-city';
import { figure, printTable, range, Sample } from './spread';

const OPEN = 1_000_000;
const CHANGES = 10_000;
const ROUNDS = 3;
const LIMIT = 100;
const COLUMNS: readonly SortColumn[] = ['dueAt', 'receivedAt', 'reference', 'grade', 'status', 'unit', 'district', 'category', 'channel'];
const NO_FILTER = { deadline: [], status: [], grade: [], district: [], unit: [], category: [], channel: [], text: '' } as const;
const FILTERS: readonly { readonly name: string; readonly of: Omit<TableQuery, 'sort' | 'offset' | 'limit'> }[] = [
  { name: 'all open', of: NO_FILTER },
  { name: 'four districts', of: { ...NO_FILTER, district: [1, 4, 9, 12] } },
  { name: 'one unit, 7 d', of: { ...NO_FILTER, unit: [17], grade: ['7d'] } },
  { name: 'text "777"', of: { ...NO_FILTER, text: '777' } },
];
const PAGES = ['first page', 'middle', 'last page'] as const;

const CATALOGUE = catalogue();
const city = new SteadyCity(OPEN, 20_240_701);
const projection = new Projection({
  zone: 'Asia/Shanghai',
  extent: [115.4, 39.4, 117.5, 41.1],
  horizonMs: HOUR_MS,
  answerThresholdMs: 15_000,
  seatsInstalled: 750,
  heatCells: 200,
});
for (let left = OPEN; left > 0; left -= 50_000) for (const record of city.opening(Math.min(left, 50_000))) projection.apply(record);
change(100_000);

const rows: string[][] = [];
const all = { first: [] as number[], again: [] as number[], naive: [] as number[] };
const limit = limits();
const keptBytes: number[] = [];
for (const { name, of } of FILTERS) {
  const naiveMs = checkAll(of);
  all.naive.push(...naiveMs.values());
  for (const column of COLUMNS) {
    const cells: string[] = [];
    for (const page of PAGES) {
      const first: number[] = [];
      const again: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const descending = round % 2 === 1;
        const view = new TableView();
        const query = { ...of, sort: { column, descending }, offset: offsetOf(page, totalOf(of)), limit: LIMIT };
        first.push(answer(view, query, 0));
        change(CHANGES);
        again.push(answer(view, query, 1_000));
        if (round === 0) {
          collect();
          const before = process.memoryUsage().arrayBuffers;
          view.forget();
          collect();
          keptBytes.push((before - process.memoryUsage().arrayBuffers) / OPEN);
        }
      }
      cells.push(range(first, 1), range(again, 1));
      all.first.push(...first);
      all.again.push(...again);
    }
    rows.push([`${name}, by ${column}`, ...cells, figure(naiveMs.get(column) ?? 0, 0)]);
  }
}
printTable(['CPU ms: median (least … most)', ...PAGES.flatMap((page) => [`${page}, first`, `${page}, again`]), 'naive'], rows);
const [first, again, naive] = [new Sample(all.first), new Sample(all.again), new Sample(all.naive)];
console.log(
  `\n  of all: first ${figure(first.median, 1)} CPU ms, at most ${figure(first.most, 1)}; again ${figure(again.median, 1)}, at most ${figure(again.most, 1)}`,
);
console.log(
  `  naive ${figure(naive.median)} CPU ms (${figure(naive.median / again.median)} times); reading one column once ${limit} CPU ms`,
);
console.log(`  bytes that a table keeps while it is asked for, per open case: ${range(keptBytes, 1)}`);

function change(count: number): void {
  for (let left = count; left > 0; left -= 1_000) for (const record of city.next(Math.min(left, 1_000))) projection.apply(record);
  projection.deadlines.settle();
}

function ground() {
  return { columns: projection.cases, catalogue: CATALOGUE, moment: `${projection.seq}`, seq: projection.seq };
}

/** CPU milliseconds of this process, which depend least on what else the machine does. */
function answer(view: TableView, query: TableQuery, nowMs: number): number {
  const before = process.cpuUsage();
  const { tile } = view.answer(query, ground(), nowMs);
  const ms = cpuMs(before);
  if (tile.rows.length === 0) throw new Error(`an empty page was measured: ${JSON.stringify(query)} of ${tile.total}`);
  return ms;
}

function cpuMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function totalOf(of: Omit<TableQuery, 'sort' | 'offset' | 'limit'>): number {
  const query: TableQuery = { ...of, sort: { column: 'grade', descending: false }, offset: 0, limit: 1 };
  return new TableView().answer(query, ground(), 0).tile.total;
}

function offsetOf(page: (typeof PAGES)[number], total: number): number {
  if (page === 'first page') return 0;
  // Not quite the last one: the number of rows changes meanwhile.
  return page === 'middle' ? Math.floor(total / 2) : Math.max(0, Math.floor(total * 0.99) - LIMIT);
}

/** Compares a page in the middle with the naive answer of the same moment, by every column; says how many ms the naive one took. */
function checkAll(of: Omit<TableQuery, 'sort' | 'offset' | 'limit'>): Map<SortColumn, number> {
  const { cases } = projection;
  const objects: CaseRow[] = [];
  for (let slot = 0; slot < cases.end; slot += 1) if (cases.keys[slot] !== 0) objects.push(caseRow(cases, slot));
  const times = new Map<SortColumn, number>();
  const view = new TableView();
  for (const column of COLUMNS) {
    const query = { ...of, sort: { column, descending: times.size % 2 === 1 }, offset: offsetOf('middle', totalOf(of)), limit: LIMIT };
    const { tile } = view.answer(query, ground(), 0);
    const before = process.cpuUsage();
    const expected = objectTable(objects, query, CATALOGUE);
    times.set(column, cpuMs(before));
    const same = expected.total === tile.total && expected.rows.every((row, i) => row.case === tile.rows[i]?.case);
    if (!same) throw new Error(`another answer than the naive one: ${JSON.stringify(query)}`);
  }
  return times;
}

function limits(): string {
  const times: number[] = [];
  const column = Float64Array.from({ length: OPEN }, (_, i) => i);
  for (let round = 0; round < 20; round += 1) {
    const before = process.cpuUsage();
    let sum = 0;
    for (let i = 0; i < column.length; i += 1) sum += column[i]!;
    times.push(cpuMs(before));
    if (sum === 0) throw new Error('nothing was read');
  }
  return range(times, 2);
}

function catalogue(): CatalogueTile {
  const named = (code: string): { code: string; name: { zh: string; en: string } } => ({ code, name: { zh: code, en: code } });
  const list = (count: number, prefix: string) =>
    Array.from({ length: count + 1 }, (_, key) => named(key === 0 ? '' : `${prefix}${(key * 7_919) % 100_003}`));
  return {
    districts: list(16, '11'),
    townships: [],
    units: list(600, 'U').map((unit) => ({ ...unit, kind: 'department' as const, district: 0 })),
    categories: list(400, 'C').map((category, key) => ({ ...category, parent: key <= 20 ? 0 : 1 + (key % 20) })),
    queues: [],
  };
}

function collect(): void {
  (globalThis as { gc?: () => void }).gc?.();
}
