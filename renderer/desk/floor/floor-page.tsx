import { type Dispatch, type RefObject, useCallback, useDeferredValue, useMemo } from 'react';
import type { CallRow } from '../../../shared/contract/frames';
import { type CaseKey, NONE } from '../../../shared/domain/keys';
import { useTile } from '../../board/context';
import { hasCalls } from '../../charts/day-series';
import { NothingToShow } from '../../parts/tile';
import { useWords } from '../../parts/words';
import { windowFor } from '../table-window';
import { CallsTable } from './calls-table';
import { Crumbs } from './crumbs';
import { DecisionsList } from './decisions-list';
import { FloorCharts } from './floor-charts';
import { FloorFoot } from './floor-foot';
import type { GridControls } from './floor-grid';
import { FloorHead } from './floor-head';
import './floor-page.css';
import type { FloorAction, FloorPageState, Level } from './floor-state';
import type { Interval } from './intervals';
import { IntervalsTable } from './intervals-table';
import { measureText } from '../../parts/measure-words';
import { QueuesTable } from './queues-table';
import { StaffingDialog } from './staffing-dialog';
import { suppose } from './supposed';
import { useCityMinute } from './use-city-minute';
import type { StaffingRun } from './use-staffing-run';
import { changesNothing } from './what-if-controls';
import { WhatIfPanel } from './what-if-panel';

interface FloorPageProps {
  readonly state: FloorPageState;
  readonly dispatch: Dispatch<FloorAction>;
  readonly staffing: StaffingRun;
  readonly controls: RefObject<GridControls | null>;
  readonly panel: RefObject<HTMLFormElement | null>;
  /** The case drawer takes the place of the what-if. */
  readonly drawerOpen: boolean;
  readonly onOpenCase: (key: CaseKey) => void;
}

/** Calls against seats: can we answer now, will we in the next hours, what would help, and what came of what was decided. */
export function FloorPage({ state, dispatch, staffing, controls, panel, drawerOpen, onOpenCase }: FloorPageProps) {
  const words = useWords();
  const floor = useTile('floor');
  const day = useTile('floorDay');
  const city = useTile('city');
  const outlook = useTile('outlook');
  const link = useTile('link');
  const minute = useCityMinute();
  const { trail, cursor, measure, choice } = state;
  const supposed = useMemo(() => suppose(outlook, measure, choice, minute ?? 0), [outlook, measure, choice, minute]);

  const onCursor = useCallback((key: number, index: number) => dispatch({ do: 'cursor', key, index }), [dispatch]);
  const onQueue = useCallback((queue: number | null) => dispatch({ do: 'open-queue', queue }), [dispatch]);
  const onInterval = useCallback(({ fromAt, toAt }: Interval) => dispatch({ do: 'open-interval', fromAt, toAt }), [dispatch]);
  const onCall = useCallback(
    (call: CallRow) => {
      if (call.case !== NONE) onOpenCase(call.case);
    },
    [onOpenCase],
  );
  const { callWindow } = state;
  const onRange = useCallback(
    (first: number, last: number, total: number) => dispatch({ do: 'call-window', window: windowFor(first, last, total, callWindow) }),
    [dispatch, callWindow],
  );
  const onGo = useCallback((level: Level) => dispatch({ do: 'go', level }), [dispatch]);
  const supposing = useMemo(
    () => (supposed.said && !changesNothing(measure) ? { supposed, text: measureText(measure, words) } : null),
    [supposed, measure, words],
  );
  // The numbers follow the hand at once, the drawing as soon as there is time for it.
  const drawn = useDeferredValue(supposing);
  const onLeave = useCallback(() => controls.current?.takeFocus(), [controls]);

  if (city === undefined || floor === undefined || day === undefined) {
    return (
      <div className="floor-page">
        <NothingToShow>{words.t('desk.floor.loading')}</NothingToShow>
      </div>
    );
  }
  if (!hasCalls(floor)) {
    return (
      <div className="floor-page">
        <NothingToShow>{words.t('desk.floor.no-data')}</NothingToShow>
      </div>
    );
  }
  return (
    <div className="floor-page" data-testid="floor-page" data-level={trail.level}>
      <div className="floor-main">
        <FloorHead floor={floor} city={city} />
        <FloorCharts day={day} outlook={outlook} city={city} supposing={drawn} />
        <Crumbs trail={trail} onGo={onGo} />
        {trail.level === 'queues' ? (
          <QueuesTable cursor={cursor.queues} onCursor={onCursor} onOpen={onQueue} controls={controls} />
        ) : trail.level === 'intervals' ? (
          <IntervalsTable queue={trail.queue} cursor={cursor.intervals} onCursor={onCursor} onOpen={onInterval} controls={controls} />
        ) : (
          <CallsTable trail={trail} cursor={cursor.calls} onCursor={onCursor} onOpen={onCall} controls={controls} onRange={onRange} />
        )}
        <FloorFoot level={trail.level} />
      </div>
      {drawerOpen ? null : (
        <aside className="floor-aside">
          <WhatIfPanel
            state={state}
            dispatch={dispatch}
            supposed={supposed}
            outlook={outlook}
            city={city}
            link={link}
            panel={panel}
            onLeave={onLeave}
          />
          <DecisionsList />
        </aside>
      )}
      {state.deciding ? (
        <StaffingDialog
          measure={measure}
          supposed={supposed}
          city={city}
          onClose={() => dispatch({ do: 'deciding', open: false })}
          onDecide={(command) => {
            staffing.send(command);
            dispatch({ do: 'sent' });
          }}
        />
      ) : null}
    </div>
  );
}
