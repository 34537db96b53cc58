import { describe, expect, it } from 'vitest';
import { intervalsOf } from '../../renderer/desk/floor/intervals';
import type { QueueFigures } from '../../shared/contract/frames';
import { INTERVAL_MS } from '../../shared/time/instant';
import { fixtureQueues } from '../doubles/fixture-floor';

type Counts = readonly (number | null)[];
const template = fixtureQueues.queues[0] as QueueFigures;
const queue = (offered: Counts, answered: Counts, inTime: Counts, abandoned: Counts): QueueFigures => ({
  ...template,
  day: {
    offered,
    answered,
    answeredInTime: inTime,
    abandoned,
    abandonedInTime: abandoned.map((value) => (value === null ? null : 0)),
    answerSpeedMs: answered.map((value) => (value ? 10_000 : null)),
    handlingMs: answered.map((value) => (value ? 400_000 : null)),
  },
});
const tile = { startAt: 0, stepMs: INTERVAL_MS };
const rules = { rule: 'abandons-missed', thresholdMs: 15_000 } as const;
/** Half a step into the fourth step. */
const NOW = 3.5 * INTERVAL_MS;
const one = queue([null, 0, 10, 4, null], [null, 0, 7, 1, null], [null, 0, 6, 1, null], [null, 0, 2, 0, null]);

describe('the intervals of a queue', () => {
  it('come latest first, without those ahead and those before anything was known', () => {
    const intervals = intervalsOf(tile, [one], undefined, { ...rules, now: NOW });
    expect(intervals.map(({ step }) => step)).toEqual([3, 2, 1]);
    expect(intervals.map(({ running }) => running)).toEqual([true, false, false]);
  });

  it('tell no call from not known', () => {
    const [, , quiet] = intervalsOf(tile, [one], undefined, { ...rules, now: NOW });
    expect(quiet).toMatchObject({ offered: 0, service: null, answerSpeedMs: null });
    const gap = queue([3, null, 5, null, null], [3, null, 5, null, null], [3, null, 5, null, null], [0, null, 0, null, null]);
    expect(intervalsOf(tile, [gap], undefined, { ...rules, now: 2.5 * INTERVAL_MS }).map(({ offered }) => offered)).toEqual([5, null, 3]);
  });

  it('count who still waits as missed once every wait of the interval is beyond the threshold', () => {
    const [running, whole] = intervalsOf(tile, [one], undefined, { ...rules, now: NOW });
    // 6 in time of 7 answered, 2 abandoned and 1 that waits since.
    expect(whole).toMatchObject({ waiting: 1, service: 0.6 });
    // 3 wait in the running one, and may yet be answered in time.
    expect(running).toMatchObject({ waiting: 3, service: 1 });
  });

  it('say closed where nobody was planned and nobody was there', () => {
    const none = [0, 0, 0, 0, 0];
    const day = { startAt: 0, stepMs: INTERVAL_MS, offered: none, answered: none, abandoned: none, capacity: none };
    const floor = { ...day, seatsPresent: [0, 0, 5, 5, null], seatsPlanned: [0, 0, 5, 0, null] };
    const intervals = intervalsOf(tile, [one], floor, { ...rules, now: NOW });
    expect(intervals.map(({ closed }) => closed)).toEqual([false, false, true]);
  });

  it('add the counts of all queues and weigh their means by answered calls', () => {
    const other = queue([null, 2, 30, 0, null], [null, 2, 21, 0, null], [null, 2, 20, 0, null], [null, 0, 9, 0, null]);
    const slow = { ...other, day: { ...other.day, answerSpeedMs: [null, 1_000, 20_000, null, null] } };
    const [, both] = intervalsOf(tile, [one, slow], undefined, { ...rules, now: NOW });
    expect(both).toMatchObject({ offered: 40, answered: 28, answeredInTime: 26, abandoned: 11, service: 0.65 });
    expect(both?.answerSpeedMs).toBe((7 * 10_000 + 21 * 20_000) / 28);
  });
});
