import { useOfTile } from '../board/context';
import { hasCalls } from '../charts/day-series';
import { DeadlinesPanel } from './deadlines-panel';
import { FloorPanel } from './floor-panel';
import { Guarded } from './guarded';
import { HeatPanel } from './heat-panel';
import { TasksPanel } from './tasks-panel';
import type { WallScale } from '../parts/type-scale';

/** What the overview's frames carry, beside those of every page. */
export const OVERVIEW_TILES = ['floor', 'floorDay', 'outlook', 'heat', 'hotspots', 'deadlines', 'due', 'tasks'] as const;

/** The overview: can we answer, where is something wrong, which deadlines break, are the tasks on plan, is this picture live. */
export function Overview({ scale }: { readonly scale: WallScale }) {
  const withoutFloor = useOfTile('floor', (floor) => floor !== undefined && !hasCalls(floor));
  const withoutTasks = useOfTile('tasks', (tasks) => tasks?.tasks.length === 0);
  // A source without calls or tasks leaves a line that says so; the room goes to what there is.
  const without = [withoutFloor ? 'floor' : '', withoutTasks ? 'tasks' : ''].join(' ').trim();
  return (
    <div className="wall-body page-overview" data-without={without || undefined}>
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
  );
}
