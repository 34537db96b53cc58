import type { City, Source } from '../../../shared/contract/city';
import { catalogueEvents } from '../../../shared/city/catalogue-events';
import type { CityDefinition } from '../../../shared/city/city-definition';
import { toCity } from '../../../shared/city/to-city';
import type { Projection } from '../../../shared/projection/projection';
import type { Instant } from '../../../shared/time/instant';
import { loadCity } from './load-city';
import type { EventSource, PendingEvent } from './source';

/** No source: the city's catalogue and nothing else. Every case comes from a command, in real time. */
export async function openNoSource(resourcesDirectory: string, now: Instant): Promise<EventSource> {
  return new NoSource(await loadCity(resourcesDirectory), Math.trunc(now));
}

class NoSource implements EventSource {
  readonly source: Source = { kind: 'none', name: 'none', speed: 1 };
  readonly city: City;
  readonly startAt: Instant;
  readonly finished = true;
  readonly #definition: CityDefinition;

  constructor(definition: CityDefinition, now: Instant) {
    this.city = toCity(definition);
    this.startAt = now;
    this.#definition = definition;
  }

  *resume(_projection: Projection, position: number): Iterable<PendingEvent> {
    for (const event of catalogueEvents(this.#definition, this.startAt).slice(position)) yield { at: this.startAt, by: 'system', event };
  }

  advance(): readonly PendingEvent[] {
    return [];
  }

  observe(): void {
    // Nothing here follows the log.
  }

  report(): null {
    return null;
  }
}
