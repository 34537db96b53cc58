import type { City } from '../../shared/contract/city';
import type { TermValues } from './explanations';
import { OCCUPANCY_BROKEN, OCCUPANCY_WATCH, SERVICE_BROKEN_BELOW, TASK_BROKEN, TASK_WATCH, WAIT_BROKEN_MS, WAIT_WATCH_MS } from './levels';

/** What every explanation may name: the city's own settings and our default limits, in the units that the texts use. */
export function termValuesOf(city: City | undefined): TermValues {
  const percent = (share: number) => Number((share * 100).toFixed(1));
  return {
    threshold: (city?.serviceLevel.thresholdMs ?? 15_000) / 1_000,
    target: percent(city?.serviceLevel.target ?? 0.95),
    targetBroken: percent((city?.serviceLevel.target ?? 0.95) - SERVICE_BROKEN_BELOW),
    horizon: (city?.horizonMs ?? 3_600_000) / 60_000,
    installed: city?.seatsInstalled ?? 0,
    waitWatch: WAIT_WATCH_MS / 1_000,
    waitBroken: WAIT_BROKEN_MS / 1_000,
    occupancyWatch: percent(OCCUPANCY_WATCH),
    occupancyBroken: percent(OCCUPANCY_BROKEN),
    taskWatch: percent(TASK_WATCH),
    taskBroken: percent(TASK_BROKEN),
    zone: city?.zone ?? '',
  };
}
