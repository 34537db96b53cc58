import type { Instant } from '../time/instant';
import type { CaseFields } from './case-fields';
import { clearCase } from './case-fields';
import type { CaseEvent } from './events';
import { NONE } from './keys';
import type { CaseStatus } from './terms';

/**
 * The life of a case, as facts. `decide` is stricter where people act (see case-decide.ts): a recorded city that notes no acceptance may resolve
 * what was only dispatched.
 *
 *   received ─ enquiry-answered → closed
 *   received | returned ─ dispatched → dispatched ─ accepted → accepted ─ started → in-progress
 *   dispatched | accepted | in-progress ─ resolved → resolved ─ called-back → resolved ─ closed → closed
 *   dispatched | accepted | in-progress ─ returned → returned                (nobody holds it, its deadline still runs)
 *   dispatched | accepted | in-progress | returned ─ reassigned → dispatched
 *   resolved, the citizen said "not solved" ─ reopened → dispatched          (same unit, new deadline)
 *   anything not ended ─ merged | cancelled
 */
type Step = Exclude<CaseEvent['kind'], 'case.received' | 'case.carried-over'>;

const HELD: readonly CaseStatus[] = ['dispatched', 'accepted', 'in-progress'];
const NOT_ENDED: readonly CaseStatus[] = ['received', ...HELD, 'returned', 'resolved'];

/** Statuses from which an event may follow. */
export const STEP_FROM: Readonly<Record<Step, readonly CaseStatus[]>> = {
  'case.enquiry-answered': ['received'],
  'case.dispatched': ['received', 'returned'],
  'case.accepted': ['dispatched'],
  'case.started': ['accepted'],
  'case.returned': HELD,
  'case.reassigned': [...HELD, 'returned'],
  'case.urged': HELD,
  'case.resolved': HELD,
  'case.called-back': ['resolved'],
  'case.closed': ['resolved'],
  'case.reopened': ['resolved'],
  'case.merged': NOT_ENDED,
  'case.cancelled': NOT_ENDED,
};

/**
 * Whether `event` is a legal next step of the case whose fields are given; null means that no such case is held (unknown, or ended on an earlier
 * day and let go). Looks at this case only: that a unit or the case to merge into exists is for `decide`.
 */
export function caseEventAllowed(fields: CaseFields | null, event: CaseEvent): boolean {
  if (event.kind === 'case.received') return fields === null;
  if (event.kind === 'case.carried-over') return fields === null && NOT_ENDED.includes(event.status);
  if (fields === null || fields.key !== event.case || !STEP_FROM[event.kind].includes(fields.status)) return false;
  switch (event.kind) {
    case 'case.enquiry-answered':
      return fields.contact === 'enquiry';
    case 'case.called-back':
      // One valid answer per resolution, so that no case counts twice in the rates; who was not reached may be called again.
      return fields.callback !== 'solved' && fields.callback !== 'not-solved' && callbackConsistent(event);
    case 'case.reopened':
      return fields.callback === 'not-solved';
    case 'case.merged':
      return event.into !== event.case;
    case 'case.reassigned':
      return event.to !== fields.unit;
    default:
      return true;
  }
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
  if (event.kind === 'case.received' || event.kind === 'case.carried-over') clearCase(fields);
  fields.version += 1;
  fields.changedAt = at;
  switch (event.kind) {
    case 'case.received':
      introduce(fields, event);
      fields.contact = event.contact;
      fields.call = event.call;
      fields.receivedAt = at;
      return;
    case 'case.carried-over':
      introduce(fields, event);
      fields.status = event.status;
      fields.unit = event.unit;
      fields.firstUnit = event.unit;
      fields.grade = event.grade;
      fields.receivedAt = event.receivedAt;
      fields.dispatchedAt = event.dispatchedAt;
      fields.dueAt = event.dueAt;
      // When it was resolved is not carried over; the log knows it as resolved from here on.
      if (event.status === 'resolved') fields.resolvedAt = at;
      return;
    case 'case.enquiry-answered':
      fields.resolvedAt = at;
      end(fields, 'closed', at);
      return;
    case 'case.dispatched':
      fields.status = 'dispatched';
      fields.unit = event.unit;
      if (fields.firstUnit === NONE) fields.firstUnit = event.unit;
      fields.grade = event.grade;
      // After a return the deadline still runs from the first dispatch.
      if (fields.dispatchedAt === 0) fields.dispatchedAt = at;
      fields.dueAt = event.dueAt;
      return;
    case 'case.accepted':
      fields.status = 'accepted';
      return;
    case 'case.started':
      fields.status = 'in-progress';
      return;
    case 'case.returned':
      fields.status = 'returned';
      fields.unit = NONE;
      fields.returns += 1;
      return;
    case 'case.reassigned':
      fields.status = 'dispatched';
      fields.unit = event.to;
      if (event.dueAt !== fields.dueAt) fields.dispatchedAt = at;
      fields.dueAt = event.dueAt;
      return;
    case 'case.urged':
      fields.urges += 1;
      return;
    case 'case.resolved':
      fields.status = 'resolved';
      fields.resolvedAt = at;
      return;
    case 'case.called-back':
      fields.callback = !event.reached ? 'unreached' : event.solved === true ? 'solved' : 'not-solved';
      return;
    case 'case.closed':
      end(fields, 'closed', at);
      return;
    case 'case.reopened':
      fields.status = 'dispatched';
      fields.dispatchedAt = at;
      fields.dueAt = event.dueAt;
      fields.resolvedAt = 0;
      fields.callback = 'none';
      fields.reopenings += 1;
      return;
    case 'case.merged':
      end(fields, 'merged', at);
      return;
    case 'case.cancelled':
      end(fields, 'cancelled', at);
      return;
    default:
      event satisfies never;
  }
}

function introduce(fields: CaseFields, event: Extract<CaseEvent, { kind: 'case.received' | 'case.carried-over' }>): void {
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

function end(fields: CaseFields, status: 'closed' | 'merged' | 'cancelled', at: Instant): void {
  fields.status = status;
  fields.endedAt = at;
}
