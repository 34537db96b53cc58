import type { CallHistoryEvent } from '../../domain/events';
import { HOUR_MS, INTERVAL_MS, MINUTE_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';
import { DRAW, poisson, uniform } from './chance';
import { Load } from './load';
import type { CityModel } from './model';

/** Eight weeks: what a forecast needs to know the days of a week from one another. */
export const HISTORY_DAYS = 56;

/**
 * Calls offered in the days before a log begins, as the same city would have had them; the oldest day first. Only sums are known of them, so each
 * step is one Poisson draw; those who try again are not among them.
 */
export function* callHistory(model: CityModel, startAt: Instant): Generator<CallHistoryEvent> {
  // The days before were ordinary: a scenario begins with the log.
  const ordinary: CityModel = { ...model, scenarioOn: () => model.ordinary };
  const load = new Load(ordinary);
  const starts: Instant[] = [];
  for (let at = startAt; starts.length < HISTORY_DAYS;) {
    at = model.days.startOfDay(at - HOUR_MS);
    starts.push(at);
  }
  for (const at of starts.toReversed())
    yield { kind: 'calls.carried-over', startAt: at, stepMs: INTERVAL_MS, offered: offeredByStep(ordinary, load, at) };
}

/** Calls offered in each 5-minute step of the city day that begins at `startAt`; whole days only, as one draw a step. */
export function offeredByStep(model: CityModel, load: Load, startAt: Instant): number[] {
  const { seed, settings, days } = model;
  const offered: number[] = [];
  const endAt = days.startOfNextDay(startAt);
  for (let at = startAt; at < endAt; at += INTERVAL_MS) {
    let contacts = 0;
    for (let minute = at; minute < at + INTERVAL_MS; minute += MINUTE_MS) contacts += load.minute(minute).total;
    offered.push(poisson(uniform(seed, DRAW.history, at / INTERVAL_MS, 0), contacts * settings.phoneShare));
  }
  return offered;
}
