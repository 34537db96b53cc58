import type { Problem } from '../../../shared/contract/problem';
import { wallPageName } from '../../parts/wall-page-names';
import type { Words } from '../../parts/words';
import { problemText } from '../problem-words';
import type { Asked } from './use-requests';

/** Something else is shown: what is the matter comes first. */
const CONFLICT = 409;

/** What became of what was asked, in the reader's words: sent, done, failed, or not known. */
export function outcomeText({ request, outcome }: Asked, words: Words): string {
  if (outcome === null) return words.t('desk.screens.sent');
  if (!outcome.ok) return failureText(outcome.problem, words);
  switch (request.kind) {
    case 'pair':
      return words.t('desk.screens.done.pair');
    case 'revoke':
      return words.t('desk.screens.done.revoke');
    case 'act':
      if (request.act.kind === 'show-page') return words.t('desk.screens.done.show-page', { page: wallPageName(request.act.page, words) });
      return words.t(`desk.screens.done.${request.act.kind}`);
  }
}

function failureText(problem: Problem, words: Words): string {
  if (problem.type === 'unavailable')
    return words.t(problem.status === CONFLICT ? 'desk.screens.failed.other-page' : 'desk.screens.failed.unavailable');
  if (problem.type === 'not-found') return words.t('desk.screens.failed.not-found');
  return problemText(problem, words);
}
