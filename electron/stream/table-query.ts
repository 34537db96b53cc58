import type { CaseRow, CatalogueTile, TableQuery, TableTile } from '../../shared/contract/frames';
import type { CaseKey, Seq } from '../../shared/domain/keys';
import { CASE_STATUSES, CHANNELS, DEADLINE_STATES, GRADES } from '../../shared/domain/terms';
import type { CaseColumns } from '../../shared/projection/case-columns';
import type { DurationMs } from '../../shared/time/instant';
import { type Moment, PacedAnswer } from './paced-answer';
import { CaseFilter } from './table-filter';
import { CaseOrder } from './table-order';

/** A query that stays is answered anew at most this often while the city moves. */
export const TABLE_EVERY_MS: DurationMs = 500;

/** What a table is read from: one moment of one projection. */
export interface TableGround extends Moment {
  readonly columns: CaseColumns;
  readonly catalogue: CatalogueTile;
}

/** One window's table: its query, and the answer that it was given last. */
export class TableView {
  readonly #answer = new PacedAnswer<TableQuery, TableTile>(TABLE_EVERY_MS, sameQuery, sameRows);
  #filter: { readonly name: string; readonly catalogue: CatalogueTile; readonly filter: CaseFilter } | null = null;
  #order: { readonly name: string; readonly moment: string; readonly order: CaseOrder } | null = null;

  /** The rows that answer `query`, and the seq that they are true at. The tile keeps its identity while its content does. */
  answer(query: TableQuery, ground: TableGround, nowMs: number): { readonly tile: TableTile; readonly seq: Seq } {
    return this.#answer.answer(query, ground, nowMs, () => {
      const order = this.#ordered(query, ground);
      const rows: CaseRow[] = [];
      for (const key of order.page(query.offset, query.limit)) rows.push(caseRow(ground.columns, ground.columns.slotOf(key)));
      return { query, total: order.total, rows };
    });
  }

  /** The moment that the rows are true at. */
  get moment(): string | null {
    return this.#answer.moment;
  }

  /** When rows that wait are made anew. */
  get dueAt(): number {
    return this.#answer.dueAt;
  }

  /** Forgets the rows: nobody looks any more. */
  forget(): void {
    this.#filter = null;
    this.#order = null;
    this.#answer.forget();
  }

  #ordered(query: TableQuery, ground: TableGround): CaseOrder {
    const filterName = nameOfFilter(query);
    const name = `${filterName}|${query.sort.column}|${query.sort.descending}`;
    if (this.#order !== null && this.#order.name === name && this.#order.moment === ground.moment) return this.#order.order;
    if (this.#filter === null || this.#filter.name !== filterName || this.#filter.catalogue !== ground.catalogue) {
      this.#filter = { name: filterName, catalogue: ground.catalogue, filter: new CaseFilter(query, ground.catalogue) };
    }
    const order = new CaseOrder(this.#filter.filter.pass(ground.columns), ground.columns, query.sort, ground.catalogue);
    this.#order = { name, moment: ground.moment, order };
    return order;
  }
}

/** The row of the case in `slot`, which must be in use. */
export function caseRow(columns: CaseColumns, slot: number): CaseRow {
  return {
    case: columns.keys[slot]!,
    version: columns.version(slot),
    reference: columns.reference(slot),
    status: CASE_STATUSES[columns.status[slot]!]!,
    grade: GRADES[columns.grade[slot]!]!,
    category: columns.category[slot]!,
    district: columns.district[slot]!,
    township: columns.township[slot]!,
    unit: columns.unit[slot]!,
    channel: CHANNELS[columns.channel[slot]!]!,
    receivedAt: columns.receivedAt[slot]!,
    dueAt: columns.dueAt[slot]!,
    deadline: DEADLINE_STATES[columns.deadline[slot]!]!,
    urges: columns.urges(slot),
  };
}

/** null: the case is not held. */
export function caseRowOf(columns: CaseColumns, key: CaseKey): CaseRow | null {
  const slot = columns.slotOf(key);
  return slot < 0 ? null : caseRow(columns, slot);
}

function nameOfFilter(query: TableQuery): string {
  const { deadline, status, grade, district, unit, category, channel, text } = query;
  return JSON.stringify([deadline, status, grade, district, unit, category, channel, text]);
}

function sameQuery(a: TableQuery, b: TableQuery): boolean {
  if (a === b) return true;
  return (
    a.offset === b.offset &&
    a.limit === b.limit &&
    a.sort.column === b.sort.column &&
    a.sort.descending === b.sort.descending &&
    nameOfFilter(a) === nameOfFilter(b)
  );
}

function sameRows(a: TableTile, b: TableTile): boolean {
  return a.total === b.total && a.rows.length === b.rows.length && a.rows.every((row, i) => sameRow(row, b.rows[i]!));
}

/** What changes a row changes its version; only the deadline moves with the clock. */
export function sameRow(a: CaseRow, b: CaseRow): boolean {
  return a.case === b.case && a.version === b.version && a.deadline === b.deadline && a.dueAt === b.dueAt && a.status === b.status;
}
