import { frameSteps } from './snapshot-frame';
import { utf8Length, writeUtf8 } from '../domain/utf8';

const BLOCK = 8;

type Block = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** Collects numbers, texts and columns and packs them into one snapshot. Columns are referred to until `finishSteps`, not copied twice. */
export class SnapshotWriter {
  private readonly parts: Block[] = [];
  private scalars: number[] = [];
  private copies = 0;

  /** Any number, exactly. */
  number(value: number): void {
    this.scalars.push(value);
  }

  flag(value: boolean): void {
    this.number(value ? 1 : 0);
  }

  text(text: string): void {
    const bytes = new Uint8Array(utf8Length(text));
    writeUtf8(text, bytes, 0);
    this.u8s(bytes);
  }

  u8s(column: Uint8Array): void {
    this.block(column);
  }
  u16s(column: Uint16Array): void {
    this.block(column);
  }
  u32s(column: Uint32Array): void {
    this.block(column);
  }
  i32s(column: Int32Array): void {
    this.block(column);
  }
  f64s(column: Float64Array): void {
    this.block(column);
  }

  /** What was written so far are copies, which nobody changes. */
  copiesUpToHere(): void {
    this.flush();
    this.copies = this.parts.length;
  }

  /** The whole snapshot, framed, in pieces and a little at a time. The first step has taken over all that may change afterwards. */
  *finishSteps(settings: number): Generator<void, readonly Uint8Array[]> {
    this.flush();
    const body = this.parts.flatMap((part, at) => {
      const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      return wholeBlocks(at < this.copies ? bytes : bytes.slice());
    });
    yield;
    return [yield* frameSteps(body, settings), ...body];
  }

  private block(column: Block): void {
    this.number(column.length);
    this.flush();
    this.parts.push(column);
  }

  private flush(): void {
    if (this.scalars.length === 0) return;
    this.parts.push(Float64Array.from(this.scalars));
    this.scalars = [];
  }
}

/** Every block begins on 8 bytes: the same bytes, the last few in a piece of their own that is filled up with zeros. */
function wholeBlocks(bytes: Uint8Array): Uint8Array[] {
  const whole = bytes.byteLength - (bytes.byteLength % BLOCK);
  if (whole === bytes.byteLength) return [bytes];
  const rest = new Uint8Array(BLOCK);
  rest.set(bytes.subarray(whole));
  return [bytes.subarray(0, whole), rest];
}

/** Bytes of a block with what fills it up. */
export function padded(bytes: number): number {
  return Math.ceil(bytes / BLOCK) * BLOCK;
}
