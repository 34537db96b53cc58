import type { Instant } from '../time/instant';
import { BadSnapshot } from './errors';
import { isInstant } from './key-limits';
import { FRAME_BYTES } from './snapshot-frame';
import { padded } from './snapshot-writer';
import { readUtf8 } from '../domain/utf8';

/**
 * Reads what a `SnapshotWriter` wrote, in the same order. Every method throws BadSnapshot rather than read past the end, and allocates no more than
 * the bytes that are there.
 */
export class SnapshotReader {
  private readonly view: DataView;
  private at = FRAME_BYTES;

  /** `bytes`: what `openSteps` has found sound. */
  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  number(): number {
    if (this.at + 8 > this.bytes.byteLength) throw new BadSnapshot('it ends too early');
    const value = this.view.getFloat64(this.at, true);
    this.at += 8;
    return value;
  }

  /** A whole number in 0…limit. */
  integer(limit: number = Number.MAX_SAFE_INTEGER): number {
    const value = this.number();
    if (!(Number.isInteger(value) && value >= 0 && value <= limit)) throw new BadSnapshot(`${value} is not a whole number in 0…${limit}`);
    return value;
  }

  instant(): Instant {
    const value = this.number();
    if (!isInstant(value)) throw new BadSnapshot(`${value} is not an instant`);
    return value;
  }

  flag(): boolean {
    return this.integer(1) === 1;
  }

  /** One of a closed list, written as its index. */
  oneOf<Term>(terms: readonly Term[]): Term {
    return terms[this.integer(terms.length - 1)]!;
  }

  text(): string {
    const { start, end } = this.span(1);
    return readUtf8(this.bytes, start, end);
  }

  u8s(): Uint8Array {
    return new Uint8Array(this.copy(1));
  }
  u16s(): Uint16Array {
    return new Uint16Array(this.copy(2));
  }
  u32s(): Uint32Array {
    return new Uint32Array(this.copy(4));
  }
  i32s(): Int32Array {
    return new Int32Array(this.copy(4));
  }
  f64s(): Float64Array {
    return new Float64Array(this.copy(8));
  }

  /** A block as it lies there: to be read at once and not kept. */
  octets(): Uint8Array {
    const { start, end } = this.span(1);
    return this.bytes.subarray(start, end);
  }

  /** The same of words. */
  words(): Uint32Array {
    const { start, end } = this.span(Uint32Array.BYTES_PER_ELEMENT);
    return new Uint32Array(this.bytes.buffer, this.bytes.byteOffset + start, (end - start) / Uint32Array.BYTES_PER_ELEMENT);
  }

  /** Bytes that nobody has read yet. */
  get left(): number {
    return this.bytes.byteLength - this.at;
  }

  /** Refuses bytes that nobody has read. */
  finish(): void {
    if (this.at !== this.bytes.byteLength) throw new BadSnapshot('there is more behind its end');
  }

  private copy(width: number): ArrayBuffer {
    const { start, end } = this.span(width);
    const copy = new Uint8Array(end - start);
    copy.set(this.bytes.subarray(start, end));
    return copy.buffer;
  }

  private span(width: number): { start: number; end: number } {
    const length = this.integer() * width;
    const start = this.at;
    if (padded(length) > this.bytes.byteLength - start) throw new BadSnapshot('a block is longer than what is left');
    this.at += padded(length);
    return { start, end: start + length };
  }
}
