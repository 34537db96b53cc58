import { resolve } from 'node:path';
import type { CityDefinition } from '../../../shared/city/city-definition';
import { buildModel } from '../../../shared/city/simulation/model';
import type { CityModel } from '../../../shared/city/simulation/model';
import { dayTypeOf } from '../../../shared/domain/day-type';
import { HOUR_MS } from '../../../shared/time/instant';
import type { Instant } from '../../../shared/time/instant';
import { loadCity } from './load-city';
import { numberParameter } from './parameters';
import { readArrivals } from './read-arrivals';
import type { RecordedArrivals } from './read-arrivals';
import { SourceError } from './source-error';

const MOST_SCALE = 3;
/** Every holiday comes once a year. */
const DAYS_BACK = 370;

/** A simulated city as its parameters ask for it. */
export interface SimulatedCity {
  readonly definition: CityDefinition;
  readonly model: CityModel;
  /** Start of the city day on which an empty log begins. */
  readonly startDay: Instant;
  readonly scenario: CityDefinition['scenarios'][number];
  readonly arrivals: RecordedArrivals | null;
}

/**
 * Reads the city's files and sizes it: `seed`, `scale`, `cases` (open cases to begin with), `scenario` (a code of scenarios.json) and `arrivals` (a file of
 * recorded gaps, see `readArrivals`: then volumes, seats and plan are those of a hotline with that many calls, and neither scale nor scenario can be
 * asked for). Rejects with a SourceError on anything that it does not understand.
 */
export async function openSimulatedCity(parameters: URLSearchParams, resourcesDirectory: string, now: Instant): Promise<SimulatedCity> {
  const seed = numberParameter(parameters, 'seed', { least: 0, most: 2 ** 31 - 1, fallback: 1, whole: true });
  const loaded = await loadCity(resourcesDirectory);
  const scenario = namedScenario(parameters.get('scenario'), loaded.scenarios);
  const file = parameters.get('arrivals');
  const arrivals = file === null ? null : await readArrivals(resolve(file));
  for (const other of ['scale', 'scenario'])
    if (arrivals !== null && parameters.has(other))
      throw new SourceError(`arrivals says how many calls come and when: leave ${other} out, or arrivals.`);
  const { callsPerDay, carriedOver } = loaded.simulation;
  const scale =
    arrivals === null
      ? numberParameter(parameters, 'scale', { least: 0.0001, most: MOST_SCALE, fallback: 1 })
      : Math.min(MOST_SCALE, arrivals.day.times.length / callsPerDay);
  const cases = numberParameter(parameters, 'cases', { least: 0, most: 2_000_000, fallback: carriedOver * scale });
  const definition = arrivals === null ? sized(loaded, scale, cases) : asRecorded(sized(loaded, scale, cases), scale);
  const model = buildModel(definition, { seed, scale, scenario: scenario.code, ...(arrivals === null ? {} : { recorded: arrivals.day }) });
  return { definition, model, startDay: startDay(model, scenario, now), scenario, arrivals };
}

function namedScenario(code: string | null, scenarios: CityDefinition['scenarios']): CityDefinition['scenarios'][number] {
  const scenario = code === null ? scenarios[0] : scenarios.find((known) => known.code === code);
  if (scenario !== undefined) return scenario;
  throw new SourceError(`There is no scenario "${code}". There are: ${scenarios.map((known) => known.code).join(', ')}.`);
}

/** A city three times as large has three times the seats; of a small one the seats stay, and few of them are staffed. */
function sized(loaded: CityDefinition, scale: number, cases: number): CityDefinition {
  const { city, simulation } = loaded;
  const installed = Math.round(city.seats.installed * Math.max(1, scale));
  return { ...loaded, city: { ...city, seats: { installed } }, simulation: { ...simulation, carriedOver: cases / scale } };
}

/** Every contact is a call of the file. Its busiest half hour may stand out more than Beijing's, so there is a seat more for every four. */
function asRecorded(definition: CityDefinition, scale: number): CityDefinition {
  const { city, simulation } = definition;
  const installed = Math.ceil(city.seats.installed * scale * 2.5) + 4;
  return { ...definition, city: { ...city, seats: { installed } }, simulation: { ...simulation, phoneShare: 1 } };
}

/** Today, or the latest day that is of the kind that the scenario asks for. */
function startDay({ clock, calendar }: CityModel, { code, dayType }: CityDefinition['scenarios'][number], now: Instant): Instant {
  let startAt = clock.startOfDay(now);
  for (let back = 0; back < DAYS_BACK; back += 1) {
    if (dayType === undefined || dayTypeOf(clock.parts(startAt + 12 * HOUR_MS), calendar) === dayType) return startAt;
    startAt = clock.startOfDay(startAt - HOUR_MS);
  }
  throw new SourceError(`The scenario "${code}" asks for a ${dayType}, and calendar.json knows none of the last year.`);
}
