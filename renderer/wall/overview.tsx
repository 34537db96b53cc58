import { useOfTile, useTile } from '../board/context';
import { type ReactNode, useState } from 'react';
import { hasCalls } from '../charts/day-series';
import { FreshnessInTurn, FreshnessProvider } from '../parts/freshness';
import { TileGuard } from '../parts/tile-guard';
import { TimeBar } from '../parts/time-bar';
import { useWords } from '../parts/words';
import { DeadlinesPanel } from './deadlines-panel';
import { EmergencyBand } from './emergency-band';
import { FirstPicture } from './first-picture';
import { FloorPanel } from './floor-panel';
import { HeatPanel } from './heat-panel';
import { TasksPanel } from './tasks-panel';
import { TimelineBar } from './timeline-bar';
import type { WallScale } from './type-scale';
import { useWallScale } from './use-wall-scale';
import './wall.css';
import { WallHeader } from './wall-header';

/** What the overview's frames carry. */
export const OVERVIEW_TILES = [
  'link',
  'city',
  'catalogue',
  'floor',
  'floorDay',
  'outlook',
  'heat',
  'hotspots',
  'deadlines',
  'due',
  'tasks',
  'emergency',
  'timeline',
] as const;

/** The overview: can we answer, where is something wrong, which deadlines break, are the tasks on plan, is this picture live. */
export function Overview() {
  const scale = useWallScale();
  return (
    <FreshnessProvider>
      <OverviewPage scale={scale} />
    </FreshnessProvider>
  );
}

function OverviewPage({ scale }: { readonly scale: WallScale }) {
  const city = useTile('city');
  const mode = useOfTile('emergency', (emergency) => (emergency?.open == null ? 'normal' : emergency.open.drill ? 'drill' : 'emergency'));
  const withoutFloor = useOfTile('floor', (floor) => floor !== undefined && !hasCalls(floor));
  const withoutTasks = useOfTile('tasks', (tasks) => tasks?.tasks.length === 0);
  const past = useOfTile('link', (link) => link?.past != null);
  const [timeBar, setTimeBar] = useState(false);
  // A source without calls or tasks leaves a line that says so; the room goes to what there is.
  const without = [withoutFloor ? 'floor' : '', withoutTasks ? 'tasks' : ''].join(' ').trim();
  return (
    <main
      className="wall"
      data-shape={scale.shape}
      data-density={scale.density}
      data-mode={mode}
      data-readable={scale.readable}
      data-past={past || undefined}
    >
      <WallHeader />
      {city === undefined ? (
        <FirstPicture />
      ) : (
        <>
          <EmergencyBand />
          <div className="wall-body" data-without={without || undefined}>
            <Guarded name="floor">
              <FloorPanel />
            </Guarded>
            <Guarded name="heat">
              <HeatPanel density={scale.density} shape={scale.shape} />
            </Guarded>
            <Guarded name="deadlines">
              <DeadlinesPanel density={scale.density} shape={scale.shape} />
            </Guarded>
            <Guarded name="tasks">
              <TasksPanel tall={scale.shape === 'portrait' && scale.density === 'roomy'} />
            </Guarded>
          </div>
          <TimelineBar readable={scale.readable} />
          <TimeBar open={timeBar} onOpen={setTimeBar} />
        </>
      )}
    </main>
  );
}

function Guarded({ name, children }: { readonly name: 'floor' | 'heat' | 'deadlines' | 'tasks'; readonly children: ReactNode }) {
  const words = useWords();
  return (
    <TileGuard name={name} title={words.t(`wall.${name}.title`)} text={words.t('parts.tileFailed')}>
      <FreshnessInTurn>{children}</FreshnessInTurn>
    </TileGuard>
  );
}
