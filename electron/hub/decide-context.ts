import type { DecideContext } from '../../shared/domain/decide';
import type { GradeRules } from '../../shared/domain/grades';
import type { CaseKey } from '../../shared/domain/keys';
import type { Projection } from '../../shared/projection/projection';
import type { Instant } from '../../shared/time/instant';

/** The state at the head of the log as a decision looks at it. True until the next event is folded. */
export function decideContext(
  { cases, catalogue, tasks, emergency }: Projection,
  settings: { readonly now: Instant; readonly rules: GradeRules; readonly playbooks: ReadonlySet<string>; readonly nextCase: CaseKey },
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
    nextCase: settings.nextCase,
    nextEmergency: emergency.nextEmergency,
  };
}
