import { useTile } from '../board/context';
import { FreshnessProvider } from '../parts/freshness';
import { DeadlinesPanel } from './deadlines-panel';
import { EmergencyBand } from './emergency-band';
import { FirstPicture } from './first-picture';
import { FloorPanel } from './floor-panel';
import { HeatPanel } from './heat-panel';
import { LinkBand } from './link-band';
import { TasksPanel } from './tasks-panel';
import { TimelineBar } from './timeline-bar';
import type { WallScale } from './type-scale';
import { useWallScale } from './use-wall-scale';
import './wall.css';
import { WallHeader } from './wall-header';

/** What the wall's frames carry. */
export const WALL_TILES = ['link', 'city', 'catalogue', 'floor', 'heat', 'deadlines', 'tasks', 'emergency', 'timeline'] as const;

/** The overview: can we answer, where is something wrong, which deadlines break, are the tasks on plan, is this picture live. */
export function Wall() {
  const scale = useWallScale();
  return (
    <FreshnessProvider>
      <WallPage scale={scale} />
    </FreshnessProvider>
  );
}

function WallPage({ scale }: { readonly scale: WallScale }) {
  const city = useTile('city');
  const emergency = useTile('emergency');
  const open = emergency?.open ?? null;
  const mode = open === null ? 'normal' : open.drill ? 'drill' : 'emergency';
  return (
    <main className="wall" data-shape={scale.shape} data-density={scale.density} data-mode={mode} data-readable={scale.readable}>
      <WallHeader />
      <LinkBand />
      {city === undefined ? (
        <FirstPicture />
      ) : (
        <>
          <EmergencyBand />
          <div className="wall-body">
            <FloorPanel />
            <HeatPanel density={scale.density} shape={scale.shape} />
            <DeadlinesPanel density={scale.density} />
            <TasksPanel />
          </div>
          <TimelineBar />
        </>
      )}
    </main>
  );
}
