import type { Decision, TaskCommand } from './commands';
import type { DecideContext } from './decide';
import type { TaskEvent } from './events';
import { accepted, invalid, notFound } from './refusals';

/** Progress is a measured total, not an increase: it may go down when a measurement is corrected, but never below zero. */
export function decideTask(command: TaskCommand, context: DecideContext): Decision<TaskEvent> {
  if (!context.hasTask(command.task)) return notFound('task');
  if (!Number.isFinite(command.value) || command.value < 0) return invalid('value', 'out-of-range');
  return accepted({ kind: 'task.progressed', task: command.task, value: command.value });
}
