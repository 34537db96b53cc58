import { Packr } from 'msgpackr';
import { z } from 'zod';
import type { DomainEvent } from '../../../shared/domain/events';
import { asKnownNow } from './earlier-events';

const structuresSchema = z.array(z.array(z.string()));

/**
 * Packs one event for its row. The names of the fields are kept once per log instead of once per row: half the bytes and twice the speed.
 * The price is that rows cannot be read without `structures`, so these are stored in the transaction that first needs them.
 */
export class BodyPacker {
  readonly #structures: string[][];
  readonly #packr: Packr;
  #stored: number;

  /** `stored`: what `structures()` gave when the log was last written; null for a new log. */
  constructor(stored: string | null) {
    this.#structures = stored === null ? [] : structuresSchema.parse(JSON.parse(stored));
    this.#stored = this.#structures.length;
    this.#packr = new Packr({
      structures: this.#structures,
      // Called whenever one is added; they are kept with the batch instead.
      saveStructures: () => {},
      useRecords: true,
      maxSharedStructures: 1024,
      variableMapSize: true,
    });
  }

  pack(event: DomainEvent): Uint8Array {
    return this.#packr.pack(event);
  }

  /** The event in a row that this log wrote, in this version or an earlier one. Rows are our own, so they are not checked against the wire's schema again. */
  unpack(body: Uint8Array): DomainEvent {
    return asKnownNow(this.#packr.unpack(body));
  }

  /** What must be stored with the batch just packed; null when everything is stored already. */
  unstored(): string | null {
    return this.#structures.length === this.#stored ? null : JSON.stringify(this.#structures);
  }

  /** The batch is committed. */
  markStored(): void {
    this.#stored = this.#structures.length;
  }
}
