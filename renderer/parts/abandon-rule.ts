import type { AbandonRule } from '../../shared/domain/service-level';
import type { DurationMs } from '../../shared/time/instant';
import type { Words } from './words';

/** How abandoned calls count, in a few words: goes with every service level. */
export function ruleName(rule: AbandonRule, words: Words): string {
  return words.t(`parts.rule.${rule}.name`);
}

/** The service level's formula under the rule. */
export function ruleFormula(rule: AbandonRule, thresholdMs: DurationMs, words: Words): string {
  return words.t(`parts.rule.${rule}.formula`, { threshold: thresholdMs / 1_000 });
}
