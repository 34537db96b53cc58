import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { CaseRow, TableTile } from '../../shared/contract/frames';
import type { CaseKey } from '../../shared/domain/keys';
import { useTile } from '../board/context';
import { FreshnessProvider } from '../parts/freshness';
import '../parts/controls.css';
import { TimeBar } from '../parts/time-bar';
import { useWords } from '../parts/words';
import type { ActKind } from './act-plan';
import { useActs } from './acts';
import { CaseDrawer } from './case-drawer';
import { CaseTable, type TableControls } from './case-table';
import { COLUMNS } from './columns';
import type { DeskCommand, KeyWish } from './commands';
import { type DeskDeeds, deskCommands } from './desk-commands';
import { DeskDialogs } from './desk-dialogs';
import { type DeskPage, FIRST_STATE, reduceDesk } from './desk-state';
import './desk.css';
import { EmergencyBand } from './emergency-band';
import { exportBriefing } from './export-briefing';
import { FilterBar } from './filter-bar';
import { type Filters, filtersOf } from './filters';
import { callsQuery } from './floor/calls-question';
import type { GridControls } from './floor/floor-grid';
import { FloorPage } from './floor/floor-page';
import { FIRST_FLOOR, levelAbove, reduceFloor } from './floor/floor-state';
import { doFloorWish } from './floor/floor-wish';
import { useStaffingRun } from './floor/use-staffing-run';
import { LayoutsPage } from './layouts/layouts-page';
import { LAYOUTS_WISHES } from './layouts/page-wishes';
import { useLayoutEditor } from './layouts/use-layout-editor';
import { useLeave } from './layouts/use-leave';
import { LinkBanner } from './link-banner';
import { namesOf } from './names';
import { type BriefingState, Notices } from './notices';
import { Palette } from './palette';
import { PartGuard } from './part-guard';
import { mayReassign, mayUrge, notInThePast } from './permitted';
import { SelectionBar } from './selection-bar';
import { ShortageLine } from './shortage-line';
import { SideBar } from './side-bar';
import { StartScreen } from './start-screen';
import { FIRST_HELD, heldFor, movedWith } from './table-held';
import { NO_ROWS, rowAt, withTile } from './table-rows';
import { TopBar } from './top-bar';
import { useDeskKeys } from './use-desk-keys';
import { useDrawerRow } from './use-drawer-row';
import { floorWants, plainWants, useWants, wantsOf } from './use-wants';

/** The supervisor's desk. */
export function Desk() {
  const words = useWords();
  return (
    <FreshnessProvider>
      <PartGuard text={words.t('desk.part-failed')} retry={words.t('desk.action.retry')}>
        <Shell />
      </PartGuard>
    </FreshnessProvider>
  );
}

function Shell() {
  const words = useWords();
  const catalogue = useTile('catalogue');
  const city = useTile('city');
  const tableTile = useTile('table');
  const emergencyOpen = (useTile('emergency')?.open ?? null) !== null;
  const [state, dispatch] = useReducer(reduceDesk, FIRST_STATE);
  const [floor, dispatchFloor] = useReducer(reduceFloor, FIRST_FLOOR);
  const staffing = useStaffingRun();
  const [rows, setRows] = useState(NO_ROWS);
  const [tableWindow, setTableWindow] = useState(FIRST_HELD);
  const [briefing, setBriefing] = useState<BriefingState>({ state: 'idle' });
  const [palette, setPalette] = useState<readonly DeskCommand[] | null>(null);
  const [timeBar, setTimeBar] = useState(false);
  /** The past is looked at, not changed. */
  const past = useTile('link')?.past != null;
  const [receipt, setReceipt] = useState<string | null>(null);
  const controls = useRef<TableControls | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const floorControls = useRef<GridControls | null>(null);
  const whatIf = useRef<HTMLFormElement>(null);
  /** Where the table stood when it was left, and the answer that it showed: an older one than now when it comes back. */
  const tablePlace = useRef(0);
  const [leftTable, setLeftTable] = useState<TableTile | null>(null);
  const onFloor = state.page === 'floor';
  const onLayouts = state.page === 'layouts';
  const onCases = state.page === 'cases';
  const layoutEditor = useLayoutEditor();
  const { leave, question: unsaved } = useLeave(layoutEditor, onLayouts);
  const names = useMemo(() => namesOf(catalogue, words), [catalogue, words]);

  if (tableTile !== undefined && rows.source !== tableTile) {
    setRows(withTile(rows, tableTile));
    setTableWindow((current) => movedWith(current, tableTile));
  }
  useEffect(() => {
    if (tableTile !== undefined) dispatch({ do: 'seen', rows: tableTile.rows });
  }, [tableTile]);

  const question = JSON.stringify([state.filters, state.sort]);
  const [asked, setAsked] = useState(question);
  if (asked !== question) {
    setAsked(question);
    setTableWindow(FIRST_HELD);
  }
  const caseWants = wantsOf(state.filters, state.sort, tableWindow, state.drawer);
  useWants(onLayouts ? plainWants(state.drawer) : onFloor ? floorWants(callsQuery(floor), state.drawer) : caseWants);
  const onRange = useCallback(
    (first: number, last: number, total: number) => {
      setTableWindow((current) => heldFor(first, last, total, current, (place) => rowAt(rows, place)?.case));
    },
    [rows],
  );

  const drawerRow = useDrawerRow(state.drawer, onCases ? rows : NO_ROWS);
  const acts = useActs(useCallback((cases: readonly CaseKey[]) => dispatch({ do: 'deselect', cases }), []));

  useEffect(() => {
    document.title = words.t('desk.title');
  }, [words]);

  const onPage = useCallback(
    (page: DeskPage) =>
      leave(() => {
        if (page !== 'cases') setLeftTable(rows.source);
        dispatch({ do: 'page', page });
      }),
    [leave, rows.source],
  );
  const targets = (): readonly CaseRow[] => {
    // On other pages the table's selection is out of sight, so nothing there may be acted on.
    if (state.selection.size > 0 && onCases) return [...state.selection.values()].map((held) => held.row);
    if (drawerRow !== undefined && drawerRow !== null) return [drawerRow];
    const focused = onCases ? controls.current?.focused() : undefined;
    return focused === undefined ? [] : [focused.row];
  };
  const act = (kind: ActKind, chosen: readonly CaseRow[]) => {
    if (chosen.length > 0 && !past) dispatch({ do: 'dialog', dialog: { kind, rows: chosen } });
  };
  const onFilters = useCallback((filters: Filters) => leave(() => dispatch({ do: 'filter', filters })), [leave]);
  const onFind = useCallback((text: string) => onFilters(filtersOf({ text })), [onFilters]);
  const onEmergency = useCallback(() => {
    if (city !== undefined && !past) dispatch({ do: 'dialog', dialog: { kind: emergencyOpen ? 'emergency-close' : 'emergency-open' } });
  }, [emergencyOpen, city, past]);
  const onFloorPage = useCallback(() => onPage('floor'), [onPage]);
  const onLayoutsPage = useCallback(() => onPage(onLayouts ? 'cases' : 'layouts'), [onPage, onLayouts]);
  const onShortage = useCallback(() => {
    dispatchFloor({ do: 'choose-window', change: { start: 'shortage' } });
    onPage('floor');
  }, [onPage]);
  const onOpenCase = useCallback((key: CaseKey) => dispatch({ do: 'open-drawer', case: key }), []);
  const takeTable = useCallback(() => controls.current?.takeFocus(), []);
  const onScreens = useCallback(() => dispatch({ do: 'dialog', dialog: { kind: 'screens' } }), []);
  const onBriefing = useCallback(() => {
    setBriefing({ state: 'running' });
    void exportBriefing().then((result) => setBriefing({ state: 'ended', result }));
  }, []);

  const deeds: DeskDeeds = {
    reassign: () => act('reassign', targets()),
    urge: () => act('urge', targets()),
    open() {
      const focused = controls.current?.focused();
      if (focused !== undefined) dispatch({ do: 'open-drawer', case: focused.row.case });
    },
    select() {
      const focused = controls.current?.focused();
      if (focused !== undefined) dispatch({ do: 'toggle', ...focused });
    },
    selectScreen: () => dispatch({ do: 'select', rows: controls.current?.onScreen() ?? [] }),
    clearSelection: () => dispatch({ do: 'clear-selection' }),
    filter: onFilters,
    sortBy(column) {
      onPage('cases');
      dispatch({ do: 'sort', column });
    },
    find() {
      onPage('cases');
      // The search field is there after the page has been drawn.
      requestAnimationFrame(() => search.current?.focus());
    },
    cases: () => onPage('cases'),
    floor: () => onPage(onFloor ? 'cases' : 'floor'),
    whatIf() {
      onPage('floor');
      if (onFloor) dispatch({ do: 'close-drawer' });
      const focus = () => whatIf.current?.querySelector<HTMLElement>('input[type="range"]')?.focus();
      // The panel is there at once, or after the page has been drawn.
      if (whatIf.current === null) requestAnimationFrame(focus);
      else focus();
    },
    layouts: onLayoutsPage,
    emergency: onEmergency,
    briefing: onBriefing,
    time: () => setTimeBar(true),
    present: () => {
      setTimeBar(false);
      window.hotlineWall.leavePast();
    },
    screens: onScreens,
    keys: () => dispatch({ do: 'dialog', dialog: { kind: 'keys' } }),
  };

  // The palette shows the situation in which it was opened.
  const showPalette = () =>
    setPalette(
      deskCommands(
        words,
        catalogue,
        {
          hasTarget: targets().length > 0,
          hasFocus: controls.current?.focused() !== undefined,
          hasSelection: state.selection.size > 0,
          emergencyOpen,
          page: state.page,
          past,
        },
        deeds,
      ),
    );

  const palettes = useRef(showPalette);
  useEffect(() => {
    palettes.current = showPalette;
  });
  const onPalette = useCallback(() => palettes.current(), []);

  const onFloorBack = () => {
    const above = levelAbove(floor.trail);
    if (state.drawer !== null) dispatch({ do: 'close-drawer' });
    else if (above !== null) dispatchFloor({ do: 'go', level: above });
    else onPage('cases');
  };

  useDeskKeys((wish: KeyWish) => {
    if (onLayouts && !LAYOUTS_WISHES.has(wish.wish)) {
      if (wish.wish === 'escape') onPage('cases');
      return;
    }
    if (onFloor && doFloorWish(wish, { list: () => floorControls.current, back: onFloorBack })) return;
    const table = controls.current;
    switch (wish.wish) {
      case 'move':
        table?.move(wish.by);
        table?.takeFocus();
        break;
      case 'page':
        table?.page(wish.by);
        table?.takeFocus();
        break;
      case 'end':
        table?.end(wish.last);
        table?.takeFocus();
        break;
      case 'range': {
        const focused = table?.focused();
        if (table !== null && focused !== undefined) {
          dispatch({ do: 'select', rows: table.range(state.anchor ?? focused.index, focused.index) });
        }
        break;
      }
      case 'sort': {
        const column = COLUMNS[wish.place];
        if (column !== undefined) dispatch({ do: 'sort', column });
        break;
      }
      case 'select-screen':
        deeds.selectScreen();
        break;
      case 'palette':
        onPalette();
        break;
      case 'escape':
        if (state.drawer !== null) dispatch({ do: 'close-drawer' });
        else if (state.selection.size > 0) dispatch({ do: 'clear-selection' });
        break;
      case 'select':
      case 'open':
      case 'reassign':
      case 'urge':
      case 'emergency':
      case 'floor':
      case 'layouts':
      case 'find':
      case 'keys':
      case 'screens':
        deeds[wish.wish]();
        break;
      case 'what-if':
        deeds.whatIf();
        break;
    }
  });

  const guard = { text: words.t('desk.part-failed'), retry: words.t('desk.action.retry') };
  return (
    <div className="desk" data-emergency={emergencyOpen || undefined} data-past={past || undefined}>
      <PartGuard {...guard}>
        <TopBar onPalette={onPalette} onEmergency={onEmergency} emergencyOpen={emergencyOpen} />
      </PartGuard>
      <EmergencyBand onClose={onEmergency} />
      <LinkBanner />
      {onFloor || onLayouts ? null : <ShortageLine onLook={onShortage} />}
      <div className="desk-body">
        <SideBar
          page={state.page}
          filters={state.filters}
          onFilters={onFilters}
          onFloor={onFloorPage}
          onLayouts={onLayoutsPage}
          layoutsUnsaved={layoutEditor.unsaved}
          onEmergency={onEmergency}
          onScreens={onScreens}
          onBriefing={onBriefing}
          briefingRuns={briefing.state === 'running'}
        />
        <main className="desk-main">
          {onLayouts ? (
            <PartGuard {...guard}>
              <LayoutsPage editor={layoutEditor} />
            </PartGuard>
          ) : onFloor ? (
            <PartGuard {...guard}>
              <FloorPage
                state={floor}
                dispatch={dispatchFloor}
                staffing={staffing}
                controls={floorControls}
                panel={whatIf}
                drawerOpen={state.drawer !== null}
                onOpenCase={onOpenCase}
              />
            </PartGuard>
          ) : city === undefined || rows.newest === null ? (
            <StartScreen />
          ) : (
            <>
              <FilterBar filters={state.filters} onFilters={onFilters} searchRef={search} onLeave={takeTable} />
              <CaseTable
                state={state}
                dispatch={dispatch}
                rows={rows}
                left={rows.source === leftTable}
                place={tablePlace}
                names={names}
                controls={controls}
                onRange={onRange}
              />
              <SelectionBar
                selection={state.selection}
                names={names}
                escapeClears={state.drawer === null}
                onClear={deeds.clearSelection}
                onUrge={deeds.urge}
                onReassign={deeds.reassign}
              />
            </>
          )}
          <Notices
            briefing={briefing}
            onBriefingSeen={() => setBriefing({ state: 'idle' })}
            acts={acts.list.filter((running) => running.id !== receipt)}
            onAct={setReceipt}
            staffing={floor.receipt ? null : staffing.sent}
            onStaffing={() => dispatchFloor({ do: 'receipt', open: true })}
          />
        </main>
        {state.drawer === null ? null : (
          <PartGuard key={state.drawer} {...guard}>
            <CaseDrawer
              row={drawerRow}
              names={names}
              onClose={() => dispatch({ do: 'close-drawer' })}
              onReassign={(row) => act('reassign', [row])}
              onUrge={(row) => act('urge', [row])}
              mayReassign={past ? notInThePast : mayReassign}
              mayUrge={past ? notInThePast : mayUrge}
              keysActHere={state.selection.size === 0 || !onCases}
            />
          </PartGuard>
        )}
      </div>
      <DeskDialogs
        dialog={state.dialog}
        dispatch={dispatch}
        names={names}
        emergencyOpen={emergencyOpen}
        acts={acts}
        receipt={receipt}
        onReceipt={setReceipt}
        staffing={staffing}
        staffingReceipt={floor.receipt}
        dispatchFloor={dispatchFloor}
        zone={city?.zone ?? 'UTC'}
      />
      {unsaved}
      <TimeBar open={timeBar} onOpen={setTimeBar} />
      {palette === null ? null : <Palette commands={palette} onClose={() => setPalette(null)} onFind={onFind} />}
    </div>
  );
}
