import { Guarded } from './guarded';
import { TaskBulletsPanel } from './task-bullets-panel';
import './tasks-page.css';
import type { WallScale } from '../parts/type-scale';

/** What the page's frames carry, beside those of every page. */
export const TASKS_TILES = ['tasks'] as const;

/** Every monthly task: what is done, what the plan says for today and for each month, and where the year would end. */
export function TasksPage({ scale }: { readonly scale: WallScale }) {
  return (
    <div className="wall-body page-tasks">
      <Guarded name="taskBullets">
        <TaskBulletsPanel columns={scale.shape === 'portrait' ? 1 : scale.shape === 'ribbon' ? 3 : 2} />
      </Guarded>
    </div>
  );
}
