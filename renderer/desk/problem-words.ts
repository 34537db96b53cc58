import type { Problem } from '../../shared/contract/problem';
import { REFUSAL_RULES } from '../../shared/domain/refusals';
import { statusText } from './names';
import type { Words } from '../parts/words';

/** A problem for people: what happened, what is safe, what to do. The document's own title and detail are for logs. */
export function problemText(problem: Problem, words: Words): string {
  const params = problem.params ?? {};
  switch (problem.type) {
    case 'illegal-transition':
      return words.t('desk.problem.illegal-transition', { state: statusText(params['state'] ?? '', words) });
    case 'invalid': {
      const rule = REFUSAL_RULES.find((known) => known === params['rule']);
      return rule === undefined ? words.t('desk.problem.invalid') : words.t(`desk.rule.${rule}`);
    }
    case 'wrong-code':
      return words.t('desk.problem.wrong-code', { left: params['left'] ?? '' });
    case 'locked':
      return words.t('desk.problem.locked', { seconds: params['seconds'] ?? '' });
    default:
      return words.t(`desk.problem.${problem.type}`);
  }
}
