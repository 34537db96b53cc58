import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../shared/domain/events';
import { BadSnapshot } from '../../shared/projection/errors';
import { Projection } from '../../shared/projection/projection';
import { changesHash } from '../../shared/projection/settings';
import { sealSnapshot } from '../../shared/projection/snapshot-frame';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time/instant';
import { Dice, generateLog, SETTINGS } from './generate';
import { dispatched, received, Told } from './log';

const T = Date.UTC(2024, 5, 3, 2);

function folded(log: readonly LogRecord[], settings = SETTINGS): Projection {
  const projection = new Projection(settings);
  for (const record of log) projection.apply(record);
  return projection;
}

function expectSame(one: unknown, other: unknown): void {
  if (!isDeepStrictEqual(one, other)) expect(one).toEqual(other);
}

/** The changes, which must be known. */
function changesOf(projection: Projection, since: number): Uint8Array {
  const bytes = projection.encodeChanges(since);
  if (bytes === null) throw new Error(`no changes since ${since}`);
  return bytes;
}

describe('the changes since a seq', () => {
  it('make of a projection that stood there what the whole log makes, for records that follow too', () => {
    let told = 0;
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(300),
        fc.nat(60),
        fc.constantFrom(8, 16, 2 ** 17),
        fc.boolean(),
        (seed, before, gap, callsKept, snapshot) => {
          const settings = { ...SETTINGS, callsKept };
          const log = generateLog(seed, before + gap + 30);
          const dice = new Dice(seed + 7);
          const head = log.slice(0, before + gap);
          let sender = folded(log.slice(0, dice.below(before + 1)), settings);
          // One that has been decoded knows the changes since then.
          if (snapshot) sender = Projection.decode(sender.encode(), settings);
          for (const record of head.slice(sender.seq)) sender.apply(record);
          const receiver = folded(log.slice(0, before), settings);
          const later = dice.below(3);
          if (later > 0) (later === 1 ? sender : receiver).advanceTo(sender.now + dice.below(20 * MINUTE_MS));
          const bytes = sender.encodeChanges(before);
          if (bytes === null) return;
          const known = receiver.canonical();
          let changed: Projection;
          try {
            changed = receiver.applyChanges(bytes);
          } catch (error) {
            // The clock of one of them has seen midnight.
            expect(error).toBeInstanceOf(BadSnapshot);
            expect(receiver.clock.dayStart).not.toBe(sender.clock.dayStart);
            expectSame(receiver.canonical(), known);
            return;
          }
          told += 1;
          for (const record of log.slice(before + gap)) {
            sender.apply(record);
            changed.apply(record);
          }
          const end = Math.max(sender.now, changed.now);
          sender.advanceTo(end);
          changed.advanceTo(end);
          expectSame(changed.canonical(), sender.canonical());
          const whole = folded(log, settings);
          whole.advanceTo(end);
          expectSame(changed.canonical(), whole.canonical());
          expect(changed.recomputeDigest()).toBe(whole.digest());
        },
      ),
      { numRuns: 100 },
    );
    expect(told).toBeGreaterThan(20);
  });

  it('grow with the cases that have changed and not with the cases that are held', () => {
    const told = new Told();
    for (let key = 1; key <= 20_000; key += 1) told.at(T, received(key));
    const since = told.projection.seq;
    for (let key = 1; key <= 50; key += 1) told.at(T, dispatched(key * 7, T + DAY_MS));
    const few = changesOf(told.projection, since).length - changesOf(told.projection, told.projection.seq).length;
    expect(few).toBeLessThan(told.projection.encode().length / 3);
  });

  it('are not told of a seq that has not come, of one before a new city day, or before a snapshot that was read', () => {
    const told = new Told().at(T, received(1)).at(T, received(2));
    expect(told.projection.encodeChanges(3)).toBeNull();
    expect(told.projection.encodeChanges(1)).not.toBeNull();
    const decoded = Projection.decode(told.projection.encode(), SETTINGS);
    expect([decoded.encodeChanges(1), decoded.encodeChanges(2) === null]).toEqual([null, false]);
    told.at(T + DAY_MS, received(3));
    expect([told.projection.encodeChanges(2), told.projection.encodeChanges(3) === null]).toEqual([null, false]);
  });

  it('carry a case that was let go within the day, by a straggler', () => {
    const log = new Told().at(T, received(1)).at(T + DAY_MS, received(2));
    const since = log.projection.seq;
    const away = Projection.decode(log.projection.encode(), SETTINGS);
    log.at(T + HOUR_MS, { kind: 'case.cancelled', case: 1, reason: 'late news' });
    expect(log.projection.cases.has(1)).toBe(false);
    const changed = away.applyChanges(changesOf(log.projection, since));
    expectSame(changed.canonical(), log.projection.canonical());
  });

  it('are refused by any other projection, and change nothing then', () => {
    const log = generateLog(11, 200);
    const bytes = changesOf(folded(log), 190);
    const refusing = [folded(log.slice(0, 189)), folded(generateLog(12, 190)), folded(log.slice(0, 190), { ...SETTINGS, horizonMs: 1000 })];
    for (const projection of refusing) {
      const before = projection.canonical();
      expect(() => projection.applyChanges(bytes)).toThrow(BadSnapshot);
      expectSame(projection.canonical(), before);
    }
    expect(() => Projection.decode(bytes, SETTINGS)).toThrow(BadSnapshot);
    expect(() => folded(log.slice(0, 190)).applyChanges(folded(log).encode())).toThrow(BadSnapshot);
  });

  it('from somebody who can make checksums are refused, and change nothing then, or lead to a projection that works', () => {
    const log = generateLog(4, 150);
    const sound = changesOf(folded(log), 140);
    const stood = folded(log.slice(0, 140));
    const held = stood.encode();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 4, max: sound.length / 8 - 1 }), fc.double(), fc.boolean()), { minLength: 1, maxLength: 4 }),
        (edits) => {
          const hostile = sound.slice();
          const view = new DataView(hostile.buffer);
          for (const [word, value, byte] of edits) {
            if (byte) hostile[word * 8 + (Math.abs(Math.trunc(value)) % 8)] = Math.trunc(value);
            else view.setFloat64(word * 8, value, true);
          }
          sealSnapshot(hostile, changesHash(SETTINGS));
          const receiver = Projection.decode(held, SETTINGS);
          try {
            const changed = receiver.applyChanges(hostile);
            changed.advanceTo(changed.now + 1000);
            changed.canonical();
            changed.encode();
          } catch (error) {
            expect(error).toBeInstanceOf(BadSnapshot);
            expectSame(receiver.canonical(), stood.canonical());
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
