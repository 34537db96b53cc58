import type { CaseRow, SortColumn } from '../../shared/contract/frames';
import type { CaseKey } from '../../shared/domain/keys';
import { BY_DUE, type Filters, sameFilters, type Sort, sortedBy } from './filters';
import { AT_RISK_FILTERS } from './views';

/** The row that keys act on: a place in the list, and the case that stood there when it was taken. */
export interface Focus {
  readonly index: number;
  /** null: the row has not come yet, or its case has left the list. Keys then act on nothing rather than on a neighbour. */
  readonly case: CaseKey | null;
  /** true: whatever case comes to `index` is the one that is meant (its row was not loaded when the key was pressed). */
  readonly awaited: boolean;
}

/** A selected case as it was last seen, and the version that was on the screen when it was selected. */
export interface Selected {
  readonly row: CaseRow;
  readonly selectedVersion: number;
}

export type DeskDialog =
  | { readonly kind: 'reassign' | 'urge'; readonly rows: readonly CaseRow[] }
  | { readonly kind: 'emergency-open' | 'emergency-close' | 'keys' | 'screens' };

/** cases: the table of open cases; floor: calls and seats; layouts: the walls' own pages. */
export type DeskPage = 'cases' | 'floor' | 'layouts';

export interface DeskState {
  readonly page: DeskPage;
  readonly filters: Filters;
  readonly sort: Sort;
  readonly focus: Focus;
  readonly selection: ReadonlyMap<CaseKey, Selected>;
  /** Where a range selection begins. */
  readonly anchor: number | null;
  readonly drawer: CaseKey | null;
  /** The drawer of the page that is not shown. */
  readonly otherDrawer: CaseKey | null;
  readonly dialog: DeskDialog | null;
}

export const FIRST_STATE: DeskState = {
  page: 'cases',
  filters: AT_RISK_FILTERS,
  sort: BY_DUE,
  focus: { index: 0, case: null, awaited: true },
  selection: new Map(),
  anchor: null,
  drawer: null,
  otherDrawer: null,
  dialog: null,
};

/** As many cases as one person can answer for in one go; also what the link lets wait at once. */
export const SELECTION_LIMIT = 200;

export type DeskAction =
  | { readonly do: 'page'; readonly page: DeskPage }
  | { readonly do: 'filter'; readonly filters: Filters }
  | { readonly do: 'sort'; readonly column: SortColumn }
  | { readonly do: 'focus'; readonly index: number; readonly row: CaseRow | undefined }
  /** The list moved under the focus: the case stands somewhere else now, or (null) is no longer there. */
  | { readonly do: 'focus-moved'; readonly index: number; readonly case: CaseKey | null }
  | { readonly do: 'open-drawer'; readonly case: CaseKey }
  | { readonly do: 'close-drawer' }
  | { readonly do: 'toggle'; readonly row: CaseRow; readonly index: number }
  /** All of these rows, up to the limit. */
  | { readonly do: 'select'; readonly rows: readonly CaseRow[] }
  | { readonly do: 'deselect'; readonly cases: readonly CaseKey[] }
  | { readonly do: 'clear-selection' }
  /** Newer rows of selected cases. */
  | { readonly do: 'seen'; readonly rows: readonly CaseRow[] }
  | { readonly do: 'dialog'; readonly dialog: DeskDialog | null };

export function reduceDesk(state: DeskState, action: DeskAction): DeskState {
  switch (action.do) {
    case 'page':
      return onPage(state, action.page);
    case 'filter':
      // Whoever asks for cases wants to see them.
      if (sameFilters(state.filters, action.filters)) return onPage(state, 'cases');
      // What was selected under other filters could be acted on without being seen.
      return { ...onPage(state, 'cases'), filters: action.filters, focus: FIRST_STATE.focus, anchor: null, selection: new Map() };
    case 'sort':
      return { ...state, sort: sortedBy(state.sort, action.column), focus: FIRST_STATE.focus, anchor: null };
    case 'focus': {
      const { index, row } = action;
      const focus: Focus = { index, case: row?.case ?? null, awaited: row === undefined };
      return { ...state, focus, drawer: state.drawer !== null && row !== undefined ? row.case : state.drawer };
    }
    case 'focus-moved': {
      const { index, case: key } = action;
      const arrived = state.focus.awaited && key !== null;
      return {
        ...state,
        focus: { index, case: key, awaited: state.focus.awaited && key === null },
        drawer: arrived && state.drawer !== null ? key : state.drawer,
      };
    }
    case 'open-drawer':
      return { ...state, drawer: action.case };
    case 'close-drawer':
      return { ...state, drawer: null };
    case 'toggle': {
      const selection = new Map(state.selection);
      if (!selection.delete(action.row.case) && selection.size < SELECTION_LIMIT) {
        selection.set(action.row.case, { row: action.row, selectedVersion: action.row.version });
      }
      return { ...state, selection, anchor: action.index };
    }
    case 'select': {
      const selection = new Map(state.selection);
      for (const row of action.rows) {
        if (selection.size >= SELECTION_LIMIT) break;
        if (!selection.has(row.case)) selection.set(row.case, { row, selectedVersion: row.version });
      }
      return { ...state, selection };
    }
    case 'deselect': {
      const selection = new Map(state.selection);
      for (const key of action.cases) selection.delete(key);
      return { ...state, selection };
    }
    case 'clear-selection':
      return { ...state, selection: new Map(), anchor: null };
    case 'seen':
      return withSeen(state, action.rows);
    case 'dialog':
      return { ...state, dialog: action.dialog };
  }
}

/** Each page keeps its own drawer; what was selected and focused in the table stays for its return. */
function onPage(state: DeskState, page: DeskPage): DeskState {
  return state.page === page ? state : { ...state, page, drawer: state.otherDrawer, otherDrawer: state.drawer };
}

function withSeen(state: DeskState, rows: readonly CaseRow[]): DeskState {
  if (state.selection.size === 0) return state;
  let selection: Map<CaseKey, Selected> | null = null;
  for (const row of rows) {
    const held = state.selection.get(row.case);
    if (held === undefined || row.version <= held.row.version) continue;
    selection ??= new Map(state.selection);
    selection.set(row.case, { ...held, row });
  }
  return selection === null ? state : { ...state, selection };
}
