import type { Decision, EmergencyCommand } from './commands';
import type { DecideContext } from './decide-context';
import type { EmergencyEvent } from './events';
import { accepted, checkReason, illegal, notFound } from './refusals';

/** One emergency (or drill) at a time: another can be opened once it is closed, and only the open one can be closed. */
export function decideEmergency(command: EmergencyCommand, context: DecideContext): Decision<EmergencyEvent> {
  const refused = checkReason(command.reason);
  const reason = command.reason.trim();
  const { openEmergency } = context;
  if (command.kind === 'open-emergency') {
    if (!context.hasPlaybook(command.playbook)) return notFound('playbook');
    if (openEmergency !== null) return illegal(command.kind, 'emergency-open');
    return (
      refused ??
      accepted({
        kind: 'emergency.opened',
        emergency: context.nextEmergency,
        playbook: command.playbook,
        drill: command.drill,
        reason,
      })
    );
  }
  if (openEmergency === null) return illegal(command.kind, 'no-emergency');
  if (openEmergency.emergency !== command.emergency) return notFound('emergency');
  return refused ?? accepted({ kind: 'emergency.closed', emergency: command.emergency, reason });
}
