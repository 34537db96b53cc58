import type { Instant } from '../time/instant';
import { decideCase } from './case-decide';
import type { CaseFields } from './case-fields';
import type { Command, Decision } from './commands';
import { decideEmergency } from './emergency-decide';
import type { DomainEvent } from './events';
import type { GradeRules } from './grades';
import type { CaseKey, CategoryKey, EmergencyKey, TaskKey, UnitKey } from './keys';
import { decideTask } from './task-decide';

/** What a decision may look at: the state at the head of the log, and the keys that the hub would give next. */
export interface DecideContext {
  /** City time of the decision. */
  readonly now: Instant;
  /** null: no such case is held (unknown, or ended on an earlier city day). */
  case(key: CaseKey): CaseFields | null;
  hasUnit(key: UnitKey): boolean;
  hasCategory(key: CategoryKey): boolean;
  hasPlaybook(code: string): boolean;
  hasTask(key: TaskKey): boolean;
  /** The emergency that is open now; there is at most one. */
  readonly openEmergency: { readonly emergency: EmergencyKey } | null;
  readonly nextCase: CaseKey;
  readonly nextEmergency: EmergencyKey;
  readonly rules: GradeRules;
}

/**
 * Turns what somebody wants into what then has happened, or says why not. Pure: the same command on the same state always decides the same.
 * Roles and expected versions are checked before this, by the hub. Every event that it returns is allowed at the head it was decided on.
 */
export function decide(command: Command, context: DecideContext): Decision<DomainEvent> {
  switch (command.kind) {
    case 'open-emergency':
    case 'close-emergency':
      return decideEmergency(command, context);
    case 'progress-task':
      return decideTask(command, context);
    default:
      return decideCase(command, context);
  }
}
