import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StaffingCommand } from '../../shared/domain/commands';
import type { DomainEvent } from '../../shared/domain/events';
import { FACTOR_LIMITS, type FloorExpectation, NO_MEASURE, SEATS_LIMIT, scoreUntil, STAFFING_LIMIT_MS } from '../../shared/domain/staffing';
import { HOUR_MS, MINUTE_MS } from '../../shared/time/instant';
import { given } from './specification';
import { MORNING } from './world';

const range = (low: number, likely: number, high: number) => ({ low, likely, high });
const without: FloorExpectation = {
  serviceLevel: range(0.38, 0.61, 0.83),
  abandoned: range(0.04, 0.09, 0.2),
  occupancy: range(0.93, 0.98, 1),
};
const withMore: FloorExpectation = {
  serviceLevel: range(0.9, 0.96, 0.99),
  abandoned: range(0, 0.01, 0.03),
  occupancy: range(0.8, 0.85, 0.9),
};
const decide: StaffingCommand = {
  kind: 'decide-staffing',
  measure: { ...NO_MEASURE, seats: 40 },
  fromAt: MORNING + 15 * MINUTE_MS,
  toAt: MORNING + 2 * HOUR_MS,
  without,
  with: withMore,
  reason: 'rain is coming',
};
const { kind: _command, ...content } = decide;
const decided: DomainEvent = { ...content, kind: 'staffing.decided', decision: 1 };

describe('a staffing decision', () => {
  it('says what is changed, from when to when, what is expected of it, and why', () => {
    given([]).when(decide).then(decided);
  });

  it('gets the next key', () => {
    given([decided])
      .when({ ...decide, measure: { ...NO_MEASURE, seats: -20 } })
      .then({ ...decided, decision: 2, measure: { ...NO_MEASURE, seats: -20 } });
  });

  it('may send seats home, shorten the handling, or suppose other calls and other patience', () => {
    for (const measure of [
      { ...NO_MEASURE, seats: -1 },
      { ...NO_MEASURE, handlingFactor: 0.9 },
      { ...NO_MEASURE, arrivalsFactor: FACTOR_LIMITS.most },
      { ...NO_MEASURE, patienceFactor: FACTOR_LIMITS.least },
      { seats: SEATS_LIMIT, handlingFactor: 1.1, arrivalsFactor: 1.3, patienceFactor: 0.8 },
    ]) {
      given([])
        .when({ ...decide, measure })
        .then({ ...decided, measure });
    }
  });

  it('that changes nothing is refused', () =>
    given([])
      .when({ ...decide, measure: NO_MEASURE })
      .thenRefused('invalid', { field: 'measure', rule: 'no-change' }));

  it('needs whole seats within reason', () => {
    for (const seats of [0.5, Number.NaN, Number.POSITIVE_INFINITY, SEATS_LIMIT + 1, -SEATS_LIMIT - 1]) {
      given([])
        .when({ ...decide, measure: { ...NO_MEASURE, seats } })
        .thenRefused('invalid', { field: 'seats', rule: 'out-of-range' });
    }
  });

  it.each(['handlingFactor', 'arrivalsFactor', 'patienceFactor'] as const)('needs a %s within reason', (field) => {
    for (const factor of [0, -1, 0.19, 5.01, Number.NaN, Number.POSITIVE_INFINITY]) {
      given([])
        .when({ ...decide, measure: { ...NO_MEASURE, seats: 10, [field]: factor } })
        .thenRefused('invalid', { field, rule: 'out-of-range' });
    }
  });

  it('needs a reason', () => {
    given([])
      .when({ ...decide, reason: '  ' })
      .thenRefused('invalid', { field: 'reason', rule: 'required' });
    given([])
      .when({ ...decide, reason: 'x'.repeat(501) })
      .thenRefused('invalid', { field: 'reason', rule: 'too-long' });
    given([])
      .when({ ...decide, reason: ' rain is coming ' })
      .then(decided);
  });

  it.each([
    ['that ends when it begins', { toAt: decide.fromAt }],
    ['that ends before it begins', { toAt: decide.fromAt - 1 }],
    ['that lasts more than a day', { toAt: decide.fromAt + STAFFING_LIMIT_MS + 1 }],
    ['more than a day ahead', { fromAt: MORNING + STAFFING_LIMIT_MS + 1, toAt: MORNING + STAFFING_LIMIT_MS + HOUR_MS }],
    ['that began long ago', { fromAt: MORNING - 11 * MINUTE_MS }],
    ['that is over', { fromAt: MORNING - 9 * MINUTE_MS, toAt: MORNING }],
    ['that begins at no moment', { fromAt: Number.NaN }],
    ['that ends at no moment', { toAt: Number.NaN }],
  ])('over a time %s is refused', (_, time) =>
    given([])
      .when({ ...decide, ...time })
      .thenRefused('invalid', { field: 'fromAt', rule: 'bad-window' }),
  );

  it('may have begun while its words were typed', () => {
    const fromAt = MORNING - 9 * MINUTE_MS;
    given([])
      .when({ ...decide, fromAt })
      .then({ ...decided, fromAt });
  });

  it('needs expectations that are shares in order', () => {
    for (const wrong of [
      range(-0.1, 0.5, 0.9),
      range(0.1, 0.5, 1.1),
      range(0.6, 0.5, 0.9),
      range(0.1, 0.95, 0.9),
      range(Number.NaN, 0.5, 0.9),
    ]) {
      for (const figure of ['serviceLevel', 'abandoned', 'occupancy'] as const) {
        given([])
          .when({ ...decide, without: { ...without, [figure]: wrong } })
          .thenRefused('invalid', { field: 'without', rule: 'out-of-range' });
        given([])
          .when({ ...decide, with: { ...withMore, [figure]: wrong } })
          .thenRefused('invalid', { field: 'with', rule: 'out-of-range' });
      }
    }
  });

  it('is taken or refused for every time, and a time that is taken lies ahead', () => {
    const moment = fc.integer({ min: MORNING - 2 * STAFFING_LIMIT_MS, max: MORNING + 3 * STAFFING_LIMIT_MS });
    fc.assert(
      fc.property(moment, moment, (fromAt, toAt) => {
        const specification = given([]);
        const taken = fromAt >= MORNING - 10 * MINUTE_MS && fromAt - MORNING <= STAFFING_LIMIT_MS && toAt > Math.max(fromAt, MORNING);
        const command = { ...decide, fromAt, toAt };
        if (taken && toAt - fromAt <= STAFFING_LIMIT_MS) specification.when(command).then({ ...decided, fromAt, toAt });
        else specification.when(command).thenRefused('invalid', { rule: 'bad-window' });
      }),
    );
  });

  it('is judged by its first hour, or by all of it when it is shorter', () => {
    expect(scoreUntil({ fromAt: MORNING, toAt: MORNING + 3 * HOUR_MS })).toBe(MORNING + HOUR_MS);
    expect(scoreUntil({ fromAt: MORNING, toAt: MORNING + 20 * MINUTE_MS })).toBe(MORNING + 20 * MINUTE_MS);
  });
});
