import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { deflatedSmall, deflatedWhereWorth } from '../../electron/hub/deflated';
import { seeded } from '../connection/model';

const MEBIBYTE = 1024 * 1024;
/** More than the marks of all stored blocks take. */
const MARKS = 1.001;

function noise(length: number): Uint8Array {
  const random = seeded(3);
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

describe('what a hub deflates', () => {
  it('comes back as it was, whatever it is and however long', async () => {
    for (const length of [0, 1, 4_095, 131_072, 131_073, 500_000])
      for (const bytes of [noise(length), new Uint8Array(length), Buffer.concat([noise(length), new Uint8Array(length)])])
        for (const packed of [await deflatedWhereWorth(bytes), await deflatedSmall(bytes)])
          expect(Buffer.compare(inflateRawSync(packed), bytes)).toBe(0);
  });

  it('lies there as it is where little can be gained, and is compressed where much can', async () => {
    const dense = noise(MEBIBYTE);
    const packed = await deflatedWhereWorth(Buffer.concat([dense, new Uint8Array(MEBIBYTE)]));
    expect(packed.length).toBeLessThan(MEBIBYTE * MARKS + MEBIBYTE / 50);
    expect(Buffer.from(packed).includes(Buffer.from(dense.subarray(1_000, 1_064)))).toBe(true);
  });
});
