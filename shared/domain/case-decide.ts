import { callbackConsistent, STEP_FROM } from './case-evolve';
import type { CaseFields } from './case-fields';
import type { CaseCommand, Decision } from './commands';
import type { DecideContext } from './decide-context';
import type { CaseEvent } from './events';
import { dueAt } from './grades';
import { accepted, checkReason, illegal, invalid, notFound, REFERENCE_LIMIT } from './refusals';
import { ENDED_STATUSES } from './terms';
import type { CaseStatus } from './terms';

type StepCommand = Exclude<CaseCommand, { kind: 'receive-case' }>;

/** Statuses from which a command may be carried out: the law of facts, and stricter where a person acts. */
export const COMMAND_FROM: Readonly<Record<StepCommand['kind'], readonly CaseStatus[]>> = {
  'answer-enquiry': STEP_FROM['case.enquiry-answered'],
  'dispatch-case': STEP_FROM['case.dispatched'],
  'accept-case': STEP_FROM['case.accepted'],
  'start-case': STEP_FROM['case.started'],
  'return-case': STEP_FROM['case.returned'],
  'reassign-case': STEP_FROM['case.reassigned'],
  'urge-case': STEP_FROM['case.urged'],
  // Units often finish without saying that they began, but nobody resolves what no unit has signed for (签收).
  'resolve-case': ['accepted', 'in-progress'],
  'call-back': STEP_FROM['case.called-back'],
  'close-case': STEP_FROM['case.closed'],
  'reopen-case': STEP_FROM['case.reopened'],
  'merge-case': STEP_FROM['case.merged'],
  'cancel-case': STEP_FROM['case.cancelled'],
};

/**
 * Decides a command about one case. Refuses in this order: the case is not held, its status does not allow the step, something that the command
 * names is not there, the values make no sense.
 */
export function decideCase(command: CaseCommand, context: DecideContext): Decision<CaseEvent> {
  if (command.kind === 'receive-case') {
    if (!context.hasCategory(command.category)) return notFound('category');
    if (command.reference.trim() === '') return invalid('reference', 'required');
    if (command.reference.length > REFERENCE_LIMIT) return invalid('reference', 'too-long');
    const { reference, contact, channel, category, district, township, place, call } = command;
    return accepted({
      kind: 'case.received',
      case: context.nextCase,
      reference,
      contact,
      channel,
      category,
      district,
      township,
      place,
      call,
    });
  }
  const fields = context.case(command.case);
  if (fields === null) return notFound('case');
  if (!COMMAND_FROM[command.kind].includes(fields.status)) return illegal(command.kind, fields.status);
  return step(command, fields, context);
}

function step(command: StepCommand, fields: CaseFields, context: DecideContext): Decision<CaseEvent> {
  const { now, rules } = context;
  const key = command.case;
  switch (command.kind) {
    case 'answer-enquiry':
      if (fields.contact !== 'enquiry') return invalid('contact', 'not-an-enquiry');
      return accepted({ kind: 'case.enquiry-answered', case: key });
    case 'dispatch-case': {
      if (!context.hasUnit(command.unit)) return notFound('unit');
      const { unit, grade } = command;
      return accepted({ kind: 'case.dispatched', case: key, unit, grade, dueAt: dispatchDueAt(fields, grade, context) });
    }
    case 'accept-case':
      return accepted({ kind: 'case.accepted', case: key });
    case 'start-case':
      return accepted({ kind: 'case.started', case: key });
    case 'return-case':
      return checkReason(command.reason) ?? accepted({ kind: 'case.returned', case: key, reason: command.reason.trim() });
    case 'reassign-case': {
      if (!context.hasUnit(command.to)) return notFound('unit');
      if (command.to === fields.unit) return invalid('to', 'same-unit');
      const due = rules.reassignKeepsDeadline[fields.grade] ? fields.dueAt : dueAt(fields.grade, now, rules);
      const reason = command.reason.trim();
      return checkReason(reason) ?? accepted({ kind: 'case.reassigned', case: key, from: fields.unit, to: command.to, dueAt: due, reason });
    }
    case 'urge-case':
      return checkReason(command.reason) ?? accepted({ kind: 'case.urged', case: key, reason: command.reason.trim() });
    case 'resolve-case':
      return accepted({ kind: 'case.resolved', case: key });
    case 'call-back': {
      if (fields.callback === 'solved' || fields.callback === 'not-solved') return invalid('callback', 'answered-already');
      if (!callbackConsistent(command)) return invalid('solved', 'inconsistent');
      const { reached, contacted, solved, satisfaction } = command;
      return accepted({ kind: 'case.called-back', case: key, reached, contacted, solved, satisfaction });
    }
    case 'close-case':
      return accepted({ kind: 'case.closed', case: key });
    case 'reopen-case':
      if (fields.callback !== 'not-solved') return invalid('callback', 'not-unsolved');
      return (
        checkReason(command.reason) ??
        accepted({ kind: 'case.reopened', case: key, dueAt: dueAt(fields.grade, now, rules), reason: command.reason.trim() })
      );
    case 'merge-case': {
      if (command.into === key) return invalid('into', 'itself');
      const target = context.case(command.into);
      if (target === null) return notFound('case');
      if (ENDED_STATUSES.includes(target.status)) return invalid('into', 'ended');
      return accepted({ kind: 'case.merged', case: key, into: command.into });
    }
    case 'cancel-case':
      return checkReason(command.reason) ?? accepted({ kind: 'case.cancelled', case: key, reason: command.reason.trim() });
  }
}

/** A first dispatch starts the deadline. After a return it keeps running; a new grade is then counted from where the old one began. */
function dispatchDueAt(fields: CaseFields, grade: CaseFields['grade'], context: DecideContext): number {
  if (fields.status === 'received') return dueAt(grade, context.now, context.rules);
  return grade === fields.grade ? fields.dueAt : dueAt(grade, fields.dispatchedAt, context.rules);
}
