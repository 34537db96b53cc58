import type { EventSource, PendingEvent } from '../../../electron/hub/sources/source';
import type { City } from '../../../shared/contract/city';
import type { DomainEvent } from '../../../shared/domain/events';
import type { Projection } from '../../../shared/projection/projection';
import type { Instant } from '../../../shared/time/instant';
import { SteadyCity } from '../naive/steady-city';

const AT_ONCE = 10_000;
const BY = 'source:bench';
export const STAMP_EVERY = 100;

export interface Pressure {
  readonly city: City;
  readonly catalogue: readonly DomainEvent[];
  /** Cases that are open when the log begins. */
  readonly open: number;
  /** Events after that. */
  readonly events: number;
  /** Events per second of the city's time, which is real time then; null: as fast as the hub takes them. */
  readonly rate: number | null;
  readonly startAt: Instant;
}

/** Events that were made beforehand, so that handing them out costs next to nothing. They come once `begin` has been called. */
export class PressingSource implements EventSource {
  readonly source;
  readonly city: City;
  readonly startAt: Instant;
  readonly #pressure: Pressure;
  readonly #steady: SteadyCity;
  #events: readonly DomainEvent[] = [];
  #next = 0;
  #from: Instant | null = null;
  #observed = 0;
  /** When every so manyth event since `begin` was on disk: ms of this machine's clock. */
  readonly committed: number[] = [];

  constructor(pressure: Pressure) {
    const { city, rate, open, startAt } = pressure;
    this.#pressure = pressure;
    this.source = { kind: 'simulate' as const, name: 'bench', speed: rate === null ? 0 : 1 };
    this.city = city;
    this.startAt = startAt;
    this.#steady = new SteadyCity(open, 20_240_701, { startAt, stepMs: 0 });
  }

  *resume(_projection: Projection, position: number): Iterable<PendingEvent> {
    if (position > 0) throw new Error('a benchmark begins with an empty log');
    for (const event of this.#pressure.catalogue) yield { at: this.startAt, by: BY, event };
    for (let left = this.#pressure.open; left > 0; left -= AT_ONCE) {
      for (const { at, by, event } of this.#steady.opening(Math.min(left, AT_ONCE))) yield { at, by, event };
    }
    this.#events = this.#steady.next(this.#pressure.events).map(({ event }) => event);
  }

  /** The first event falls due at `from`. */
  begin(from: Instant): void {
    this.#from = from;
  }

  advance(to: Instant, limit: number): readonly PendingEvent[] {
    if (this.#from === null) return [];
    const pending: PendingEvent[] = [];
    const { rate } = this.#pressure;
    while (pending.length < limit && this.#next < this.#events.length) {
      const at = rate === null ? this.#from : this.#from + Math.floor((this.#next * 1_000) / rate);
      if (at > to) break;
      pending.push({ at, by: BY, event: this.#events[this.#next]! });
      this.#next += 1;
    }
    return pending;
  }

  observe(): void {
    if (this.#from === null) return;
    if (this.#observed % STAMP_EVERY === 0) this.committed.push(performance.timeOrigin + performance.now());
    this.#observed += 1;
  }

  get finished(): boolean {
    return this.#next >= this.#events.length && this.#events.length > 0;
  }

  report(): null {
    return null;
  }
}
