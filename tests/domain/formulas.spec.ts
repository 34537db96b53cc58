import { describe, expect, it } from 'vitest';
import { composite, DEFAULT_RATE_WEIGHTS, rates, validCallback } from '../../shared/domain/rates';
import { ABANDON_RULES, serviceLevel } from '../../shared/domain/service-level';

describe('service level', () => {
  it('of one hour is 83, 86, 81 or 83 %, by the named rule', () => {
    const counts = { answered: 1_000, answeredInTime: 860, abandoned: 60, abandonedInTime: 20 };
    const percent = ABANDON_RULES.map((rule) => [rule, Math.round((serviceLevel(counts, rule) ?? 0) * 100)]);
    expect(percent).toEqual([
      ['early-abandons-met', 83],
      ['abandons-ignored', 86],
      ['abandons-missed', 81],
      ['early-abandons-excluded', 83],
    ]);
    expect(serviceLevel(counts, 'early-abandons-met')).toBeCloseTo(880 / 1060, 12);
    expect(serviceLevel(counts, 'early-abandons-excluded')).toBeCloseTo(860 / 1040, 12);
  });

  it('of no calls is not known, by any rule', () => {
    const none = { answered: 0, answeredInTime: 0, abandoned: 0, abandonedInTime: 0 };
    expect(ABANDON_RULES.map((rule) => serviceLevel(none, rule))).toEqual([null, null, null, null]);
  });

  it('of early abandons alone is met, not known, missed or not known', () => {
    const early = { answered: 0, answeredInTime: 0, abandoned: 5, abandonedInTime: 5 };
    expect(ABANDON_RULES.map((rule) => serviceLevel(early, rule))).toEqual([1, null, 0, null]);
  });
});

describe('the three rates', () => {
  const counts = { valid: 200, contacted: 190, solved: 150, satisfied: 100, basicallySatisfied: 50 };

  it('have the valid callbacks below the line; basically satisfied counts nine tenths', () => {
    expect(rates(counts)).toEqual({ response: 0.95, resolution: 0.75, satisfaction: 0.725 });
  });

  it('make a composite of 0.1, 0.5 and 0.4', () => {
    expect(composite(rates(counts))).toBeCloseTo(0.095 + 0.375 + 0.29, 12);
    expect(composite({ response: 1, resolution: 1, satisfaction: 1 })).toBeCloseTo(1, 12);
  });

  it('follow other weights where a programme has others', () => {
    const weights = { ...DEFAULT_RATE_WEIGHTS, basicallySatisfied: 0.5 };
    expect(rates(counts, weights).satisfaction).toBe(0.625);
  });

  it('are not known without a valid callback, and neither is the composite', () => {
    const none = rates({ valid: 0, contacted: 0, solved: 0, satisfied: 0, basicallySatisfied: 0 });
    expect(none).toEqual({ response: null, resolution: null, satisfaction: null });
    expect(composite(none)).toBeNull();
  });

  it('count a callback that reached the citizen', () => {
    expect(validCallback({ kind: 'case.called-back', case: 1, reached: true, contacted: true, solved: false, satisfaction: null })).toBe(
      true,
    );
    expect(validCallback({ kind: 'case.called-back', case: 1, reached: false, contacted: null, solved: null, satisfaction: null })).toBe(
      false,
    );
  });
});
