import type { City } from '../../shared/contract/city';
import type { FloorTile, OutlookTile } from '../../shared/contract/frames';
import { ruleFormula, ruleName } from './abandon-rule';
import { minuteText } from './city-time';
import type { TermValues } from './explanations';
import { formatDuration, NO_DATA } from './figures';
import {
  OCCUPANCY_BROKEN,
  OCCUPANCY_WATCH,
  SERVICE_BROKEN_BELOW,
  SHORT_BROKEN,
  SHORT_WATCH,
  TASK_BROKEN,
  TASK_WATCH,
  WAIT_BROKEN_MS,
  WAIT_WATCH_MS,
} from './levels';
import type { Words } from './words';

interface Known {
  readonly city: City | undefined;
  readonly floor: FloorTile | undefined;
  readonly outlook: OutlookTile | undefined;
}

/** What every explanation may name: the city's own settings, our default limits, and what forecast and need were made from, in the units that the texts use. */
export function termValuesOf(words: Words, { city, floor, outlook }: Known): TermValues {
  const percent = (share: number) => Number((share * 100).toFixed(1));
  const thresholdMs = city?.serviceLevel.thresholdMs ?? 15_000;
  const rule = floor?.abandonRule ?? city?.serviceLevel.abandonRule ?? 'abandons-missed';
  const basis = outlook?.basis;
  return {
    threshold: thresholdMs / 1_000,
    target: percent(city?.serviceLevel.target ?? 0.95),
    targetBroken: percent((city?.serviceLevel.target ?? 0.95) - SERVICE_BROKEN_BELOW),
    abandonRule: ruleName(rule, words),
    serviceFormula: ruleFormula(rule, thresholdMs, words),
    dayReset: city?.dayReset ?? '00:00',
    horizon: (city?.horizonMs ?? 3_600_000) / 60_000,
    installed: city?.seatsInstalled ?? 0,
    waitWatch: WAIT_WATCH_MS / 1_000,
    waitBroken: WAIT_BROKEN_MS / 1_000,
    occupancyWatch: percent(OCCUPANCY_WATCH),
    occupancyBroken: percent(OCCUPANCY_BROKEN),
    shortWatch: percent(SHORT_WATCH),
    shortBroken: percent(SHORT_BROKEN),
    taskWatch: percent(TASK_WATCH),
    taskBroken: percent(TASK_BROKEN),
    zone: city?.zone ?? '',
    handling: basis?.handlingMs == null ? NO_DATA : formatDuration(basis.handlingMs),
    patience: basis === undefined ? NO_DATA : Math.round(basis.patienceMs / 1_000),
    patienceBasis: words.t(basis?.patience === 'measured' ? 'parts.outlook.measured' : 'parts.outlook.assumed'),
    breaks: basis === undefined ? NO_DATA : percent(basis.breakShare),
    forecastBasis: words.t(`parts.outlook.basis.${basis?.forecast ?? 'none'}`, { days: basis?.historyDays ?? 0 }),
    dayType: words.t(`parts.day-type.${basis?.dayType ?? 'workday'}`),
    madeAt: outlook === undefined || city === undefined ? NO_DATA : minuteText(outlook.madeAt, city.zone),
  };
}
