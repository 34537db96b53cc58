import type { TasksTile } from '../../shared/contract/frames';
import { type Level, taskLevel } from '../parts/levels';

export type Task = TasksTile['tasks'][number];

/** Before so much of the year's plan is due a forecast would be a guess. */
const FORECAST_FROM = 0.15;
/** Where in the order of ratios a task without one stands: just behind those that need a look. */
const UNKNOWN_RATIO = 0.949;

/** A task and how it stands. */
export interface JudgedTask {
  readonly task: Task;
  /** Progress over plan; null: none reported or nothing planned yet. */
  readonly ratio: number | null;
  readonly level: Level;
  /** Where the year would end if the task kept to its plan as well or as badly as until now; null: too early to tell, over, or nothing is known. */
  readonly forecast: number | null;
}

/** Farthest behind its plan first; a task without a report is next, because nobody knows. */
export function judgeTasks(tasks: readonly Task[]): readonly JudgedTask[] {
  return tasks
    .map((task) => {
      const ratio = task.value === null || task.plannedNow <= 0 ? null : task.value / task.plannedNow;
      return { task, ratio, level: ratio === null ? ('normal' as const) : taskLevel(ratio), forecast: forecastOf(task, ratio) };
    })
    .toSorted((a, b) => (a.ratio ?? UNKNOWN_RATIO) - (b.ratio ?? UNKNOWN_RATIO) || a.task.task - b.task.task);
}

/** Whole percent off the plan, with its sign. */
export function offText(percent: number): string {
  return percent === 0 ? '0%' : percent < 0 ? `−${-percent}%` : `+${percent}%`;
}

/** How many of them are behind their plan. */
export function behindOf(judged: readonly JudgedTask[]): number {
  return judged.filter(({ level }) => level !== 'normal').length;
}

/** What is done, and the rest of the plan at the pace of the plan so far: the pace is done / planned. */
function forecastOf({ value, target, plannedNow }: Task, ratio: number | null): number | null {
  if (value === null || ratio === null || plannedNow < FORECAST_FROM * target || plannedNow >= target) return null;
  return value + Math.max(0, target - plannedNow) * ratio;
}
