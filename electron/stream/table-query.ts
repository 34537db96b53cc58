import type { CaseRow, CatalogueTile, TableQuery, TableTile } from '../../shared/contract/frames';
import type { CaseKey, Seq } from '../../shared/domain/keys';
import { CASE_STATUSES, CHANNELS, DEADLINE_STATES, GRADES } from '../../shared/domain/terms';
import type { CaseColumns } from '../../shared/projection/case-columns';
import type { DurationMs } from '../../shared/time/instant';
import { type Moment, PacedAnswer } from './paced-answer';
import { CaseFilter } from './table-filter';
import { CaseOrder } from './table-order';
import { sortValues } from './table-values';

/** A query that stays is answered anew at most this often while the city moves. */
export const TABLE_EVERY_MS: DurationMs = 500;

/** What a table is read from: one moment of one projection. */
export interface TableGround extends Moment {
  readonly columns: CaseColumns;
  readonly catalogue: CatalogueTile;
}

/**
 * One window's table: its query, and the answer that it was given last.
 *
 * What is promised while the city moves. Rows are in one order, by the sort column and then by case key, and every answer is true at one moment; pages of
 * one moment hold every row once. From one moment to the next a page that goes on from an anchor goes on from where that row stood when it was shown: a row
 * that passes and keeps its value all the while is found exactly once by paging through, and stays where it is on a page that stays. A row that moves
 * meanwhile is shown where it belongs when its page is asked for, which may be twice or not at all. Without an anchor, offsets count from the first row.
 */
export class TableView {
  readonly #answer = new PacedAnswer<TableQuery, TableTile>(TABLE_EVERY_MS, sameQuery, sameTile);
  #filter: { readonly name: string; readonly catalogue: CatalogueTile; readonly filter: CaseFilter } | null = null;
  #order: { readonly name: string; readonly columns: CaseColumns; readonly catalogue: CatalogueTile; readonly order: CaseOrder } | null =
    null;
  /** The order that holds the rows of a moment, and which rows those are. */
  #ordered: { readonly order: CaseOrder; readonly rows: string } | null = null;
  /** The question and its newest answer. */
  #last: { readonly asked: TableQuery; readonly tile: TableTile } | null = null;
  /** The anchor of the newest answer as it was shown. */
  #anchor: CaseRow | null = null;

  /** The rows that answer `query`, and the seq that they are true at. The tile keeps its identity while its content does. */
  answer(query: TableQuery, ground: TableGround, nowMs: number): { readonly tile: TableTile; readonly seq: Seq } {
    // A page that asks for what it was given asks nothing new.
    const asked = this.#last !== null && sameQuery(this.#last.tile.query, query) ? this.#last.asked : query;
    const answer = this.#answer.answer(asked, ground, nowMs, () => this.#make(asked, ground));
    this.#last = { asked, tile: answer.tile };
    return answer;
  }

  /** The moment that the rows are true at. */
  get moment(): string | null {
    return this.#answer.moment;
  }

  /** When rows that wait are made anew. */
  get dueAt(): number {
    return this.#answer.dueAt;
  }

  /** Forgets the rows and all that was kept for them: nobody looks any more. */
  forget(): void {
    this.#filter = null;
    this.#order = null;
    this.#ordered = null;
    this.#last = null;
    this.#anchor = null;
    this.#answer.forget();
  }

  #make(asked: TableQuery, ground: TableGround): TableTile {
    const order = this.#orderOf(asked, ground);
    const query = this.#held(asked, order, ground.columns);
    const rows = order.page(query.offset, query.limit).map((slot) => caseRow(ground.columns, slot));
    return { query, total: order.total, rows };
  }

  /** `asked` with the offset that holds its anchor. */
  #held(asked: TableQuery, order: CaseOrder, columns: CaseColumns): TableQuery {
    // What stays is held from where it was found last.
    const query = this.#last !== null && sameQuery(this.#last.asked, asked) ? this.#last.tile.query : asked;
    const { anchor = null } = query;
    const row = anchor === null ? null : this.#shown(anchor.case, columns);
    const now = row === null ? null : order.placeOf(row);
    this.#anchor = now === null ? null : row;
    if (anchor === null || now === null) return { ...asked, anchor: null };
    // Where the row stands no more, what came after it has moved up by one.
    const gone = !now.stands && query.offset > anchor.place ? 1 : 0;
    const offset = Math.max(0, now.place + query.offset - anchor.place - gone);
    return { ...asked, offset, anchor: { case: anchor.case, place: now.place } };
  }

  /** The row of a case as this window was shown it last, else as it is; null: there is none. */
  #shown(key: CaseKey, columns: CaseColumns): CaseRow | null {
    if (this.#anchor?.case === key) return this.#anchor;
    return this.#last?.tile.rows.find((row) => row.case === key) ?? caseRowOf(columns, key);
  }

  #orderOf(query: TableQuery, { columns, catalogue, moment }: TableGround): CaseOrder {
    const filterName = nameOfFilter(query);
    const { column, descending } = query.sort;
    const name = `${column}|${descending}`;
    if (this.#filter === null || this.#filter.name !== filterName || this.#filter.catalogue !== catalogue) {
      this.#filter = { name: filterName, catalogue, filter: new CaseFilter(query, catalogue) };
    }
    if (this.#order === null || this.#order.name !== name || this.#order.columns !== columns || this.#order.catalogue !== catalogue) {
      this.#order = {
        name,
        columns,
        catalogue,
        order: new CaseOrder(columns, sortValues(column, descending ? -1 : 1, columns, catalogue)),
      };
    }
    const { order } = this.#order;
    const rows = `${moment}|${filterName}`;
    if (this.#ordered?.order !== order || this.#ordered.rows !== rows) order.update(this.#filter.filter.pass(columns));
    this.#ordered = { order, rows };
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
    a.anchor?.case === b.anchor?.case &&
    a.anchor?.place === b.anchor?.place &&
    a.sort.column === b.sort.column &&
    a.sort.descending === b.sort.descending &&
    nameOfFilter(a) === nameOfFilter(b)
  );
}

function sameTile(a: TableTile, b: TableTile): boolean {
  return (
    a.total === b.total &&
    a.rows.length === b.rows.length &&
    a.query.offset === b.query.offset &&
    a.query.anchor?.place === b.query.anchor?.place &&
    a.rows.every((row, i) => sameRow(row, b.rows[i]!))
  );
}

/** What changes a row changes its version; only the deadline moves with the clock. */
export function sameRow(a: CaseRow, b: CaseRow): boolean {
  return a.case === b.case && a.version === b.version && a.deadline === b.deadline && a.dueAt === b.dueAt && a.status === b.status;
}
