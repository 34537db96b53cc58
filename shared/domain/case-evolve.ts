import type { Instant } from '../time/instant';
import type { CaseFields } from './case-fields';
import { clearCase } from './case-fields';
import { CASE_STEPS, NOT_ENDED } from './case-steps';
import type { CaseStep } from './case-steps';
import type { CaseEvent } from './events';
import type { CaseKey, UnitKey } from './keys';
import { NONE } from './keys';
import { ENDED_STATUSES } from './terms';
import type { Callback, CaseStatus, Grade } from './terms';

type Introduction = Extract<CaseEvent, { kind: 'case.received' | 'case.carried-over' }>;

/** Statuses from which an event may follow. */
export const STEP_FROM = Object.fromEntries(Object.entries(CASE_STEPS).map(([kind, { from }]) => [kind, from])) as Readonly<
  Record<CaseStep, readonly CaseStatus[]>
>;

/**
 * Whether `event` is a legal next step of the case whose fields are given; null means that no such case is held (unknown, or ended on an earlier
 * day and let go). Looks at this case only: that a unit or the case to merge into exists is for `decide`.
 */
export function caseEventAllowed(fields: CaseFields | null, event: CaseEvent): boolean {
  if (event.kind === 'case.received') return fields === null;
  if (event.kind === 'case.carried-over') return fields === null && NOT_ENDED.includes(event.status);
  if (fields === null || fields.key !== event.case) return false;
  const { from, asks } = CASE_STEPS[event.kind];
  if (!from.includes(fields.status)) return false;
  switch (asks) {
    case 'enquiry':
      return fields.contact === 'enquiry';
    case 'open-answer':
      return event.kind === 'case.called-back' && answerOpen(fields.callback) && callbackConsistent(event);
    case 'not-solved':
      return fields.callback === 'not-solved';
    case 'other-unit':
      return event.kind === 'case.reassigned' && event.to !== fields.unit;
    case 'other-case':
      return event.kind === 'case.merged' && event.into !== event.case;
    default:
      asks satisfies undefined;
      return true;
  }
}

/** Whether the citizen may still be asked: nobody has called yet, or nobody was reached. */
export function answerOpen(callback: Callback): boolean {
  return callback === 'none' || callback === 'unreached';
}

/** A citizen who was not reached has said nothing; one who was has said whether the unit was in touch and whether it is solved. */
export function callbackConsistent(answers: {
  readonly reached: boolean;
  readonly contacted: boolean | null;
  readonly solved: boolean | null;
  readonly satisfaction: unknown;
}): boolean {
  const { reached, contacted, solved, satisfaction } = answers;
  return reached ? contacted !== null && solved !== null : contacted === null && solved === null && satisfaction === null;
}

/**
 * Folds one event into `fields`, in place, allocating nothing. `at` is the record's time. The event must be allowed (`caseEventAllowed`); for
 * received and carried-over the earlier content of `fields` does not matter.
 */
export function evolveCase(fields: CaseFields, event: CaseEvent, at: Instant): void {
  if (event.kind === 'case.received' || event.kind === 'case.carried-over') begin(fields, event, at);
  else step(fields, event, at);
  fields.version += 1;
  fields.changedAt = at;
}

/** What a step may bring. */
interface StepValues {
  readonly case: CaseKey;
  readonly unit?: UnitKey;
  readonly to?: UnitKey;
  readonly grade?: Grade;
  readonly dueAt?: Instant;
}

function step(fields: CaseFields, event: Exclude<CaseEvent, Introduction>, at: Instant): void {
  const { to, unit, grade, deadline, resolution, counts } = CASE_STEPS[event.kind];
  const values: StepValues = event;
  if (to !== undefined) fields.status = to;
  if (unit !== undefined) fields.unit = unit === 'none' ? NONE : (values.unit ?? values.to ?? NONE);
  if (unit === 'first' && fields.firstUnit === NONE) fields.firstUnit = fields.unit;
  if (grade === true && values.grade !== undefined) fields.grade = values.grade;
  if (deadline !== undefined && values.dueAt !== undefined) {
    const begins = deadline === 'begins-if-first' ? fields.dispatchedAt === 0 : deadline === 'begins' || values.dueAt !== fields.dueAt;
    if (begins) fields.dispatchedAt = at;
    fields.dueAt = values.dueAt;
  }
  if (resolution === 'now') fields.resolvedAt = at;
  if (resolution === 'undone') {
    fields.resolvedAt = 0;
    fields.callback = 'none';
  }
  if (event.kind === 'case.called-back') fields.callback = callbackOf(event);
  if (counts !== undefined) fields[counts] += 1;
  if (to !== undefined && ENDED_STATUSES.includes(to)) fields.endedAt = at;
}

/** What a callback has brought. */
export function callbackOf({ reached, solved }: { readonly reached: boolean; readonly solved: boolean | null }): Callback {
  return !reached ? 'unreached' : solved === true ? 'solved' : 'not-solved';
}

function begin(fields: CaseFields, event: Introduction, at: Instant): void {
  clearCase(fields);
  introduce(fields, event);
  if (event.kind === 'case.received') {
    fields.contact = event.contact;
    fields.call = event.call;
    fields.receivedAt = at;
    return;
  }
  fields.status = event.status;
  fields.unit = event.unit;
  fields.firstUnit = event.unit;
  fields.grade = event.grade;
  fields.receivedAt = event.receivedAt;
  fields.dispatchedAt = event.dispatchedAt;
  fields.dueAt = event.dueAt;
  // When it was resolved is not carried over; the log knows it as resolved from here on.
  if (event.status === 'resolved') fields.resolvedAt = at;
}

function introduce(fields: CaseFields, event: Introduction): void {
  fields.key = event.case;
  fields.channel = event.channel;
  fields.category = event.category;
  fields.district = event.district;
  fields.township = event.township;
  if (event.place !== null) {
    fields.longitude = event.place.longitude;
    fields.latitude = event.place.latitude;
  }
}
