import type { City } from '../../shared/contract/city';
import type { ProjectionSettings } from '../../shared/projection/settings';
import { HOUR_MS, MINUTE_MS } from '../../shared/time/instant';
import type { DurationMs } from '../../shared/time/instant';

/** Of `HH:MM`. */
function resetMs(dayReset: string): DurationMs {
  const [hours, minutes] = dayReset.split(':').map(Number);
  return (hours ?? 0) * HOUR_MS + (minutes ?? 0) * MINUTE_MS;
}

/** What the projection of this city is told: the same as in the hub, or snapshots and digests do not fit (tests/stream holds them together). */
export function settingsOf(city: City): ProjectionSettings {
  return {
    zone: city.zone,
    extent: city.extent,
    horizonMs: city.horizonMs,
    answerThresholdMs: city.serviceLevel.thresholdMs,
    seatsInstalled: city.seatsInstalled,
    heatCells: 200,
    dayResetMs: resetMs(city.dayReset),
  };
}

/** Whether two cities lead to the same figures from the same log. */
export function sameSettings(a: City, b: City): boolean {
  return JSON.stringify(settingsOf(a)) === JSON.stringify(settingsOf(b));
}
