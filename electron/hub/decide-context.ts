import type { DecideContext } from '../../shared/domain/decide-context';
import type { GradeRules } from '../../shared/domain/grades';
import type { Projection } from '../../shared/projection/projection';
import type { Instant } from '../../shared/time/instant';

/** The state at the head of the log as a decision looks at it. True until the next event is folded. */
export function decideContext(
  { cases, catalogue, tasks, emergency, staffing, nextCase }: Projection,
  settings: { readonly now: Instant; readonly rules: GradeRules; readonly playbooks: ReadonlySet<string> },
): DecideContext {
  return {
    now: settings.now,
    rules: settings.rules,
    case: (key) => cases.read(key),
    hasUnit: (key) => catalogue.hasUnit(key),
    hasCategory: (key) => catalogue.hasCategory(key),
    hasPlaybook: (code) => settings.playbooks.has(code),
    hasTask: (key) => tasks.has(key),
    openEmergency: emergency.open,
    nextCase,
    nextEmergency: emergency.nextEmergency,
    nextDecision: staffing.nextDecision,
  };
}
