import type { CaseEvent } from './events';
import type { CaseStatus } from './terms';

export type CaseStep = Exclude<CaseEvent['kind'], 'case.received' | 'case.carried-over'>;

const HELD: readonly CaseStatus[] = ['dispatched', 'accepted', 'in-progress'];
/** Statuses after which something may still happen. */
export const NOT_ENDED: readonly CaseStatus[] = ['received', ...HELD, 'returned', 'resolved'];

/**
 * What one kind of event asks of a case and does to it. Beside this every event raises the version and sets `changedAt`.
 *
 * A member that is absent asks for nothing and changes nothing.
 */
export interface StepRule {
  /** Statuses from which it may follow. */
  readonly from: readonly CaseStatus[];
  /**
   * What must be so besides. open-answer: the citizen has given no valid answer since the resolution, so that no case counts twice in the rates; who was not
   * reached may be called again. other-unit, other-case: the event must name another one.
   */
  readonly asks?: 'enquiry' | 'open-answer' | 'not-solved' | 'other-unit' | 'other-case';
  /** The status afterwards. */
  readonly to?: CaseStatus;
  /** named: the unit that the event names; none: nobody holds it; first: named, and it becomes the first unit if there has been none. */
  readonly unit?: 'named' | 'none' | 'first';
  /** Takes the grade that the event names. */
  readonly grade?: true;
  /**
   * Takes the deadline that the event names, which begins with this event: always, only if the deadline is another one than before, or only if none has begun
   * before (after a return the deadline still runs from the first dispatch).
   */
  readonly deadline?: 'begins' | 'begins-if-moved' | 'begins-if-first';
  /** When it was resolved: with this event, or not any more, and then the last callback is forgotten too. */
  readonly resolution?: 'now' | 'undone';
  /** The answer that the event brings becomes the last callback. */
  readonly callback?: true;
  readonly counts?: 'urges' | 'returns' | 'reopenings';
}

/**
 * The life of a case, as facts. `decide` is stricter where people act (see case-decide.ts): a recorded city that notes no acceptance may resolve
 * what was only dispatched. `evolveCase` follows these rules on records, the projection's columns follow them by code.
 */
export const CASE_STEPS: Readonly<Record<CaseStep, StepRule>> = {
  'case.enquiry-answered': { from: ['received'], asks: 'enquiry', to: 'closed', resolution: 'now' },
  'case.dispatched': { from: ['received', 'returned'], to: 'dispatched', unit: 'first', grade: true, deadline: 'begins-if-first' },
  'case.accepted': { from: ['dispatched'], to: 'accepted' },
  'case.started': { from: ['accepted'], to: 'in-progress' },
  'case.returned': { from: HELD, to: 'returned', unit: 'none', counts: 'returns' },
  'case.reassigned': {
    from: [...HELD, 'returned'],
    asks: 'other-unit',
    to: 'dispatched',
    unit: 'named',
    deadline: 'begins-if-moved',
  },
  'case.urged': { from: HELD, counts: 'urges' },
  'case.resolved': { from: HELD, to: 'resolved', resolution: 'now' },
  'case.called-back': { from: ['resolved'], asks: 'open-answer', callback: true },
  'case.closed': { from: ['resolved'], to: 'closed' },
  // The same unit, a new deadline.
  'case.reopened': {
    from: ['resolved'],
    asks: 'not-solved',
    to: 'dispatched',
    deadline: 'begins',
    resolution: 'undone',
    counts: 'reopenings',
  },
  'case.merged': { from: NOT_ENDED, asks: 'other-case', to: 'merged' },
  'case.cancelled': { from: NOT_ENDED, to: 'cancelled' },
};
