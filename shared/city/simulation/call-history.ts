import type { CallHistoryEvent } from '../../domain/events';
import { HOUR_MS, INTERVAL_MS, MINUTE_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';
import { DRAW, poisson, uniform } from './chance';
import { Load } from './load';
import type { CityModel } from './model';

/** Eight weeks: what a forecast needs to know the days of a week from one another. */
export const HISTORY_DAYS = 56;

/**
 * Calls offered in the operational days that ended before a log begins, as the same city would have had them; the oldest day first. Only sums are known
 * of them, so each step is one Poisson draw; those who try again are not among them.
 */
export function* callHistory(model: CityModel, startAt: Instant): Generator<CallHistoryEvent> {
  // The days before were ordinary: a scenario begins with the log.
  const ordinary: CityModel = { ...model, scenarioOn: () => model.ordinary };
  const load = new Load(ordinary);
  const resets: Instant[] = [];
  for (let at = startAt; resets.length <= HISTORY_DAYS; at = model.days.startOfDay(at) - HOUR_MS) {
    const reset = resetOf(model, at);
    if (reset <= startAt) resets.push(reset);
  }
  resets.reverse();
  for (const [i, from] of resets.slice(0, -1).entries())
    yield { kind: 'calls.carried-over', startAt: from, stepMs: INTERVAL_MS, offered: offeredByStep(ordinary, load, from, resets[i + 1]!) };
}

/** When the operational day of the date of `at` begins. */
function resetOf({ clock, definition }: CityModel, at: Instant): Instant {
  const { year, month, day } = clock.parts(at);
  const [hour, minute] = definition.city.dayReset.split(':').map(Number);
  return clock.fromLocal({ year, month, day, hour: hour!, minute: minute!, second: 0 });
}

/** Calls offered in each 5-minute step from … to (whole steps), without those who try again. */
export function offeredByStep(model: CityModel, load: Load, fromAt: Instant, toAt: Instant): number[] {
  const { seed, settings } = model;
  const offered: number[] = [];
  for (let at = fromAt; at < toAt; at += INTERVAL_MS) {
    let contacts = 0;
    for (let minute = at; minute < at + INTERVAL_MS; minute += MINUTE_MS) contacts += load.minute(minute).total;
    offered.push(poisson(uniform(seed, DRAW.history, at / INTERVAL_MS, 0), contacts * settings.phoneShare));
  }
  return offered;
}
