import type { TasksTile } from '../../../shared/contract/frames';
import type { Projection } from '../../../shared/projection/projection';
import { plannedAt } from '../../../shared/projection/tasks';
import { HOUR_MS } from '../../../shared/time/instant';

/** A plan is a matter of months: it moves on by the hour, so that the tile is the same in between. */
export function tasksTile({ tasks, clock }: Projection): TasksTile {
  const now = Math.floor(clock.now / HOUR_MS) * HOUR_MS;
  return {
    tasks: tasks.all().map((entry) => {
      const { task, name, lead, year, target, measure, plan, value, sample } = entry;
      return { task, name, lead, year, target, measure, plan, value, sample, plannedNow: plannedAt(entry, clock.zone, now) };
    }),
  };
}
