import type { City, Source } from '../../../shared/contract/city';
import { catalogueEvents } from '../../../shared/city/catalogue-events';
import type { CityDefinition } from '../../../shared/city/city-definition';
import { toCity } from '../../../shared/city/to-city';
import { CitySimulation, SIMULATED } from '../../../shared/city/simulation/city-simulation';
import { callHistory, HISTORY_DAYS } from '../../../shared/city/simulation/call-history';
import { hasContactIds } from '../../../shared/city/simulation/contact-id';
import { Load } from '../../../shared/city/simulation/load';
import type { CityModel } from '../../../shared/city/simulation/model';
import { carriedOverCases, carriedOverCount } from '../../../shared/city/simulation/opening';
import type { LogRecord } from '../../../shared/domain/events';
import type { Projection } from '../../../shared/projection/projection';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time/instant';
import type { Instant } from '../../../shared/time/instant';
import { numberParameter } from './parameters';
import { restoredCity } from './restore-simulation';
import { openSimulatedCity } from './simulated-city';
import type { SimulatedCity } from './simulated-city';
import type { EventSource, PendingEvent, SourceReport } from './source';
import { SourceError } from './source-error';

const DEFAULT_START = '14:30';
const AT_ONCE = 2_000;
/** Events that a simulated day makes per contact, cases carried over included: measured, only for telling how far an opening is. */
const EVENTS_PER_CONTACT = 7.6;

/**
 * A city that the product invents. Parameters: `start` (HH:MM, city time at which an empty log goes live, default 14:30), `speed` (city seconds per second,
 * default 1) and those of `openSimulatedCity`. The log begins on the city day of `now`, or on the latest one that is as the scenario wants it. Rejects with
 * a SourceError on anything that it does not understand.
 */
export async function openSimulatedSource(parameters: URLSearchParams, resourcesDirectory: string, now: Instant): Promise<EventSource> {
  const speed = numberParameter(parameters, 'speed', { least: 0.01, most: 10_000, fallback: 1 });
  const start = parameters.get('start') ?? DEFAULT_START;
  const clock = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(start);
  if (clock === null) throw new SourceError(`start=${start} is not a time of day: write HH:MM, for example ${DEFAULT_START}.`);
  const startMs = Number(clock[1]) * HOUR_MS + Number(clock[2]) * MINUTE_MS;
  return new SimulatedSource(await openSimulatedCity(parameters, resourcesDirectory, Math.trunc(now)), startMs, speed);
}

class SimulatedSource implements EventSource {
  readonly source: Source;
  readonly city: City;
  readonly finished = false;
  readonly #definition: CityDefinition;
  readonly #model: CityModel;
  readonly #simulation: CitySimulation;
  readonly #startMs: number;
  readonly #report: SourceReport | null;
  /** The simulation takes up the log's city: what is left of that; null: it has. */
  #restoring: Iterator<void> | null = null;
  /** Start of the city day on which the log began, or goes on. */
  #day: Instant;

  constructor({ definition, model, startDay, scenario, arrivals }: SimulatedCity, startMs: number, speed: number) {
    const ordinary = scenario.code === definition.scenarios[0]?.code;
    const name =
      arrivals === null ? (ordinary ? 'simulated' : `simulated: ${scenario.code}`) : `simulated, arrivals recorded: ${arrivals.name}`;
    this.source = { kind: 'simulate', name, speed };
    this.city = toCity(definition);
    this.#definition = definition;
    this.#model = model;
    this.#simulation = new CitySimulation(model);
    this.#startMs = startMs;
    this.#report = arrivals === null ? null : { ...arrivals.report, withoutPlace: 0, events: arrivals.report.kept };
    this.#day = startDay;
    if (!hasContactIds(startDay)) throw new SourceError('A simulated city has days from 2022 to 2033; the clock says another year.');
  }

  get startAt(): Instant {
    return this.#day + this.#startMs;
  }

  get openingSize(): number {
    const load = new Load(this.#model);
    let contacts = 0;
    for (let at = this.#day; at < this.startAt; at += MINUTE_MS) contacts += load.minute(at).total;
    return Math.round(carriedOverCount(this.#model) + HISTORY_DAYS + contacts * EVENTS_PER_CONTACT);
  }

  resume(projection: Projection, position: number): Iterable<PendingEvent> {
    if (projection.seq > 0) this.#day = this.#model.clock.startOfDay(projection.now);
    const catalogue = catalogueEvents(this.#definition, this.#day);
    const balance = catalogue.length + HISTORY_DAYS + carriedOverCount(this.#model);
    if (position < balance) return this.#opening(catalogue, position);
    checkCatalogue(projection, this.#definition);
    this.#restoring = this.#restore(projection);
    // Its first call came today: the log is younger than its first day, and may have ended in the midst of its opening.
    const { callsSince } = projection.floor;
    const firstDay = callsSince === null || callsSince >= this.#day;
    return firstDay && projection.now < this.startAt ? this.#history() : [];
  }

  /** The log's city as it is when this is begun, which is looked at only then. */
  *#restore(projection: Projection): Generator<void> {
    yield* this.#simulation.restoring(restoredCity(projection, this.city.seatsInstalled));
  }

  *settle(): Generator<void> {
    while (this.#restoring !== null) {
      if (this.#restoring.next().done === true) this.#restoring = null;
      else yield;
    }
  }

  advance(to: Instant, limit: number): readonly PendingEvent[] {
    this.#settleNow();
    return this.#simulation.advance(to, limit);
  }

  observe(record: LogRecord): void {
    this.#settleNow();
    this.#simulation.observe(record);
  }

  report(): SourceReport | null {
    return this.#report;
  }

  /** Catalogue, calls of the weeks before, open cases and today's history, without the first `position` events. */
  *#opening(catalogue: ReturnType<typeof catalogueEvents>, position: number): Generator<PendingEvent> {
    const at = this.#day;
    for (const event of catalogue.slice(position)) yield { at, by: SIMULATED, event };
    let index = catalogue.length;
    for (const event of callHistory(this.#model, at)) {
      if (index >= position) yield { at, by: SIMULATED, event };
      index += 1;
    }
    this.#simulation.begin(at);
    for (const event of carriedOverCases(this.#model, at)) {
      this.#simulation.adopt(event, at);
      if (index >= position) yield { at, by: SIMULATED, event };
      index += 1;
    }
    yield* this.#history();
  }

  #settleNow(): void {
    for (const _ of this.settle());
  }

  /** What has happened today until the log goes live. */
  *#history(): Generator<PendingEvent> {
    this.#settleNow();
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
    definition.city.queues.map(({ code }) => code),
  ];
  const then = [catalogue.districts, catalogue.townships, catalogue.units, catalogue.categories, catalogue.queues];
  for (const [i, codes] of now.entries()) {
    const logged = then[i]?.slice(1).map(({ code }) => code) ?? [];
    if (codes.length !== logged.length || codes.some((code, index) => code !== logged[index]))
      throw new SourceError(
        'The log was begun with other city files. The log is safe; begin a new one in another directory, or bring the files back.',
      );
  }
}
