import type { Instant } from '../time/instant';
import type { CaseFields } from './case-fields';
import type { GradeRules } from './grades';
import type { CaseKey, CategoryKey, DecisionKey, EmergencyKey, TaskKey, UnitKey } from './keys';

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
  readonly nextDecision: DecisionKey;
  readonly rules: GradeRules;
}
