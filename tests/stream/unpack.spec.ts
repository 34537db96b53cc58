import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inTurns } from '../../electron/stream/in-turns';
import { unpackSnapshot } from '../../electron/stream/unpack';
import { Projection } from '../../shared/projection/projection';
import { generateLog, SETTINGS } from '../projection/generate';

const MOST = 1 << 24;

const projection = new Projection(SETTINGS);
for (const record of generateLog(11, 800)) projection.apply(record);
const whole = projection.encode();

function cut(bytes: Uint8Array, length: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, part) => bytes.subarray(part * length, (part + 1) * length));
}

describe('a snapshot that comes in parts', () => {
  it('is unpacked to what was packed, however it was cut, and rebuilt in turns to what it was', async () => {
    const packed = deflateRawSync(whole);
    for (const length of [10, 1_000, packed.length]) {
      const unpacked = await unpackSnapshot(cut(packed, length), MOST);
      expect(Buffer.from(unpacked).equals(whole)).toBe(true);
      const rebuilt = await inTurns(Projection.decodeSteps(unpacked, SETTINGS));
      expect(rebuilt.canonical()).toEqual(projection.canonical());
    }
  });

  it('is refused when it ends too early, is longer or shorter than it says, is too long, or is none', async () => {
    const packed = deflateRawSync(whole);
    await expect(unpackSnapshot([packed.subarray(0, packed.length - 20)], MOST)).rejects.toThrow('unexpected end of file');
    await expect(unpackSnapshot([deflateRawSync(Buffer.concat([whole, Buffer.alloc(8)]))], MOST)).rejects.toThrow('longer');
    await expect(unpackSnapshot([deflateRawSync(whole.subarray(0, whole.length - 8))], MOST)).rejects.toThrow('shorter');
    await expect(unpackSnapshot([deflateRawSync(whole.subarray(0, 8))], MOST)).rejects.toThrow('shorter');
    await expect(unpackSnapshot([packed], whole.length - 1)).rejects.toThrow('longer');
    await expect(unpackSnapshot([deflateRawSync(Buffer.alloc(4_096))], MOST)).rejects.toThrow('begins like this');
    await expect(unpackSnapshot([Buffer.alloc(4_096, 0xff)], MOST)).rejects.toThrow();
    await expect(unpackSnapshot([], MOST)).rejects.toThrow();
  });
});

describe('long work in turns', () => {
  it('lets everybody else have theirs', async () => {
    let others = 0;
    const count = () => {
      others += 1;
      if (others < 3) setImmediate(count);
    };
    setImmediate(count);
    await inTurns(longSteps());
    expect(others).toBe(3);
  });
});

function* longSteps(): Generator<void, void> {
  for (let step = 0; step < 40; step += 1) {
    const until = performance.now() + 3;
    while (performance.now() < until);
    yield;
  }
}
