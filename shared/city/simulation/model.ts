import type { UnitKey } from '../../domain/keys';
import { NONE } from '../../domain/keys';
import type { Grade, UnitKind } from '../../domain/terms';
import { zoneClock } from '../../time/zone';
import type { ZoneClock } from '../../time/zone';
import { keysByCode } from '../catalogue-events';
import type { CityDefinition } from '../city-definition';
import { runningTotals } from './chance';
import { Days } from './days';
import { Places } from './places';
import type { SimulationSettings } from './settings';

export interface SimulationParameters {
  /** Any integer; the same seed on the same city day gives the same city. */
  readonly seed: number;
  /** Multiplies every volume. 0 < scale ≤ 3: three times Beijing. */
  readonly scale: number;
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
  readonly days: Days;
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

/** Throws a RangeError on parameters out of range. */
export function buildModel(definition: CityDefinition, { seed, scale }: SimulationParameters): CityModel {
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
  return {
    definition,
    settings: simulation,
    seed: seed | 0,
    scale,
    clock,
    days: new Days(clock),
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
