import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../shared/time/instant';
import { given } from './specification';
import {
  accepted,
  CATEGORY,
  CITY,
  dispatched,
  received,
  resolved,
  returned,
  saysNotSolved,
  saysSolved,
  started,
  storyTo,
  TOWNSHIP_UNIT,
  unreached,
  WATER_UTILITY,
} from './stories';
import { MORNING } from './world';

const contact = {
  kind: 'receive-case',
  reference: 'GD-1',
  contact: 'appeal',
  channel: 'phone',
  category: CATEGORY,
  district: 1,
  township: 0,
  place: { longitude: 116.46, latitude: 39.92 },
  call: 0,
} as const;

describe('receiving', () => {
  it('gives a contact the next key and version 1', () => {
    const world = given(CITY).when(contact).then(received());
    expect(world.case(1)).toMatchObject({
      key: 1,
      version: 1,
      status: 'received',
      receivedAt: MORNING,
      unit: 0,
      dueAt: 0,
      callback: 'none',
    });
  });

  it('keeps a contact without a place as one without a place', () => {
    const world = given(CITY)
      .when({ ...contact, place: null })
      .then({ ...received(), place: null } as ReturnType<typeof received>);
    expect(world.case(1)?.longitude).toBeNaN();
  });

  it('refuses a category that nobody knows', () =>
    given(CITY)
      .when({ ...contact, category: 99 })
      .thenRefused('not-found', { what: 'category' }));

  it('refuses a blank reference', () =>
    given(CITY)
      .when({ ...contact, reference: '  ' })
      .thenRefused('invalid', { field: 'reference', rule: 'required' }));

  it('refuses a reference that the log would not take', () =>
    given(CITY)
      .when({ ...contact, reference: 'x'.repeat(65) })
      .thenRefused('invalid', { field: 'reference', rule: 'too-long' }));
});

describe('an enquiry', () => {
  it('is closed by its answer', () => {
    const world = given([...CITY, received(1, 'enquiry')])
      .at(MORNING + 60_000)
      .when({ kind: 'answer-enquiry', case: 1 })
      .then({ kind: 'case.enquiry-answered', case: 1 });
    expect(world.case(1)).toMatchObject({ status: 'closed', version: 2, resolvedAt: MORNING + 60_000, endedAt: MORNING + 60_000 });
  });

  it('that cannot be answered at once is dispatched like an appeal', () => {
    given([...CITY, received(1, 'enquiry')])
      .when({ kind: 'dispatch-case', case: 1, unit: TOWNSHIP_UNIT, grade: '7d' })
      .then(dispatched());
  });

  it('is the only thing that is answered: an appeal is not', () =>
    given([...CITY, received()])
      .when({ kind: 'answer-enquiry', case: 1 })
      .thenRefused('invalid', { field: 'contact', rule: 'not-an-enquiry' }));
});

describe('the main road', () => {
  it('leads from dispatch over acceptance, work and a solved callback to the close', () => {
    const world = given([...CITY, received()])
      .when({ kind: 'dispatch-case', case: 1, unit: TOWNSHIP_UNIT, grade: '7d' })
      .then(dispatched());
    expect(world.case(1)).toMatchObject({ status: 'dispatched', unit: TOWNSHIP_UNIT, firstUnit: TOWNSHIP_UNIT, version: 2 });

    given(storyTo('dispatched')).when({ kind: 'accept-case', case: 1 }).then(accepted());
    given(storyTo('accepted')).when({ kind: 'start-case', case: 1 }).then(started());
    const done = given(storyTo('in-progress'))
      .at(MORNING + HOUR_MS)
      .when({ kind: 'resolve-case', case: 1 })
      .then(resolved());
    expect(done.case(1)).toMatchObject({ status: 'resolved', resolvedAt: MORNING + HOUR_MS, endedAt: 0 });

    const asked = given(storyTo('resolved'))
      .when({ kind: 'call-back', case: 1, reached: true, contacted: true, solved: true, satisfaction: 'satisfied' })
      .then(saysSolved());
    expect(asked.case(1)).toMatchObject({ status: 'resolved', callback: 'solved' });

    const over = given([...storyTo('resolved'), saysSolved()])
      .at(MORNING + 2 * HOUR_MS)
      .when({ kind: 'close-case', case: 1 })
      .then({ kind: 'case.closed', case: 1 });
    expect(over.case(1)).toMatchObject({ status: 'closed', endedAt: MORNING + 2 * HOUR_MS, version: 6 });
  });

  it('lets a unit resolve without having said that it began', () => {
    given(storyTo('accepted')).when({ kind: 'resolve-case', case: 1 }).then(resolved());
  });

  it('does not let anybody resolve what no unit has accepted', () =>
    given(storyTo('dispatched')).when({ kind: 'resolve-case', case: 1 }).thenRefused('illegal-transition', { state: 'dispatched' }));

  it('sends no case to a unit that is not there', () =>
    given([...CITY, received()])
      .when({ kind: 'dispatch-case', case: 1, unit: 99, grade: '2h' })
      .thenRefused('not-found', { what: 'unit' }));
});

describe('a return', () => {
  const give = { kind: 'return-case', case: 1, reason: ' not our area ' } as const;

  it('leaves the case with nobody, its deadline running', () => {
    const world = given(storyTo('accepted')).when(give).then(returned());
    expect(world.case(1)).toMatchObject({ status: 'returned', unit: 0, firstUnit: TOWNSHIP_UNIT, returns: 1 });
    expect(world.case(1)?.dueAt).toBe(dispatched().dueAt);
  });

  it('needs a reason', () =>
    given(storyTo('accepted'))
      .when({ ...give, reason: ' ' })
      .thenRefused('invalid', { field: 'reason', rule: 'required' }));

  it('is followed by another dispatch; the first receiver stays on record', () => {
    const world = given(storyTo('returned'))
      .when({ kind: 'dispatch-case', case: 1, unit: WATER_UTILITY, grade: '7d' })
      .then(dispatched(1, { unit: WATER_UTILITY }));
    expect(world.case(1)).toMatchObject({ status: 'dispatched', unit: WATER_UTILITY, firstUnit: TOWNSHIP_UNIT });
  });
});

describe('a reassignment', () => {
  const reassign = { kind: 'reassign-case', case: 1, to: WATER_UTILITY, reason: 'burst main' } as const;
  const { dueAt } = dispatched();

  it('gives the case to another unit, which has yet to accept it', () => {
    const world = given(storyTo('in-progress'))
      .when(reassign)
      .then({ kind: 'case.reassigned', case: 1, from: TOWNSHIP_UNIT, to: WATER_UTILITY, dueAt, reason: 'burst main' });
    expect(world.case(1)).toMatchObject({ status: 'dispatched', unit: WATER_UTILITY, firstUnit: TOWNSHIP_UNIT });
  });

  it('of a returned case comes from nobody', () => {
    given(storyTo('returned'))
      .when(reassign)
      .then({ kind: 'case.reassigned', case: 1, from: 0, to: WATER_UTILITY, dueAt, reason: 'burst main' });
  });

  it('goes to another unit, not to the same', () =>
    given(storyTo('accepted'))
      .when({ ...reassign, to: TOWNSHIP_UNIT })
      .thenRefused('invalid', { field: 'to', rule: 'same-unit' }));

  it('goes to a unit that is there', () =>
    given(storyTo('accepted'))
      .when({ ...reassign, to: 99 })
      .thenRefused('not-found', { what: 'unit' }));

  it('needs a reason, and one that the log can hold', () => {
    given(storyTo('accepted'))
      .when({ ...reassign, reason: '\t' })
      .thenRefused('invalid', { field: 'reason', rule: 'required' });
    given(storyTo('accepted'))
      .when({ ...reassign, reason: 'x'.repeat(501) })
      .thenRefused('invalid', { field: 'reason', rule: 'too-long' });
  });
});

describe('an urge', () => {
  it('presses the unit without moving the case', () => {
    const world = given(storyTo('accepted'))
      .when({ kind: 'urge-case', case: 1, reason: 'second call today' })
      .then({ kind: 'case.urged', case: 1, reason: 'second call today' });
    expect(world.case(1)).toMatchObject({ status: 'accepted', unit: TOWNSHIP_UNIT, urges: 1, version: 4 });
  });

  it('needs a unit to press: a returned case has none', () =>
    given(storyTo('returned'))
      .when({ kind: 'urge-case', case: 1, reason: 'why' })
      .thenRefused('illegal-transition', { state: 'returned' }));

  it('needs a reason', () =>
    given(storyTo('accepted')).when({ kind: 'urge-case', case: 1, reason: '' }).thenRefused('invalid', { field: 'reason' }));
});

describe('a callback', () => {
  const call = { kind: 'call-back', case: 1, reached: true, contacted: true, solved: true, satisfaction: null } as const;

  it('that reached nobody is tried again', () => {
    const world = given([...storyTo('resolved'), unreached()])
      .when({ ...call, solved: false, satisfaction: 'dissatisfied' })
      .then(saysNotSolved());
    expect(world.case(1)?.callback).toBe('not-solved');
  });

  it('may learn that it is solved without learning how satisfied the citizen is', () => {
    given(storyTo('resolved'))
      .when(call)
      .then({ kind: 'case.called-back', case: 1, reached: true, contacted: true, solved: true, satisfaction: null });
  });

  it('that reached nobody has no answers', () => {
    const rule = { field: 'solved', rule: 'inconsistent' };
    given(storyTo('resolved'))
      .when({ ...call, reached: false, contacted: null })
      .thenRefused('invalid', rule);
    given(storyTo('resolved'))
      .when({ ...call, reached: false, contacted: null, solved: null, satisfaction: 'satisfied' })
      .thenRefused('invalid', rule);
  });

  it('that reached the citizen says whether it is solved', () =>
    given(storyTo('resolved'))
      .when({ ...call, solved: null })
      .thenRefused('invalid', { field: 'solved', rule: 'inconsistent' }));

  it('counts once: the citizen who has answered is not asked again', () => {
    for (const answer of [saysSolved(), saysNotSolved()]) {
      given([...storyTo('resolved'), answer])
        .when(call)
        .thenRefused('invalid', { field: 'callback', rule: 'answered-already' });
    }
  });
});

describe('reopening', () => {
  const reopen = { kind: 'reopen-case', case: 1, reason: 'the leak is back' } as const;

  it('follows a callback that says "not solved": same unit, new deadline, and the citizen will be asked again', () => {
    const now = MORNING + 24 * HOUR_MS;
    const world = given([...storyTo('resolved'), saysNotSolved()])
      .at(now)
      .when(reopen)
      .then({ kind: 'case.reopened', case: 1, dueAt: now + 7 * 24 * HOUR_MS, reason: 'the leak is back' });
    expect(world.case(1)).toMatchObject({
      status: 'dispatched',
      unit: TOWNSHIP_UNIT,
      dispatchedAt: now,
      resolvedAt: 0,
      callback: 'none',
      reopenings: 1,
    });
  });

  it('follows nothing else: not silence, not an unreached citizen, not a solved case', () => {
    for (const before of [[], [unreached()], [saysSolved()]]) {
      given([...storyTo('resolved'), ...before])
        .when(reopen)
        .thenRefused('invalid', { field: 'callback', rule: 'not-unsolved' });
    }
  });

  it('needs a reason', () =>
    given([...storyTo('resolved'), saysNotSolved()])
      .when({ ...reopen, reason: '' })
      .thenRefused('invalid', { field: 'reason' }));
});

describe('a duplicate', () => {
  it('ends in another case that is open', () => {
    const world = given([...storyTo('accepted'), received(2)])
      .when({ kind: 'merge-case', case: 1, into: 2 })
      .then({ kind: 'case.merged', case: 1, into: 2 });
    expect(world.case(1)).toMatchObject({ status: 'merged', endedAt: MORNING, resolvedAt: 0 });
    expect(world.case(2)).toMatchObject({ status: 'received', version: 1 });
  });

  it('is not merged into itself, nor into what is over or unknown', () => {
    const over = [...storyTo('accepted'), received(2), { kind: 'case.cancelled', case: 2, reason: 'mistake' }] as const;
    given(over).when({ kind: 'merge-case', case: 1, into: 1 }).thenRefused('invalid', { field: 'into', rule: 'itself' });
    given(over).when({ kind: 'merge-case', case: 1, into: 2 }).thenRefused('invalid', { field: 'into', rule: 'ended' });
    given(over).when({ kind: 'merge-case', case: 1, into: 3 }).thenRefused('not-found', { what: 'case' });
  });
});

describe('a cancellation', () => {
  it('ends a case at any step before its end', () => {
    const world = given(storyTo('returned'))
      .when({ kind: 'cancel-case', case: 1, reason: 'withdrawn' })
      .then({ kind: 'case.cancelled', case: 1, reason: 'withdrawn' });
    expect(world.case(1)).toMatchObject({ status: 'cancelled', endedAt: MORNING });
  });

  it('needs a reason', () =>
    given(storyTo('returned'))
      .when({ kind: 'cancel-case', case: 1, reason: '' })
      .thenRefused('invalid', { field: 'reason', rule: 'required' }));
});
