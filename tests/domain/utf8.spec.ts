import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUtf8, utf8Length, writeUtf8 } from '../../shared/domain/utf8';

describe('UTF-8', () => {
  it('is written as the platform writes it, lone surrogates included', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
        ),
        (text) => {
          const bytes = new Uint8Array(utf8Length(text));
          expect(writeUtf8(text, bytes, 0)).toBe(bytes.length);
          expect(bytes).toEqual(new Uint8Array(new TextEncoder().encode(text)));
          expect(readUtf8(bytes, 0, bytes.length)).toBe(new TextDecoder().decode(bytes));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is read from any bytes without harm', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(readUtf8(bytes, 0, bytes.length).length).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 500 },
    );
  });
});
