import type { EventSource, PendingEvent } from '../../electron/hub/sources/source';
import type { Source } from '../../shared/contract/city';
import type { Projection } from '../../shared/projection/projection';
import { CITY, START } from '../stream/random-city';
import { Tape } from './tape';

/** Plays a tape no further than the run allows, from wherever the log of the hub ends. */
export class TapeSource implements EventSource {
  readonly source: Source = { kind: 'replay', name: 'chaos', speed: 0 };
  readonly city = CITY;
  readonly startAt = START;
  readonly #file: string;
  readonly #events: number;
  #tape: Tape | null = null;
  #position = 0;
  /** Events that may have happened by now. */
  allowed = 0;

  constructor(file: string, events: number) {
    this.#file = file;
    this.#events = events;
  }

  get finished(): boolean {
    return this.#position >= this.#events;
  }

  resume(_projection: Projection, position: number): readonly PendingEvent[] {
    this.#position = position;
    this.#tape = new Tape(this.#file, position);
    return [];
  }

  advance(_to: number, limit: number): readonly PendingEvent[] {
    const most = Math.min(limit, this.allowed - this.#position);
    if (most <= 0) return [];
    const events = this.#tape?.read(most) ?? [];
    this.#position += events.length;
    return events;
  }

  observe(): void {
    // What people command touches no event of a tape.
  }

  report(): null {
    return null;
  }
}
