import type { CaseEvent } from './events';
import { SATISFACTIONS } from './terms';

/** What a citizen has answered. */
export type CallbackAnswers = Omit<Extract<CaseEvent, { kind: 'case.called-back' }>, 'kind' | 'case'>;

/** The codes of callbacks lie below this. */
export const CALLBACK_ANSWER_CODES = 2 * 3 * 3 * (SATISFACTIONS.length + 1);

/** What a citizen has answered in one small number: reached + 2 · contacted + 6 · solved + 18 · satisfaction; null 0, no 1, yes 2. */
export function callbackAnswerCode({ reached, contacted, solved, satisfaction }: CallbackAnswers): number {
  const answer = satisfaction === null ? 0 : SATISFACTIONS.indexOf(satisfaction) + 1;
  return Number(reached) + 2 * threefold(contacted) + 6 * threefold(solved) + 18 * answer;
}

/** The way back of `callbackAnswerCode`, for codes below CALLBACK_ANSWER_CODES. */
export function callbackAnswers(code: number): CallbackAnswers {
  return {
    reached: code % 2 === 1,
    contacted: answerOf(Math.floor(code / 2) % 3),
    solved: answerOf(Math.floor(code / 6) % 3),
    satisfaction: SATISFACTIONS[Math.floor(code / 18) - 1] ?? null,
  };
}

function threefold(answer: boolean | null): number {
  return answer === null ? 0 : Number(answer) + 1;
}

function answerOf(code: number): boolean | null {
  return code === 0 ? null : code === 2;
}
