import { FRAME_BYTES, sealSnapshot } from './snapshot-frame';
import { utf8Length, writeUtf8 } from '../domain/utf8';

type Block = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** Collects numbers, texts and columns and packs them into one snapshot. Columns are referred to until `finish`, not copied twice. */
export class SnapshotWriter {
  private readonly parts: Block[] = [];
  private scalars: number[] = [];
  private length = FRAME_BYTES;

  /** Any number, exactly. */
  number(value: number): void {
    this.scalars.push(value);
    this.length += 8;
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

  /** The whole snapshot, framed. */
  finish(settings: number): Uint8Array {
    this.flush();
    const bytes = new Uint8Array(this.length);
    let at = FRAME_BYTES;
    for (const part of this.parts) {
      bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
      at += padded(part.byteLength);
    }
    sealSnapshot(bytes, settings);
    return bytes;
  }

  private block(column: Block): void {
    this.number(column.length);
    this.flush();
    this.parts.push(column);
    this.length += padded(column.byteLength);
  }

  private flush(): void {
    if (this.scalars.length === 0) return;
    this.parts.push(Float64Array.from(this.scalars));
    this.scalars = [];
  }
}

/** Every block begins on 8 bytes. */
export function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
