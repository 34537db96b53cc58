import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { Packr, Unpackr } from 'msgpackr';
import type { PendingEvent } from '../../electron/hub/sources/source';
import { seeded } from '../connection/model';
import { ChaosCity } from './chaos-city';

/** Events that lie together on a tape. */
const PAGE = 1_000;
const packer = new Packr({ useRecords: true, variableMapSize: true });
const unpacker = new Unpackr({ useRecords: true });

/**
 * What happens in the city of a run, written down before it begins: pages of PAGE events, each a u32 of its length and msgpack. The hub reads it from wherever its
 * log ends, and the checker reads it again afterwards.
 */
export function writeTape(file: string, seed: number, events: number): void {
  const city = new ChaosCity(seeded(seed));
  const handle = openSync(file, 'w');
  for (let done = 0; done < events; done += PAGE) {
    const page = packer.pack(Array.from({ length: Math.min(PAGE, events - done) }, () => city.next()));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(page.length);
    writeSync(handle, length);
    writeSync(handle, page);
  }
  closeSync(handle);
}

/** A tape read from `position` on, page by page. */
export class Tape {
  readonly #handle: number;
  #page: readonly PendingEvent[] = [];
  #next = 0;
  #offset = 0;

  constructor(file: string, position: number) {
    this.#handle = openSync(file, 'r');
    for (let skipped = 0; skipped + PAGE <= position; skipped += PAGE) {
      const length = this.#length();
      if (length === null) return;
      this.#offset += 4 + length;
    }
    this.#turn();
    this.#next = position % PAGE;
  }

  /** At most `most` of the events that follow; fewer, where a page ends; none at the end of the tape. */
  read(most: number): readonly PendingEvent[] {
    if (this.#next >= this.#page.length) this.#turn();
    const events = this.#page.slice(this.#next, this.#next + most);
    this.#next += events.length;
    return events;
  }

  close(): void {
    closeSync(this.#handle);
  }

  #turn(): void {
    const length = this.#length();
    this.#next = 0;
    this.#page = [];
    if (length === null) return;
    const bytes = Buffer.alloc(length);
    readSync(this.#handle, bytes, 0, length, this.#offset + 4);
    this.#offset += 4 + length;
    this.#page = unpacker.unpack(bytes) as readonly PendingEvent[];
  }

  #length(): number | null {
    const length = Buffer.alloc(4);
    return readSync(this.#handle, length, 0, 4, this.#offset) < 4 ? null : length.readUInt32LE();
  }
}

/** Everything on a tape. */
export function* readTape(file: string, events: number): Generator<PendingEvent> {
  const tape = new Tape(file, 0);
  try {
    for (let done = 0; done < events;) {
      const page = tape.read(1_000);
      if (page.length === 0) return;
      yield* page;
      done += page.length;
    }
  } finally {
    tape.close();
  }
}
