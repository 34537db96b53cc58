import type { City } from '../../shared/contract/city';
import { timeOfDayMs } from '../../shared/projection/settings';
import type { ProjectionSettings } from '../../shared/projection/settings';

/** What the projection of this city is told: the same as in the hub, or snapshots and digests do not fit (tests/stream holds them together). */
export function settingsOf(city: City): ProjectionSettings {
  return {
    zone: city.zone,
    extent: city.extent,
    horizonMs: city.horizonMs,
    answerThresholdMs: city.serviceLevel.thresholdMs,
    seatsInstalled: city.seatsInstalled,
    heatCells: 200,
    dayResetMs: timeOfDayMs(city.dayReset),
    calendar: city.calendar,
  };
}

/** Whether two cities lead to the same figures from the same log. */
export function sameSettings(a: City, b: City): boolean {
  return JSON.stringify(settingsOf(a)) === JSON.stringify(settingsOf(b));
}
