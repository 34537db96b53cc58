import type { Calendar } from '../../domain/day-type';
import type { UnitKey } from '../../domain/keys';
import { NONE } from '../../domain/keys';
import type { Grade, UnitKind } from '../../domain/terms';
import type { Instant } from '../../time/instant';
import { zoneClock } from '../../time/zone';
import type { ZoneClock } from '../../time/zone';
import { keysByCode } from '../catalogue-events';
import type { CityDefinition } from '../city-definition';
import { runningTotals } from './chance';
import { Days } from './days';
import { Places } from './places';
import { lineQueues } from './queues';
import type { LineQueues } from './queues';
import type { RecordedDay } from './recorded-day';
import { scenarioEffects } from './scenario-effects';
import type { Scenario } from './scenario-effects';
import type { SimulationSettings } from './settings';

export interface SimulationParameters {
  /** Any integer; the same seed on the same city day gives the same city. */
  readonly seed: number;
  /** Multiplies every volume. 0 < scale ≤ 3: three times Beijing. */
  readonly scale: number;
  /** Code of a scenario that holds on every day; absent: the ordinary one. */
  readonly scenario?: string;
  /** Code of the scenario of the city day that begins at `startAt`, for days that differ; instead of `scenario`. */
  readonly scenarioOn?: (startAt: Instant) => string;
  /** Calls come as they came on this day, every day; absent: as the settings say. */
  readonly recorded?: RecordedDay;
}

export interface LeafCategory {
  readonly key: number;
  readonly code: string;
  readonly grade: Grade;
  readonly unitKind: UnitKind;
  /** NONE where the unit follows from the place. */
  readonly department: UnitKey;
}

/** The city in the form in which a simulation reads it: keys instead of codes, running totals instead of weights. */
export interface CityModel {
  readonly definition: CityDefinition;
  readonly settings: SimulationSettings;
  readonly seed: number;
  readonly scale: number;
  readonly clock: ZoneClock;
  readonly calendar: Calendar;
  readonly days: Days;
  /** The scenario of the city day that begins at `startAt`. */
  scenarioOn(startAt: Instant): Scenario;
  /** The scenario of days on which nothing happens. */
  readonly ordinary: Scenario;
  readonly recorded: RecordedDay | null;
  readonly queues: LineQueues;
  readonly places: Places;
  readonly leaves: readonly LeafCategory[];
  readonly leafByKey: ReadonlyMap<number, LeafCategory>;
  /** Running totals of leaf shares as they are in this month (1–12) at this hour. */
  leafTotals(month: number, hour: number): Float64Array;
  readonly townshipTotals: Float64Array;
  /** By township key: its district, its unit, its district's unit. Entry 0 is empty. */
  readonly districtOf: readonly number[];
  readonly townshipUnit: readonly number[];
  readonly districtUnit: readonly number[];
  /** By unit key: who the unit acts as. Entry 0 is empty. */
  readonly unitActor: readonly string[];
}

/** Throws a RangeError on parameters out of range and on scenarios that the city's files do not have. */
export function buildModel(definition: CityDefinition, parameters: SimulationParameters): CityModel {
  const { seed, scale } = parameters;
  if (!Number.isInteger(seed)) throw new RangeError(`seed ${seed} is not a whole number`);
  if (!(scale > 0 && scale <= 3)) throw new RangeError(`scale ${scale} is not above 0 and at most 3`);
  const { townships, categories, units, districts, simulation } = definition;
  const unitKeys = keysByCode(units.map((unit) => unit.code));
  const districtKeys = keysByCode(districts.features.map((feature) => feature.properties.code));
  const shares: number[] = [];
  const leaves: LeafCategory[] = [];
  for (const [i, { code, grade, share, unitKind, department }] of categories.entries()) {
    if (grade === undefined || share === undefined || unitKind === undefined) continue;
    leaves.push({
      key: i + 1,
      code,
      grade,
      unitKind,
      department: typeof department === 'string' ? (unitKeys.get(department) ?? NONE) : NONE,
    });
    shares.push(share);
  }
  const clock = zoneClock(definition.city.zone);
  const totals = new Map<number, Float64Array>();
  const leafCodes = leaves.map(({ code }) => code);
  const scenarios = new Map(definition.scenarios.map((file) => [file.code, scenarioEffects(file, definition, leafCodes)]));
  const scenario = (code: string): Scenario => {
    const found = scenarios.get(code);
    if (found === undefined) throw new RangeError(`there is no scenario "${code}"; there are: ${[...scenarios.keys()].join(', ')}`);
    return found;
  };
  const everyDay = scenario(parameters.scenario ?? definition.scenarios[0]!.code);
  const { scenarioOn } = parameters;
  return {
    definition,
    settings: simulation,
    seed: seed | 0,
    scale,
    clock,
    calendar: definition.calendar,
    days: new Days(clock),
    scenarioOn: scenarioOn === undefined ? () => everyDay : (startAt) => scenario(scenarioOn(startAt)),
    ordinary: scenario(definition.scenarios[0]!.code),
    recorded: parameters.recorded ?? null,
    queues: lineQueues(definition, seed | 0, leaves, shares),
    places: new Places(definition, seed | 0),
    leaves,
    leafByKey: new Map(leaves.map((leaf) => [leaf.key, leaf])),
    leafTotals(month, hour) {
      const at = month * 24 + hour;
      let sums = totals.get(at);
      if (sums === undefined) {
        sums = runningTotals(leaves.map((leaf, i) => (shares[i] ?? 0) * tilt(simulation, leaf.code, month, hour)));
        totals.set(at, sums);
      }
      return sums;
    },
    townshipTotals: runningTotals(townships.map((township) => township.weight)),
    districtOf: [NONE, ...townships.map((township) => districtKeys.get(township.district) ?? NONE)],
    townshipUnit: [NONE, ...townships.map((township) => unitKeys.get(township.code) ?? NONE)],
    districtUnit: [NONE, ...townships.map((township) => unitKeys.get(township.district) ?? NONE)],
    unitActor: ['', ...units.map((unit) => `unit:${unit.code}`)],
  };
}

function tilt({ tilts }: SimulationSettings, code: string, month: number, hour: number): number {
  let factor = 1;
  for (const { prefix, factor: times, months, hours } of tilts) {
    const named = code === prefix || code.startsWith(`${prefix}.`);
    if (named && (months?.includes(month) ?? true) && (hours?.includes(hour) ?? true)) factor *= times;
  }
  return factor;
}
