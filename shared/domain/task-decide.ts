import type { Decision, TaskCommand } from './commands';
import type { DecideContext } from './decide-context';
import type { TaskEvent } from './events';
import { accepted, AMOUNT_LIMIT, invalid, notFound } from './refusals';

/** Progress is a measured total, not an increase: it may go down when a measurement is corrected, but never below zero. */
export function decideTask(command: TaskCommand, context: DecideContext): Decision<TaskEvent> {
  if (!context.hasTask(command.task)) return notFound('task');
  if (!(command.value >= 0 && command.value <= AMOUNT_LIMIT)) return invalid('value', 'out-of-range');
  return accepted({ kind: 'task.progressed', task: command.task, value: command.value });
}
