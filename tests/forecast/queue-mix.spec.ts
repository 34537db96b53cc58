import { describe, expect, it } from 'vitest';
import { forecastDay } from '../../shared/forecast/day-forecast';
import { fitDayModel } from '../../shared/forecast/day-model';
import { mixSurge, NO_QUEUES, STEPS_BEFORE } from '../../shared/forecast/queue-mix';
import type { QueueCalls } from '../../shared/forecast/queue-mix';
import { Chance, syntheticDays } from './synthetic-days';

const days = syntheticDays({ seed: 21 }, 44);
const today = days[43]!;
const yesterday = days[42]!;
const model = fitDayModel(days.slice(0, 43), { ...today, steps: 288 })!;
const meanStep = model.profile.reduce((sum, calls) => sum + calls, 0) / 288;

/** One call in six is urgent, and what `more` adds to a step of today. */
function queues(more: (step: number) => number): { readonly calls: QueueCalls; readonly offered: readonly number[] } {
  const chance = new Chance(5);
  const urgent: number[] = [];
  const general: number[] = [];
  for (const [i, calls] of [...yesterday.offered.slice(-STEPS_BEFORE), ...today.offered].entries()) {
    const own = Math.min(calls, chance.poisson(calls / 6));
    urgent.push(own + Math.round(more(i - STEPS_BEFORE)));
    general.push(calls - own);
  }
  return {
    calls: { before: STEPS_BEFORE, queues: [general, urgent] },
    offered: today.offered.map((_, step) => general[step + STEPS_BEFORE]! + urgent[step + STEPS_BEFORE]!),
  };
}

const swelling = (from: number, peak: number, end: number, height: number) => (step: number) =>
  step < from || step >= end
    ? 0
    : height * Math.sin(((step < peak ? (step - from) / (peak - from) : (end - step) / (end - peak)) * Math.PI) / 2) ** 2;
const morning = swelling(60, 90, 126, 150);
const afternoon = swelling(180, 210, 264, 230);

describe('the mix of queues', () => {
  it('changes nothing on a day like others, nor by a burst such as comes every day', () => {
    for (const more of [() => 0, (step: number) => (step >= 120 && step < 128 ? meanStep / 10 : 0)]) {
      const { calls, offered } = queues(more);
      for (let complete = 0; complete < 288; complete += 7)
        expect(forecastDay(model, offered, complete, calls)).toEqual(forecastDay(model, offered, complete));
    }
  });

  it('sees the second wave of a day rise before the sum of calls tells', () => {
    const { calls, offered } = queues((step) => morning(step) + afternoon(step));
    const gained: number[] = [];
    for (let complete = 190; complete <= 200; complete += 1) {
      const came = offered.slice(complete, complete + 6).reduce((sum, count) => sum + count, 0);
      const sum = (expected: Float64Array): number => expected.slice(complete, complete + 6).reduce((a, b) => a + b, 0);
      const told = sum(forecastDay(model, offered, complete, calls).expected);
      const blind = sum(forecastDay(model, offered, complete).expected);
      gained.push(Math.abs(came - blind) - Math.abs(came - told));
      expect(told).toBeGreaterThan(blind);
    }
    expect(gained.reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
  });

  it('keeps what it believes between nothing and what came, and lets it go when the surge is over', () => {
    const { calls, offered } = queues(morning);
    const { came } = mixSurge(calls, 288, meanStep);
    for (const [step, believed] of came.entries()) {
      expect(believed).toBeGreaterThanOrEqual(0);
      expect(believed).toBeLessThanOrEqual(offered[step]!);
    }
    expect(came[95]!).toBeGreaterThan(100);
    expect(Math.max(...came.slice(0, 60))).toBe(0);
    expect(came[200]!).toBeLessThan(25);
  });

  it('has bands that widen, and stay in order, while a surge is believed', () => {
    const { calls, offered } = queues(morning);
    const { low95, low80, expected, high80, high95, spread } = forecastDay(model, offered, 96, calls);
    for (let step = 96; step < 288; step += 1) {
      const bounds = [0, low95[step]!, low80[step]!, expected[step]!, high80[step]!, high95[step]!];
      expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
      expect(spread[step]).toBeGreaterThan(0);
    }
  });

  it('says nothing where queues are not known: none, one alone, fewer than three hours, or none of the day', () => {
    const { calls } = queues((step) => morning(step));
    const all = calls.queues[0]!;
    for (const { queues: known, before } of [
      NO_QUEUES,
      { before: STEPS_BEFORE, queues: [all] },
      { before: STEPS_BEFORE, queues: calls.queues.map((queue) => Array.from(queue, (count, i) => (i < STEPS_BEFORE + 70 ? 0 : count))) },
      { before: STEPS_BEFORE, queues: [[], []] },
    ]) {
      const surge = mixSurge({ before, queues: known }, 96, meanStep);
      expect(surge.came).toEqual(new Float64Array(96));
      expect([surge.mean(1), surge.variance(1)]).toEqual([0, 0]);
    }
  });

  it('reads nothing of what is not complete yet', () => {
    const { calls, offered } = queues((step) => morning(step) + afternoon(step));
    const cut = { ...calls, queues: calls.queues.map((queue) => Array.from(queue).slice(0, STEPS_BEFORE + 195)) };
    expect(forecastDay(model, offered, 195, calls)).toEqual(forecastDay(model, offered, 195, cut));
  });
});
