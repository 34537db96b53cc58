import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReferenceColumn } from '../../shared/projection/reference-column';
import { referenceOrder } from '../../shared/projection/reference-order';
import { ReferenceSearch } from '../../shared/projection/reference-search';

/** References as cities have them, and some that no city has. */
const referenceArbitrary = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('GD2024', 'GD', 'A-10', '京'), fc.integer({ min: 0, max: 1e7 }))
      .map(([start, n]) => `${start}${String(n).padStart(8, '0')}`),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('A', 'A1', 'B0'), fc.integer({ min: 0, max: 99_999 })).map(([start, n]) => `${start}${n}`),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
);

function columnOf(texts: readonly string[]): ReferenceColumn {
  const references = new ReferenceColumn(texts.length);
  for (const [slot, text] of texts.entries()) references.set(slot, text);
  return references;
}

describe('references', () => {
  it('hold a text exactly where the text itself does', () => {
    fc.assert(
      fc.property(
        fc.array(referenceArbitrary, { minLength: 1, maxLength: 30 }),
        fc.nat(),
        fc.nat(12),
        fc.nat(12),
        (texts, at, from, length) => {
          const references = columnOf(texts);
          const whole = texts[at % texts.length]!;
          for (const text of [whole.slice(from, from + length), '00', '7', 'D20', whole]) {
            if (text === '') continue;
            const marks = new Uint8Array(texts.length);
            const slots = Int32Array.from(texts, (_, slot) => slot);
            new ReferenceSearch(references, text).mark(slots, texts.length, marks);
            expect([...marks]).toEqual(texts.map((one) => (one.includes(text) ? 1 : 0)));
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('are ordered by their numbers as by their texts, or not at all', () => {
    let ordered = 0;
    fc.assert(
      fc.property(fc.array(referenceArbitrary, { minLength: 1, maxLength: 12 }), (texts) => {
        const order = referenceOrder(columnOf(texts));
        if (order === null) return;
        ordered += 1;
        const value = (slot: number): number => order.base[order.form[slot]!]! + order.tail[slot]!;
        for (const [a, left] of texts.entries()) {
          expect(order.of(left)).toBe(value(a));
          for (const [b, right] of texts.entries()) expect(Math.sign(value(a) - value(b))).toBe(left < right ? -1 : left > right ? 1 : 0);
        }
      }),
      { numRuns: 600 },
    );
    expect(ordered).toBeGreaterThan(30);
    expect(referenceOrder(columnOf(['GD20240001', 'GD20240002', 'GE20240001']))).not.toBeNull();
    expect(referenceOrder(columnOf(['A1000', 'A10000', 'A11000']))).toBeNull();
    expect(referenceOrder(columnOf(['GD20240001', 'no number']))).toBeNull();
  });

  it('have no number where they have a form that is not known', () => {
    expect(referenceOrder(columnOf(['GD20240001']))?.of('XY20240001')).toBeNaN();
  });
});
