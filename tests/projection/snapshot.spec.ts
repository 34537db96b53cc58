import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STRETCH } from '../../shared/projection/packed-columns';
import { BadSnapshot } from '../../shared/projection/errors';
import { Projection } from '../../shared/projection/projection';
import { settingsHash } from '../../shared/projection/settings';
import { sealSnapshot } from '../../shared/projection/snapshot-frame';
import { HOUR_MS } from '../../shared/time/instant';
import { generateLog, SETTINGS } from './generate';
import { received, Told } from './log';

function snapshotOf(seed: number, length = 300): Uint8Array {
  const projection = new Projection(SETTINGS);
  for (const record of generateLog(seed, length)) projection.apply(record);
  return projection.encode();
}

function refused(bytes: Uint8Array): void {
  expect(() => Projection.decode(bytes, SETTINGS)).toThrow(BadSnapshot);
}

describe('a snapshot', () => {
  it('of nothing is a projection of nothing', () => {
    const decoded = Projection.decode(new Projection(SETTINGS).encode(), SETTINGS);
    expect(decoded.canonical()).toEqual(new Projection(SETTINGS).canonical());
  });

  it('keeps texts of any script, also through two generations without a look at them', () => {
    const references = ['京-12345-工单', 'ascii', '🚲🔌', '', '\u{1d11e}é߿'.repeat(8)];
    const told = new Told();
    for (const [index, reference] of references.entries()) told.at(1e12, received(index + 1, { reference }));
    const once = Projection.decode(told.projection.encode(), SETTINGS);
    const twice = Projection.decode(once.encode(), SETTINGS);
    expect(references.map((_, index) => twice.cases.reference(twice.cases.slotOf(index + 1)))).toEqual(references);
  });

  it('made in steps is of the moment of the first one, whatever happens from when a step allows it', () => {
    for (const seed of [1, 2, 3]) {
      const projection = new Projection(SETTINGS);
      const log = generateLog(seed, 400);
      for (const record of log.slice(0, 300)) projection.apply(record);
      const expected = projection.encode();
      const steps = projection.encodeSteps();
      let held = 0;
      let next = 300;
      for (;;) {
        const step = steps.next();
        if (step.done === true) {
          expect(Buffer.concat(step.value).equals(expected)).toBe(true);
          break;
        }
        if (step.value) held += 1;
        else for (; next < 400; next += 1) projection.apply(log[next]!);
        // What is read meanwhile may settle, and must not show.
        projection.deadlines.settle();
      }
      expect(held).toBeGreaterThan(5);
      expect(next).toBe(400);
    }
  });

  it('keeps what runs on from case to case through many stretches of cases, in any order of keys', () => {
    const told = new Told();
    const cases = 3 * STRETCH + 100;
    for (let nth = 0; nth < cases; nth += 1) {
      const key = ((nth * 7) % cases) + 1;
      const reference = nth % 50 === 0 ? `other-${nth}` : `GD${202_400_000 + nth}`;
      const place = nth % 9 === 0 ? null : { longitude: 116 + (nth % 1_000) / 1e4, latitude: 39 + (nth % 777) / 1e5 };
      told.at(1e12 + nth * 977, received(key, { reference, place, call: nth % 3, township: 1 + (nth % 40) }));
    }
    const decoded = Projection.decode(told.projection.encode(), SETTINGS);
    expect(isDeepStrictEqual(decoded.canonical(), told.projection.canonical())).toBe(true);
    expect(decoded.recomputeDigest()).toBe(told.projection.digest());
  });

  it('can lie anywhere in a larger buffer', () => {
    const bytes = snapshotOf(1);
    const large = new Uint8Array(bytes.length + 16);
    for (let offset = 0; offset < 9; offset += 1) {
      large.set(bytes, offset);
      expect(Projection.decode(large.subarray(offset, offset + bytes.length), SETTINGS).seq).toBe(300);
    }
  });

  it('is refused when it was made with other settings', () => {
    const bytes = snapshotOf(2);
    for (const change of [
      { zone: 'Asia/Tokyo' },
      { horizonMs: 1000 },
      { heatCells: 9 },
      { extent: [0, 0, 1, 1] as const },
      { answerThresholdMs: 1 },
      { dayResetMs: 6 * HOUR_MS },
      { callsKept: 1024 },
    ]) {
      expect(() => Projection.decode(bytes, { ...SETTINGS, ...change })).toThrow(BadSnapshot);
    }
  });

  it('is refused when it is cut, longer, or has one bit changed anywhere', () => {
    const bytes = snapshotOf(3);
    refused(new Uint8Array(0));
    refused(new Uint8Array(1 << 16));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        refused(bytes.slice(0, length));
      }),
      { numRuns: 200 },
    );
    for (const more of [1, 4, 8, 4096]) refused(Uint8Array.of(...bytes, ...new Uint8Array(more)));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const broken = bytes.slice();
        broken[at]! ^= 1 << bit;
        refused(broken);
      }),
      { numRuns: 500 },
    );
  });

  it('from somebody who can make checksums is refused or leads to a projection that works, and never to anything else', () => {
    const seals = settingsHash(SETTINGS);
    const sound = snapshotOf(4, 120);
    let survived = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 4, max: sound.length / 8 - 1 }), fc.double(), fc.boolean()), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 40 }),
        (changes, cut) => {
          const hostile = sound.slice(0, cut < 4 ? Math.max(40, sound.length - 8 * cut) : sound.length);
          const view = new DataView(hostile.buffer);
          for (const [word, value, byte] of changes) {
            if (word * 8 + 8 > hostile.length) continue;
            if (byte) hostile[word * 8 + (Math.abs(Math.trunc(value)) % 8)] = Math.trunc(value);
            else view.setFloat64(word * 8, value, true);
          }
          sealSnapshot(hostile, seals);
          let projection: Projection;
          try {
            projection = Projection.decode(hostile, SETTINGS);
          } catch (error) {
            expect(error).toBeInstanceOf(BadSnapshot);
            return;
          }
          survived += 1;
          projection.advanceTo(projection.now + 1000);
          projection.canonical();
          projection.encode();
        },
      ),
      { numRuns: 600 },
    );
    expect(survived).toBeGreaterThan(0);
  });

  it('with a huge count of anything allocates no more than its own size', () => {
    const sound = snapshotOf(5, 50);
    for (let word = 4; word < sound.length / 8; word += 1) {
      const hostile = sound.slice();
      new DataView(hostile.buffer).setFloat64(word * 8, 2 ** 40, true);
      sealSnapshot(hostile, settingsHash(SETTINGS));
      try {
        Projection.decode(hostile, SETTINGS);
      } catch (error) {
        expect(error).toBeInstanceOf(BadSnapshot);
      }
    }
  });
});
