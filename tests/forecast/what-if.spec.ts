import { describe, expect, it } from 'vitest';
import { NO_MEASURE } from '../../shared/domain/staffing';
import type { FloorExpectation, ShareRange, StaffingMeasure } from '../../shared/domain/staffing';
import { whatIf } from '../../shared/forecast/what-if';
import type { WhatIf, WhatIfOutlook } from '../../shared/forecast/what-if';
import { HOUR_MS, INTERVAL_MS } from '../../shared/time/instant';

const STEPS = 288;
const DAY = Date.UTC(2026, 5, 1);
const FIRST = 120;
const known = (value: number): (number | null)[] => Array.from({ length: STEPS }, (_, step) => (step < FIRST ? null : value));

const OUTLOOK: WhatIfOutlook = {
  startAt: DAY,
  stepMs: INTERVAL_MS,
  first: FIRST,
  expected: known(400),
  spread: known(0.1),
  seatsExpected: known(425),
  basis: { handlingMs: 300_000, patienceMs: 120_000, breakShare: 0.05, thresholdMs: 15_000, target: 0.95, installed: 750 },
};
/** 11:00 to 13:00. */
const WINDOW = { fromAt: DAY + 11 * HOUR_MS, toAt: DAY + 13 * HOUR_MS };

function ask(measure: Partial<StaffingMeasure>, outlook = OUTLOOK): WhatIf {
  const answer = whatIf(outlook, { ...NO_MEASURE, ...measure }, WINDOW);
  if (answer === null) throw new Error('no answer');
  return answer;
}

const ends = ['low', 'likely', 'high'] as const;
function expectOrdered({ serviceLevel, abandoned, occupancy }: FloorExpectation): void {
  for (const { low, likely, high } of [serviceLevel, abandoned, occupancy]) {
    expect([0, low, likely, high, 1]).toEqual([0, low, likely, high, 1].toSorted((a, b) => a - b));
  }
}

describe('whatIf', () => {
  it('names the steps of the window, from the running one on', () => {
    expect(ask({ seats: 10 })).toMatchObject({ first: 132, end: 156 });
    const early = whatIf(OUTLOOK, NO_MEASURE, { fromAt: DAY, toAt: DAY + 11 * HOUR_MS });
    expect(early).toMatchObject({ first: FIRST, end: 132 });
    const late = whatIf(OUTLOOK, NO_MEASURE, { fromAt: DAY + 23 * HOUR_MS, toAt: DAY + 30 * HOUR_MS });
    expect(late).toMatchObject({ first: 276, end: STEPS });
  });

  it('changes nothing without a measure', () => {
    const answer = ask({});
    expect(answer.with).toEqual(answer.without);
  });

  it('changes the window alone', () => {
    const { without, with: after } = ask({ seats: 30, handlingFactor: 0.9 });
    for (const step of [FIRST, 131, 156, 287]) {
      expect(after.serviceLevel.likely[step]).toBe(without.serviceLevel.likely[step]);
      expect(after.seats[step]).toBe(without.seats[step]);
    }
    expect(after.serviceLevel.likely[140]).toBeGreaterThan(without.serviceLevel.likely[140]!);
    expect(after.seats[100]).toBeNaN();
  });

  it('gives ordered ranges, wider than the forecast alone would make them', () => {
    const { without, with: after } = ask({ seats: 12 });
    expectOrdered(without.window);
    expectOrdered(after.window);
    const sure = ask({ seats: 12 }, { ...OUTLOOK, spread: known(0) });
    expect(sure.with.window.serviceLevel.high - sure.with.window.serviceLevel.low).toBeGreaterThan(0.05);
    const width = ({ low, high }: ShareRange): number => high - low;
    expect(width(after.window.serviceLevel)).toBeGreaterThan(width(sure.with.window.serviceLevel));
  });

  it('never loses service level by more seats, and loses by fewer', () => {
    const answers = [-60, -20, 0, 20, 60, 120].map((seats) => ask({ seats }).with.window);
    for (const [i, better] of answers.slice(1).entries()) {
      for (const end of ends) {
        expect(better.serviceLevel[end]).toBeGreaterThanOrEqual(answers[i]!.serviceLevel[end]);
        expect(better.abandoned[end]).toBeLessThanOrEqual(answers[i]!.abandoned[end]);
        expect(better.occupancy[end]).toBeLessThanOrEqual(answers[i]!.occupancy[end]);
      }
    }
    expect(answers[3]!.serviceLevel.likely).toBeGreaterThan(answers[2]!.serviceLevel.likely + 0.05);
  });

  it('answers in the right direction to handling, arrivals and patience', () => {
    const { without } = ask({});
    const level = (measure: Partial<StaffingMeasure>): number => ask(measure).with.window.serviceLevel.likely;
    expect(level({ handlingFactor: 0.95 })).toBeGreaterThan(without.window.serviceLevel.likely);
    expect(level({ arrivalsFactor: 1.1 })).toBeLessThan(without.window.serviceLevel.likely);
    expect(ask({ patienceFactor: 2 }).with.window.abandoned.likely).toBeLessThan(without.window.abandoned.likely);
    expect(ask({ arrivalsFactor: 1.1 }).with.seatsNeeded[140]).toBeGreaterThan(without.seatsNeeded[140]!);
    expect(ask({ arrivalsFactor: 1.1 }).with.offered[140]).toBeCloseTo(440, 9);
  });

  it('brings seats in within ten minutes, never below none or above what is installed', () => {
    expect(ask({ seats: 40 }).with.seats.slice(132, 135)).toEqual(Float64Array.of(435, 455, 465));
    expect(Math.max(...ask({ seats: 5_000 }).with.seats.subarray(FIRST))).toBe(750);
    expect(Math.min(...ask({ seats: -5_000 }).with.seats.subarray(FIRST))).toBe(0);
  });

  it('gives shares for any measure', () => {
    for (const seats of [-425, 0, 400])
      for (const factor of [0.2, 1, 5])
        expectOrdered(ask({ seats, handlingFactor: factor, arrivalsFactor: factor, patienceFactor: factor }).with.window);
  });

  it('says nothing where nothing is known', () => {
    const none = known(0).map(() => null);
    expect(whatIf({ ...OUTLOOK, basis: { ...OUTLOOK.basis, handlingMs: null } }, NO_MEASURE, WINDOW)).toBeNull();
    expect(whatIf({ ...OUTLOOK, expected: none }, NO_MEASURE, WINDOW)).toBeNull();
    expect(whatIf({ ...OUTLOOK, seatsExpected: none }, NO_MEASURE, WINDOW)).toBeNull();
    expect(whatIf(OUTLOOK, NO_MEASURE, { fromAt: DAY, toAt: DAY + HOUR_MS })).toBeNull();
    expect(whatIf(OUTLOOK, NO_MEASURE, { fromAt: WINDOW.toAt, toAt: WINDOW.fromAt })).toBeNull();
  });

  it('joins the steps that are known by their calls', () => {
    const holes = OUTLOOK.expected.map((value, step) => (step === 140 ? null : value));
    const answer = ask({ seats: 10 }, { ...OUTLOOK, expected: holes });
    expect(answer.with.serviceLevel.likely[140]).toBeNaN();
    expectOrdered(answer.with.window);
  });
});
