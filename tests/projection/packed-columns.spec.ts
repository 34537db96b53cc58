import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadSnapshot } from '../../shared/projection/errors';
import { LongsIn, LongsOut, STRETCH, WordsIn, WordsOut } from '../../shared/projection/packed-columns';
import { SnapshotReader } from '../../shared/projection/snapshot-reader';
import { SnapshotWriter } from '../../shared/projection/snapshot-writer';
import { allSteps } from '../../shared/projection/steps';

/** What a column wrote, as it lies in a snapshot. */
function written(column: { write(writer: SnapshotWriter): void }): Uint8Array {
  const writer = new SnapshotWriter();
  column.write(writer);
  return Buffer.concat(allSteps(writer.finishSteps(0)));
}

/** In an aligned buffer of their own, as an opened snapshot is. */
function readerOf(bytes: Uint8Array): SnapshotReader {
  return new SnapshotReader(Uint8Array.from(bytes));
}

function packed(stretches: readonly Uint32Array[], leastBits = 0): Uint8Array {
  const out = new WordsOut(
    stretches.reduce((sum, { length }) => sum + length, 0),
    leastBits,
  );
  for (const stretch of stretches) out.put(stretch, stretch.length);
  return written(out);
}

function unpacked(bytes: Uint8Array, lengths: readonly number[], width?: number): number[][] {
  const column = new WordsIn(
    readerOf(bytes),
    lengths.reduce((sum, length) => sum + length, 0),
    width,
  );
  return lengths.map((length) => {
    const into = new Uint32Array(STRETCH).fill(0xdead_beef);
    column.take(into, length);
    return Array.from(into.subarray(0, length));
  });
}

/** Mostly of few bits, some of up to 32, and often all 0. */
const someStretch = fc
  .tuple(fc.nat(32), fc.array(fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.nat(60)), { minLength: 1, maxLength: 300 }))
  .map(([bits, rows]) => Uint32Array.from(rows, ([value, dice]) => (dice === 0 ? value : bits === 0 ? 0 : value >>> (32 - bits))));

describe('a packed column', () => {
  it('is read back as it was written, whatever its numbers and however long its stretches', () => {
    fc.assert(
      fc.property(fc.array(someStretch, { maxLength: 6 }), fc.constantFrom(0, 8), (stretches, leastBits) => {
        const back = unpacked(
          packed(stretches, leastBits),
          stretches.map(({ length }) => length),
        );
        expect(back).toEqual(stretches.map((stretch) => Array.from(stretch)));
      }),
      { numRuns: 400 },
    );
  });

  it('takes the bits that most of its numbers need, and two words for each of the others', () => {
    const bytesOf = (stretch: Uint32Array) => packed([stretch]).length;
    const nothing = bytesOf(new Uint32Array(STRETCH));
    const narrow = bytesOf(new Uint32Array(STRETCH).fill(7));
    expect(narrow - nothing).toBeLessThan((STRETCH * 3) / 8 + 16);
    const wild = new Uint32Array(STRETCH).fill(7);
    for (const row of [0, 77, STRETCH - 1]) wild[row] = 0xffff_fff0;
    expect(bytesOf(wild) - narrow).toBeLessThan(32);
    expect(bytesOf(new Uint32Array(10_000))).toBe(nothing);
  });

  it('takes at least the bits that are asked for: a byte per row bounds the rows by the bytes', () => {
    expect(packed([new Uint32Array(STRETCH)], 8).length).toBeGreaterThan(STRETCH);
  });

  it('of long numbers keeps all 53 bits', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 200 }), (values) => {
        const out = new LongsOut(values.length);
        out.put(Float64Array.from(values), values.length);
        const into = new Float64Array(STRETCH);
        new LongsIn(readerOf(written(out)), values.length).take(into, values.length);
        expect(Array.from(into.subarray(0, values.length))).toEqual(values);
      }),
    );
  });

  it('is refused when it is longer or shorter than its rows, or holds what its column cannot', () => {
    const stretch = Uint32Array.from({ length: 100 }, (_, row) => (row === 50 ? 70_000 : row % 16));
    const bytes = packed([stretch]);
    expect(unpacked(bytes, [100])).toEqual([Array.from(stretch)]);
    expect(() => unpacked(bytes, [60])).toThrow(BadSnapshot);
    expect(() => unpacked(bytes, [100, 1])).toThrow(BadSnapshot);
    expect(() => unpacked(bytes, [140])).toThrow(BadSnapshot);
    expect(() => unpacked(bytes, [100], 2)).toThrow(BadSnapshot);
    expect(() => unpacked(packed([new Uint32Array(100).fill(300)]), [100], 1)).toThrow(BadSnapshot);
  });

  it('with any word of it changed is refused or is a column of as many numbers that fit, and nothing else', () => {
    const stretches = [Uint32Array.from({ length: 300 }, (_, row) => (row % 90 === 0 ? 250 : row % 16)), new Uint32Array(40).fill(9)];
    const bytes = packed(stretches);
    const words = bytes.length / 4;
    fc.assert(
      fc.property(fc.integer({ min: 8, max: words - 1 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }), (word, value) => {
        const hostile = Uint8Array.from(bytes);
        new DataView(hostile.buffer).setUint32(word * 4, value, true);
        try {
          const back = unpacked(hostile, [300, 40], 1);
          expect(back.flat().every((number) => number < 256)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(BadSnapshot);
        }
      }),
      { numRuns: 500 },
    );
  });
});
