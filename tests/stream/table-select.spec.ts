import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Buckets, type RowValues } from '../../electron/stream/table-buckets';
import { type Finer, type RowOrder, selectWindow } from '../../electron/stream/table-select';

const LAST = Number.POSITIVE_INFINITY;

/** Values as bad for buckets of equal width as they come: all alike, far apart, crowded, none. */
const valueArbitrary = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1_000, max: 1_003 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 2 ** 45 }) },
  { weight: 1, arbitrary: fc.constantFrom(LAST, 0, -(2 ** 52), 2 ** 53) },
);

/** values[slot] is the value of a slot. */
function byPlace(values: Float64Array): RowValues {
  return {
    fill(slots, from, count, into) {
      for (let i = 0; i < count; i += 1) into[i] = values[slots[from + i]!]!;
    },
  };
}

function window(order: RowOrder, slots: Int32Array, count: number, from: number, to: number): number[] {
  const buckets = new Buckets();
  buckets.renew(slots, count, order.values);
  return selectWindow(buckets, order, from, to);
}

describe('a window of an order', () => {
  it('is what sorting everything would put there, wherever it lies', () => {
    fc.assert(
      fc.property(
        fc.array(valueArbitrary, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 3_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(1_500),
        (kinds, count, share, limit) => {
          const values = Float64Array.from({ length: count + 5 }, (_, i) => kinds[(i * 31) % kinds.length]! + (i % 7 === 0 ? i % 13 : 0));
          const slots = Int32Array.from({ length: count + 5 }, (_, i) => i);
          const keys = Uint32Array.from({ length: count + 5 }, (_, i) => (i * 7_919) % 1_000_003);
          const expected = [...slots.subarray(0, count)].toSorted((a, b) =>
            values[a] === values[b] ? keys[a]! - keys[b]! : values[a]! < values[b]! ? -1 : 1,
          );
          const from = Math.floor(share * count);
          const found = window({ values: byPlace(values), finer: null, keys }, slots, count, from, from + limit);
          expect(found).toEqual(expected.slice(from, from + limit));
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('asks for finer values where all that it looks at are alike', () => {
    const count = 5_000;
    const slots = Int32Array.from({ length: count }, (_, i) => i);
    const keys = Uint32Array.from({ length: count }, (_, i) => i + 1);
    const fine = (slot: number): number => (slot * 37) % 1_000;
    const finer: Finer = {
      values: () => byPlace(Float64Array.from(slots, fine)),
      compare: (slot, other) => fine(slot) - fine(other),
    };
    const expected = [...slots].toSorted((a, b) => fine(a) - fine(b) || a - b);
    const found = window({ values: byPlace(new Float64Array(count).fill(7)), finer, keys }, slots, count, 1_200, 1_300);
    expect(found).toEqual(expected.slice(1_200, 1_300));
  });
});
