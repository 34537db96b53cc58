import { describe, expect, it } from 'vitest';
import { caseEventAllowed, evolveCase } from '../../shared/domain/case-evolve';
import { blankCase } from '../../shared/domain/case-fields';
import type { CaseFields } from '../../shared/domain/case-fields';
import type { CaseCommand } from '../../shared/domain/commands';
import { decide } from '../../shared/domain/decide';
import type { CaseEvent } from '../../shared/domain/events';
import { CASE_STATUSES } from '../../shared/domain/terms';
import { given } from './specification';
import {
  accepted,
  closed,
  dispatched,
  received,
  resolved,
  returned,
  saysNotSolved,
  saysSolved,
  started,
  storyTo,
  WATER_UTILITY,
} from './stories';

type StepCommand = Exclude<CaseCommand, { kind: 'receive-case' }>;

/** yes: carried out. A dot: refused as an illegal transition. no: the status would do, the case itself does not (an invalid step). */
const COMMANDS = `
                 received dispatched accepted in-progress returned resolved closed merged cancelled
answer-enquiry   no       .          .        .           .        .        .      .      .
dispatch-case    yes      .          .        .           yes      .        .      .      .
accept-case      .        yes        .        .           .        .        .      .      .
start-case       .        .          yes      .           .        .        .      .      .
return-case      .        yes        yes      yes         .        .        .      .      .
reassign-case    .        yes        yes      yes         yes      .        .      .      .
urge-case        .        yes        yes      yes         .        .        .      .      .
resolve-case     .        .          yes      yes         .        .        .      .      .
call-back        .        .          .        .           .        yes      .      .      .
close-case       .        .          .        .           .        yes      .      .      .
reopen-case      .        .          .        .           .        no       .      .      .
merge-case       yes      yes        yes      yes         yes      yes      .      .      .
cancel-case      yes      yes        yes      yes         yes      yes      .      .      .
`;

/** As facts of a source: the same, but what was only dispatched may be resolved. */
const EVENTS = `
                      received dispatched accepted in-progress returned resolved closed merged cancelled
case.received         .        .          .        .           .        .        .      .      .
case.carried-over     .        .          .        .           .        .        .      .      .
case.enquiry-answered .        .          .        .           .        .        .      .      .
case.dispatched       yes      .          .        .           yes      .        .      .      .
case.accepted         .        yes        .        .           .        .        .      .      .
case.started          .        .          yes      .           .        .        .      .      .
case.returned         .        yes        yes      yes         .        .        .      .      .
case.reassigned       .        yes        yes      yes         yes      .        .      .      .
case.urged            .        yes        yes      yes         .        .        .      .      .
case.resolved         .        yes        yes      yes         .        .        .      .      .
case.called-back      .        .          .        .           .        yes      .      .      .
case.closed           .        .          .        .           .        yes      .      .      .
case.reopened         .        .          .        .           .        .        .      .      .
case.merged           yes      yes        yes      yes         yes      yes      .      .      .
case.cancelled        yes      yes        yes      yes         yes      yes      .      .      .
`;

const commands: Record<StepCommand['kind'], StepCommand> = {
  'answer-enquiry': { kind: 'answer-enquiry', case: 1 },
  'dispatch-case': { kind: 'dispatch-case', case: 1, unit: WATER_UTILITY, grade: '24h' },
  'accept-case': { kind: 'accept-case', case: 1 },
  'start-case': { kind: 'start-case', case: 1 },
  'return-case': { kind: 'return-case', case: 1, reason: 'r' },
  'reassign-case': { kind: 'reassign-case', case: 1, to: WATER_UTILITY, reason: 'r' },
  'urge-case': { kind: 'urge-case', case: 1, reason: 'r' },
  'resolve-case': { kind: 'resolve-case', case: 1 },
  'call-back': { kind: 'call-back', case: 1, reached: false, contacted: null, solved: null, satisfaction: null },
  'close-case': { kind: 'close-case', case: 1 },
  'reopen-case': { kind: 'reopen-case', case: 1, reason: 'r' },
  'merge-case': { kind: 'merge-case', case: 1, into: 9 },
  'cancel-case': { kind: 'cancel-case', case: 1, reason: 'r' },
};

const carriedOver: CaseEvent = {
  kind: 'case.carried-over',
  case: 1,
  reference: 'GD-1',
  channel: 'phone',
  category: 1,
  district: 1,
  township: 0,
  place: null,
  status: 'accepted',
  unit: 1,
  grade: '7d',
  receivedAt: 1_000,
  dispatchedAt: 2_000,
  dueAt: 3_000,
};

const events: Record<CaseEvent['kind'], CaseEvent> = {
  'case.received': received(),
  'case.carried-over': carriedOver,
  'case.enquiry-answered': { kind: 'case.enquiry-answered', case: 1 },
  'case.dispatched': dispatched(),
  'case.accepted': accepted(),
  'case.started': started(),
  'case.returned': returned(),
  'case.reassigned': { kind: 'case.reassigned', case: 1, from: 1, to: WATER_UTILITY, dueAt: 1, reason: 'r' },
  'case.urged': { kind: 'case.urged', case: 1, reason: 'r' },
  'case.resolved': resolved(),
  'case.called-back': saysSolved(),
  'case.closed': closed(),
  'case.reopened': { kind: 'case.reopened', case: 1, dueAt: 1, reason: 'r' },
  'case.merged': { kind: 'case.merged', case: 1, into: 2 },
  'case.cancelled': { kind: 'case.cancelled', case: 1, reason: 'r' },
};

/** Lays what the code does out as the tables above are. */
function table(rows: readonly string[], cell: (row: string, status: (typeof CASE_STATUSES)[number]) => string): string[][] {
  return [[...CASE_STATUSES], ...rows.map((row) => [row, ...CASE_STATUSES.map((status) => cell(row, status))])];
}

function read(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
}

describe('every status × every command', () => {
  it('is carried out or refused as the matrix says', () => {
    const actual = table(Object.keys(commands), (kind, status) => {
      const { world } = given([...storyTo(status), received(9)]);
      const decision = decide(commands[kind as StepCommand['kind']], world);
      if (decision.ok) {
        for (const event of decision.events) world.apply(event);
        return 'yes';
      }
      if (decision.refusal.kind === 'invalid') return 'no';
      expect(decision.refusal).toEqual({ kind: 'illegal-transition', command: kind, state: status });
      return '.';
    });
    expect(actual).toEqual(read(COMMANDS));
  });

  it('on a case that nobody knows is refused as not found', () => {
    for (const command of Object.values(commands)) given([]).when(command).thenRefused('not-found', { what: 'case' });
  });
});

describe('every status × every event', () => {
  it('is allowed or not as the matrix says', () => {
    const actual = table(Object.keys(events), (kind, status) => {
      const fields = given(storyTo(status)).world.case(1);
      return caseEventAllowed(fields, events[kind as CaseEvent['kind']]) ? 'yes' : '.';
    });
    expect(actual).toEqual(read(EVENTS));
  });

  it('on an unknown case only an introduction is allowed', () => {
    const allowed = Object.values(events).filter((event) => caseEventAllowed(null, event));
    expect(allowed.map((event) => event.kind)).toEqual(['case.received', 'case.carried-over']);
  });

  it('on the fields of another case nothing is allowed', () => {
    const other = given([...storyTo('accepted'), received(2)]).world.case(2);
    expect(Object.values(events).filter((event) => caseEventAllowed(other, event))).toEqual([]);
  });

  it('an enquiry is answered, and a case reopened after "not solved" alone', () => {
    expect(caseEventAllowed(given([received(1, 'enquiry')]).world.case(1), events['case.enquiry-answered'])).toBe(true);
    expect(caseEventAllowed(given([...storyTo('resolved'), saysNotSolved()]).world.case(1), events['case.reopened'])).toBe(true);
    expect(caseEventAllowed(given([...storyTo('resolved'), saysSolved()]).world.case(1), events['case.reopened'])).toBe(false);
  });

  it('no case is carried over that has ended', () => {
    const carried = CASE_STATUSES.filter((status) => caseEventAllowed(null, { ...carriedOver, status }));
    expect(carried).toEqual(['received', 'dispatched', 'accepted', 'in-progress', 'returned', 'resolved']);
  });

  it('nonsense is not a fact: merged into itself, reassigned to its own unit, an answer from somebody who was not reached', () => {
    const fields = given(storyTo('accepted')).world.case(1);
    expect(caseEventAllowed(fields, { kind: 'case.merged', case: 1, into: 1 })).toBe(false);
    expect(caseEventAllowed(fields, { kind: 'case.reassigned', case: 1, from: 1, to: 1, dueAt: 1, reason: '' })).toBe(false);
    const done = given(storyTo('resolved')).world.case(1);
    expect(
      caseEventAllowed(done, { kind: 'case.called-back', case: 1, reached: false, contacted: null, solved: true, satisfaction: null }),
    ).toBe(false);
  });
});

describe('a scratch record', () => {
  it('keeps nothing of the case that was in it', () => {
    const dirty = given([...storyTo('resolved'), saysNotSolved()]).world.case(1) ?? blankCase();
    const full: Record<string, unknown> = { ...dirty };
    for (const field of Object.keys(full)) full[field] = typeof full[field] === 'number' ? 77 : 'left over';
    for (const event of [received(5), { ...carriedOver, case: 5 }]) {
      const scratch = { ...full } as unknown as CaseFields;
      const fresh = blankCase();
      evolveCase(scratch, event, 1_000);
      evolveCase(fresh, event, 1_000);
      expect(scratch).toEqual(fresh);
    }
  });
});

describe('a case that is carried over', () => {
  it('has its history and counts as an appeal of version 1', () => {
    const fields = given([carriedOver]).world.case(1);
    expect(fields).toMatchObject({
      version: 1,
      contact: 'appeal',
      status: 'accepted',
      unit: 1,
      firstUnit: 1,
      receivedAt: 1_000,
      dispatchedAt: 2_000,
      dueAt: 3_000,
      resolvedAt: 0,
    });
  });
});
