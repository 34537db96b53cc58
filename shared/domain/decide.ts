import { decideCase } from './case-decide';
import type { Command, Decision } from './commands';
import type { DecideContext } from './decide-context';
import { decideEmergency } from './emergency-decide';
import type { DomainEvent } from './events';
import { decideStaffing } from './staffing-decide';
import { decideTask } from './task-decide';

/**
 * Turns what somebody wants into what then has happened, or says why not. Pure: the same command on the same state always decides the same.
 * Roles and expected versions are checked before this, by the hub. Every event that it returns is allowed at the head it was decided on.
 */
export function decide(command: Command, context: DecideContext): Decision<DomainEvent> {
  switch (command.kind) {
    case 'open-emergency':
    case 'close-emergency':
      return decideEmergency(command, context);
    case 'decide-staffing':
      return decideStaffing(command, context);
    case 'progress-task':
      return decideTask(command, context);
    default:
      return decideCase(command, context);
  }
}
