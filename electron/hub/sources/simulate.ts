import type { City, Source } from '../../../shared/contract/city';
import { catalogueEvents } from '../../../shared/city/catalogue-events';
import type { CityDefinition } from '../../../shared/city/city-definition';
import { toCity } from '../../../shared/city/to-city';
import { CitySimulation, SIMULATED } from '../../../shared/city/simulation/city-simulation';
import { Load } from '../../../shared/city/simulation/load';
import { buildModel } from '../../../shared/city/simulation/model';
import type { CityModel } from '../../../shared/city/simulation/model';
import { carriedOverCases, carriedOverCount } from '../../../shared/city/simulation/opening';
import type { LogRecord } from '../../../shared/domain/events';
import type { Projection } from '../../../shared/projection/projection';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time/instant';
import type { Instant } from '../../../shared/time/instant';
import { loadCity } from './load-city';
import { numberParameter } from './parameters';
import { restoredCity } from './restore-simulation';
import type { EventSource, PendingEvent } from './source';
import { SourceError } from './source-error';

const DEFAULT_START = '14:30';
const AT_ONCE = 2_000;
/** Events that a simulated day makes per contact, cases carried over included: measured, only for telling how far an opening is. */
const EVENTS_PER_CONTACT = 7.6;

/**
 * A city that the product invents. Parameters: `seed` (default 1), `start` (HH:MM, city time at which an empty log goes live, default 14:30), `speed` (city
 * seconds per second, default 1), `scale` (of all volumes, default 1, at most 3), `cases` (open cases to begin with). The log begins on the city day of
 * `now`. Rejects with a SourceError on anything that it does not understand.
 */
export async function openSimulatedSource(parameters: URLSearchParams, resourcesDirectory: string, now: Instant): Promise<EventSource> {
  const seed = numberParameter(parameters, 'seed', { least: 0, most: 2 ** 31 - 1, fallback: 1, whole: true });
  const speed = numberParameter(parameters, 'speed', { least: 0.01, most: 10_000, fallback: 1 });
  const scale = numberParameter(parameters, 'scale', { least: 0.0001, most: 3, fallback: 1 });
  const start = parameters.get('start') ?? DEFAULT_START;
  const clock = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(start);
  if (clock === null) throw new SourceError(`start=${start} is not a time of day: write HH:MM, for example ${DEFAULT_START}.`);
  const startMs = Number(clock[1]) * HOUR_MS + Number(clock[2]) * MINUTE_MS;
  const loaded = await loadCity(resourcesDirectory);
  const cases = numberParameter(parameters, 'cases', { least: 0, most: 2_000_000, fallback: loaded.simulation.carriedOver * scale });
  const definition = { ...loaded, simulation: { ...loaded.simulation, carriedOver: cases / scale } };
  return new SimulatedSource(definition, buildModel(definition, { seed, scale }), startMs, speed, Math.trunc(now));
}

class SimulatedSource implements EventSource {
  readonly source: Source;
  readonly city: City;
  readonly finished = false;
  readonly #definition: CityDefinition;
  readonly #model: CityModel;
  readonly #simulation: CitySimulation;
  readonly #startMs: number;
  /** Start of the city day on which the log began, or goes on. */
  #day: Instant;

  constructor(definition: CityDefinition, model: CityModel, startMs: number, speed: number, now: Instant) {
    this.source = { kind: 'simulate', name: 'simulated', speed };
    this.city = toCity(definition);
    this.#definition = definition;
    this.#model = model;
    this.#simulation = new CitySimulation(model);
    this.#startMs = startMs;
    this.#day = model.clock.startOfDay(now);
  }

  get startAt(): Instant {
    return this.#day + this.#startMs;
  }

  get openingSize(): number {
    const load = new Load(this.#model);
    let contacts = 0;
    for (let at = this.#day; at < this.startAt; at += MINUTE_MS) contacts += load.expected(at);
    return Math.round(carriedOverCount(this.#model) + contacts * EVENTS_PER_CONTACT);
  }

  resume(projection: Projection, position: number): Iterable<PendingEvent> {
    if (projection.seq > 0) this.#day = this.#model.clock.startOfDay(projection.now);
    const catalogue = catalogueEvents(this.#definition, this.#day);
    const balance = catalogue.length + carriedOverCount(this.#model);
    if (position < balance) return this.#opening(catalogue, position);
    checkCatalogue(projection, this.#definition);
    this.#simulation.restore(restoredCity(projection, this.city.seatsInstalled));
    // Everything received was received today: the log is younger than its first day, and may have ended in the midst of its opening.
    const firstDay = projection.totals.received === projection.census.receivedToday;
    return firstDay && projection.now < this.startAt ? this.#history() : [];
  }

  advance(to: Instant, limit: number): readonly PendingEvent[] {
    return this.#simulation.advance(to, limit);
  }

  observe(record: LogRecord): void {
    this.#simulation.observe(record);
  }

  report(): null {
    return null;
  }

  /** Catalogue, open cases and today's history, without the first `position` events. */
  *#opening(catalogue: ReturnType<typeof catalogueEvents>, position: number): Generator<PendingEvent> {
    const at = this.#day;
    for (const event of catalogue.slice(position)) yield { at, by: SIMULATED, event };
    this.#simulation.begin(at);
    let index = catalogue.length;
    for (const event of carriedOverCases(this.#model, at)) {
      this.#simulation.adopt(event, at);
      if (index >= position) yield { at, by: SIMULATED, event };
      index += 1;
    }
    yield* this.#history();
  }

  /** What has happened today until the log goes live. */
  *#history(): Generator<PendingEvent> {
    for (;;) {
      const events = this.#simulation.advance(this.startAt, AT_ONCE);
      if (events.length === 0) return;
      yield* events;
    }
  }
}

/** Keys mean entries of the city's files: with other files the log would change its meaning. */
function checkCatalogue({ catalogue }: Projection, definition: CityDefinition): void {
  const now = [
    definition.districts.features.map(({ properties }) => properties.code),
    definition.townships.map(({ code }) => code),
    definition.units.map(({ code }) => code),
    definition.categories.map(({ code }) => code),
  ];
  const then = [catalogue.districts, catalogue.townships, catalogue.units, catalogue.categories];
  for (const [i, codes] of now.entries()) {
    const logged = then[i]?.slice(1).map(({ code }) => code) ?? [];
    if (codes.length !== logged.length || codes.some((code, index) => code !== logged[index]))
      throw new SourceError(
        'The log was begun with other city files. The log is safe; begin a new one in another directory, or bring the files back.',
      );
  }
}
