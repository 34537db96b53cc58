import { CALLBACK_ANSWER_CODES, callbackAnswers } from '../domain/callback-code';
import { answerOpen, callbackConsistent, callbackOf } from '../domain/case-evolve';
import { CASE_STEPS, NOT_ENDED } from '../domain/case-steps';
import type { StepRule } from '../domain/case-steps';
import { CASE_CODES, EVENT_KINDS } from '../domain/event-codes';
import { CALLBACKS, CASE_STATUSES } from '../domain/terms';
import { CALLBACK_CODE, STATUS_CODE } from './term-codes';

/** The domain's CASE_STEPS and what it says of callbacks, by code, for the fold's inner loop. Nothing is decided here. */

const STATUSES = CASE_STATUSES.length;

function ruleOf(code: number): StepRule | undefined {
  return (CASE_STEPS as Readonly<Record<string, StepRule>>)[EVENT_KINDS[code]!];
}

const RULES = Array.from({ length: CASE_CODES }, (_, code) => ruleOf(code));

/** 1 where a kind may follow a status: entry kind · STATUSES + status. */
const FROM = Uint8Array.from(RULES.flatMap((rule) => CASE_STATUSES.map((status) => (rule?.from.includes(status) === true ? 1 : 0))));

/** Whether the status allows the step; `kind` and `status` by code. */
export function stepFollows(kind: number, status: number): boolean {
  return FROM[kind * STATUSES + status] === 1;
}

/** The status after a kind; KEEPS: it stays. */
export const KEEPS = 0xff;
export const STATUS_AFTER: Uint8Array = Uint8Array.from(RULES, (rule) => (rule?.to === undefined ? KEEPS : STATUS_CODE[rule.to]));

/** What a kind asks besides, by code. */
const ASKS = [undefined, 'enquiry', 'open-answer', 'not-solved', 'other-unit', 'other-case'] as const satisfies readonly StepRule['asks'][];
export const ASKS_ENQUIRY = 1;
export const ASKS_OPEN_ANSWER = 2;
export const ASKS_NOT_SOLVED = 3;
export const ASKS_OTHER_UNIT = 4;
export const ASKS_OTHER_CASE = 5;
export const ASKED: Uint8Array = Uint8Array.from(RULES, (rule) => ASKS.indexOf(rule?.asks));

/** What a kind does, in bits. */
export const UNIT_NAMED = 1;
export const UNIT_NONE = 2;
export const UNIT_FIRST = 4;
export const GRADE_NAMED = 8;
export const DUE_BEGINS = 16;
export const DUE_IF_MOVED = 32;
export const DUE_IF_FIRST = 64;
export const RESOLVED_NOW = 128;
export const RESOLVED_UNDONE = 256;
export const CALLBACK = 512;
export const URGED = 1024;
export const RETURNED = 2048;
export const REOPENED = 4096;
/** Names a deadline. */
export const DUE = DUE_BEGINS | DUE_IF_MOVED | DUE_IF_FIRST;
/** May change what counters go by besides the status. */
export const WORK = UNIT_NAMED | UNIT_NONE | UNIT_FIRST | GRADE_NAMED | DUE;

const UNIT_BITS = { named: UNIT_NAMED, none: UNIT_NONE, first: UNIT_FIRST } as const;
const DUE_BITS = { begins: DUE_BEGINS, 'begins-if-moved': DUE_IF_MOVED, 'begins-if-first': DUE_IF_FIRST } as const;
const RESOLUTION_BITS = { now: RESOLVED_NOW, undone: RESOLVED_UNDONE } as const;
const COUNT_BITS = { urges: URGED, returns: RETURNED, reopenings: REOPENED } as const;

export const DOES: Uint16Array = Uint16Array.from(RULES, (rule) => (rule === undefined ? 0 : bitsOf(rule)));

function bitsOf({ unit, grade, deadline, resolution, callback, counts }: StepRule): number {
  return (
    (unit === undefined ? 0 : UNIT_BITS[unit]) |
    (grade === undefined ? 0 : GRADE_NAMED) |
    (deadline === undefined ? 0 : DUE_BITS[deadline]) |
    (resolution === undefined ? 0 : RESOLUTION_BITS[resolution]) |
    (callback === undefined ? 0 : CALLBACK) |
    (counts === undefined ? 0 : COUNT_BITS[counts])
  );
}

/** 1 for statuses in which a case may be carried over. */
export const CARRIED_STATUS: Uint8Array = Uint8Array.from(CASE_STATUSES, (status) => (NOT_ENDED.includes(status) ? 1 : 0));

/** 1 for callback codes after which the citizen may still be asked. */
export const ANSWER_OPEN: Uint8Array = Uint8Array.from(CALLBACKS, (callback) => (answerOpen(callback) ? 1 : 0));

/** What a citizen has answered, by the code that packed records carry. */
export const ANSWERS = Array.from({ length: CALLBACK_ANSWER_CODES }, (_, code) => callbackAnswers(code));

/** 1 for answers that make sense together. */
export const ANSWERS_CONSISTENT: Uint8Array = Uint8Array.from(ANSWERS, (answers) => (callbackConsistent(answers) ? 1 : 0));

/** Index into CALLBACKS that answers lead to. */
export const CALLBACK_AFTER: Uint8Array = Uint8Array.from(ANSWERS, (answers) => CALLBACK_CODE[callbackOf(answers)]);
