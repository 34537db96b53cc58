import { describe, expect, it } from 'vitest';
import { DEFAULT_GRADE_RULES, dueAt } from '../../shared/domain/grades';
import type { GradeRules } from '../../shared/domain/grades';
import { GRADES } from '../../shared/domain/terms';
import { DAY_MS, HOUR_MS } from '../../shared/time/instant';
import { given, on } from './specification';
import { accepted, CITY, dispatched, received, resolved, returned, saysNotSolved, storyTo, TOWNSHIP_UNIT, WATER_UTILITY } from './stories';
import { MORNING } from './world';

const workingDays: GradeRules = { ...DEFAULT_GRADE_RULES, calendar: 'working-days' };
const beijing = (text: string): number => Date.parse(`${text}+08:00`);

describe('a grade', () => {
  it('is as long as its name says, by the calendar', () => {
    expect(GRADES.map((grade) => dueAt(grade, MORNING, DEFAULT_GRADE_RULES) - MORNING)).toEqual([
      2 * HOUR_MS,
      24 * HOUR_MS,
      7 * DAY_MS,
      15 * DAY_MS,
    ]);
  });

  it('of days skips weekends where working days are counted', () => {
    // 2025-08-01 is a Friday: Monday the 4th is the first working day after it, Tuesday the 12th the seventh.
    const friday = beijing('2025-08-01T16:30:15');
    expect(dueAt('7d', friday, workingDays)).toBe(beijing('2025-08-12T16:30:15'));
    expect(dueAt('15d', friday, workingDays)).toBe(beijing('2025-08-22T16:30:15'));
  });

  it('of days that begins on a weekend counts from Monday', () => {
    expect(dueAt('7d', beijing('2025-08-02T09:00:00'), workingDays)).toBe(beijing('2025-08-12T09:00:00'));
  });

  it('of hours runs by the clock whatever the day: a threat to life does not wait for Monday', () => {
    const saturday = beijing('2025-08-02T23:00:00');
    expect(dueAt('2h', saturday, workingDays)).toBe(saturday + 2 * HOUR_MS);
    expect(dueAt('24h', saturday, workingDays)).toBe(saturday + DAY_MS);
  });

  it("counts the days of the rules' zone and keeps the hour across a change of clocks", () => {
    const rules: GradeRules = { ...workingDays, zone: 'America/New_York' };
    // Thursday 2025-03-06 10:00 EST; summer time begins on Sunday the 9th.
    expect(dueAt('7d', Date.parse('2025-03-06T10:00:00-05:00'), rules)).toBe(Date.parse('2025-03-17T10:00:00-04:00'));
  });
});

describe('the deadline of a case', () => {
  const later = MORNING + 3 * HOUR_MS;

  it('runs from the dispatch, not from the call', () => {
    const world = given([...CITY, received()])
      .at(later)
      .when({ kind: 'dispatch-case', case: 1, unit: TOWNSHIP_UNIT, grade: '24h' })
      .then(dispatched(1, { grade: '24h', dueAt: later + DAY_MS }));
    expect(world.case(1)).toMatchObject({ receivedAt: MORNING, dispatchedAt: later, dueAt: later + DAY_MS });
  });

  it('is kept when the case is dispatched again after a return', () => {
    const world = given([...storyTo('dispatched'), on(later, returned())])
      .at(later + HOUR_MS)
      .when({ kind: 'dispatch-case', case: 1, unit: WATER_UTILITY, grade: '7d' })
      .then(dispatched(1, { unit: WATER_UTILITY }));
    expect(world.case(1)).toMatchObject({ dispatchedAt: MORNING, dueAt: MORNING + 7 * DAY_MS });
  });

  it('is counted from the first dispatch when the second one names another grade', () => {
    given([...storyTo('dispatched'), on(later, returned())])
      .at(later + HOUR_MS)
      .when({ kind: 'dispatch-case', case: 1, unit: WATER_UTILITY, grade: '24h' })
      .then(dispatched(1, { unit: WATER_UTILITY, grade: '24h', dueAt: MORNING + DAY_MS }));
  });

  it("stays as the source gave it when it is not the grade's own", () => {
    const dueBySource = MORNING + 5 * HOUR_MS;
    given([...CITY, received(), dispatched(1, { dueAt: dueBySource }), returned()])
      .at(later)
      .when({ kind: 'dispatch-case', case: 1, unit: WATER_UTILITY, grade: '7d' })
      .then(dispatched(1, { unit: WATER_UTILITY, dueAt: dueBySource }));
  });

  it('is kept by a reassignment', () => {
    const world = given(storyTo('accepted'))
      .at(later)
      .when({ kind: 'reassign-case', case: 1, to: WATER_UTILITY, reason: 'theirs' })
      .then({
        kind: 'case.reassigned',
        case: 1,
        from: TOWNSHIP_UNIT,
        to: WATER_UTILITY,
        dueAt: MORNING + 7 * DAY_MS,
        reason: 'theirs',
      });
    expect(world.case(1)?.dispatchedAt).toBe(MORNING);
  });

  it('begins again with a reassignment where the rules of its grade say so, and of its grade alone', () => {
    const rules: GradeRules = { ...DEFAULT_GRADE_RULES, reassignKeepsDeadline: { '2h': true, '24h': true, '7d': false, '15d': true } };
    const reassign = { kind: 'reassign-case', case: 1, to: WATER_UTILITY, reason: 'theirs' } as const;
    const moved = { kind: 'case.reassigned', case: 1, from: TOWNSHIP_UNIT, to: WATER_UTILITY, reason: 'theirs' } as const;
    const world = given(storyTo('accepted'), rules)
      .at(later)
      .when(reassign)
      .then({ ...moved, dueAt: later + 7 * DAY_MS });
    expect(world.case(1)).toMatchObject({ dispatchedAt: later, dueAt: later + 7 * DAY_MS });
    given([...CITY, received(), dispatched(1, { grade: '2h' })], rules)
      .at(later)
      .when(reassign)
      .then({ ...moved, dueAt: MORNING + 2 * HOUR_MS });
  });

  it('begins again with a reopening, in the same grade; a return after that keeps the new one', () => {
    const reopenedAt = MORNING + 10 * DAY_MS;
    const world = given([...CITY, received(), dispatched(1, { grade: '24h' }), accepted(), resolved(), saysNotSolved()])
      .at(reopenedAt)
      .when({ kind: 'reopen-case', case: 1, reason: 'again' })
      .then({ kind: 'case.reopened', case: 1, dueAt: reopenedAt + DAY_MS, reason: 'again' });
    expect(world.case(1)).toMatchObject({ grade: '24h', dispatchedAt: reopenedAt, dueAt: reopenedAt + DAY_MS });
    world.apply(returned());
    world.now = reopenedAt + HOUR_MS;
    world.apply(dispatched(1, { grade: '24h', dueAt: reopenedAt + DAY_MS, unit: WATER_UTILITY }));
    expect(world.case(1)?.dispatchedAt).toBe(reopenedAt);
  });
});
