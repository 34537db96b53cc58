import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankCase } from '../../shared/domain/case-fields';
import type { CaseFields } from '../../shared/domain/case-fields';
import { CALLBACKS, CASE_STATUSES, CHANNELS, CONTACTS, ENDED_STATUSES, GRADES } from '../../shared/domain/terms';
import { CaseColumns } from '../../shared/projection/case-columns';
import { KeyIndex } from '../../shared/projection/key-index';

const small = fc.nat(65_535);
const moment = fc.integer({ min: 0, max: 4_294_967_295_999 });
const place = fc.option(fc.record({ longitude: fc.integer({ min: -18e8, max: 18e8 }), latitude: fc.integer({ min: -9e8, max: 9e8 }) }));

const anyCase = fc.record({
  version: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  status: fc.constantFrom(...CASE_STATUSES),
  contact: fc.constantFrom(...CONTACTS),
  channel: fc.constantFrom(...CHANNELS),
  callback: fc.constantFrom(...CALLBACKS),
  grade: fc.constantFrom(...GRADES),
  category: small,
  district: small,
  township: small,
  unit: small,
  firstUnit: small,
  urges: small,
  returns: fc.nat(255),
  reopenings: fc.nat(255),
  call: fc.nat(2 ** 32 - 1),
  receivedAt: moment,
  dispatchedAt: moment,
  dueAt: fc.nat(Number.MAX_SAFE_INTEGER),
  changedAt: moment,
  resolvedAt: moment,
  place,
});

function fieldsOf(key: number, { place: at, ...known }: typeof anyCase extends fc.Arbitrary<infer Known> ? Known : never): CaseFields {
  const degrees = at === null ? {} : { longitude: at.longitude / 1e7, latitude: at.latitude / 1e7 };
  // A case ends with its last change.
  const endedAt = ENDED_STATUSES.includes(known.status) ? known.changedAt : 0;
  return { ...blankCase(), ...known, key, endedAt, ...degrees };
}

describe('case columns', () => {
  it('give back every field exactly, through any order of arrivals, changes and departures', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(2), anyCase), { maxLength: 200 }), (steps) => {
        const cases = new CaseColumns(4);
        const model = new Map<number, CaseFields>();
        for (const [key, what, known] of steps) {
          const fields = fieldsOf(key, known);
          const slot = cases.slotOf(key);
          expect(slot >= 0).toBe(model.has(key));
          if (slot < 0) {
            cases.add(fields, `R${key}`);
            model.set(key, fields);
          } else if (what === 0) {
            cases.remove(slot);
            model.delete(key);
          } else {
            cases.store(slot, fields);
            model.set(key, fields);
          }
        }
        expect(cases.size).toBe(model.size);
        for (let key = 1; key <= 40; key += 1) {
          expect(cases.read(key)).toEqual(model.get(key) ?? null);
          if (model.has(key)) expect(cases.reference(cases.slotOf(key))).toBe(`R${key}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('use the slots of cases that have left', () => {
    const cases = new CaseColumns();
    for (let key = 1; key <= 10_000; key += 1) {
      const slot = cases.add({ ...blankCase(), key, version: 1 }, `R${key}`);
      if (key > 50) cases.remove(cases.slotOf(key - 50));
      expect(slot).toBeLessThan(64);
    }
    expect([cases.size, cases.end]).toEqual([50, 51]);
  });

  it('cost at most 115 bytes a case once there are many, references and spare room included', () => {
    const cases = new CaseColumns();
    const fields = { ...blankCase(), version: 1 };
    let worst = 0;
    for (let key = 1; key <= 400_000; key += 1) {
      fields.key = key;
      cases.add(fields, `GD${20_240_000_000 + key}`);
      if (key > 100_000) worst = Math.max(worst, cases.bytes() / key);
    }
    expect(worst).toBeLessThanOrEqual(115);
  });
});

describe('the key index', () => {
  it('finds every key among any others, also when all want one place', () => {
    // Keys that the multiplication sends to the same place: multiples of a power of two, and keys far apart.
    const keys = fc.uniqueArray(
      fc.oneof(
        fc.integer({ min: 1, max: 50 }),
        fc.nat(255).map((n) => (n * 2 ** 24 + 1) >>> 0),
        fc.nat(2 ** 32 - 1),
      ),
      { maxLength: 150 },
    );
    fc.assert(
      fc.property(keys, fc.array(fc.nat(149)), (all, departures) => {
        const column = Uint32Array.from(all);
        const index = new KeyIndex();
        const there = new Set<number>();
        for (const slot of all.keys()) {
          index.insert(slot, column);
          there.add(slot);
        }
        for (const slot of departures) {
          if (slot < all.length && there.delete(slot)) index.remove(column[slot]!, column);
          for (const [at, key] of all.entries()) expect(index.find(key, column)).toBe(there.has(at) ? at : -1);
        }
        expect(index.size).toBe(there.size);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps every key while a large table grows in its place, crowds across the end and far from home among them', () => {
    const [places, crowdAt, crowd] = [2 ** 19, 32_000, 34_000];
    // The way back of the multiplication: a key with this home, the n-th of its kind.
    const keyAt = (home: number, n: number) => Math.imul(home * (2 ** 32 / places) + n, 0x0e8b2f51) >>> 0;
    const wanted = [
      ...Array.from({ length: crowd }, (_, n) => keyAt(crowdAt + n, 0)),
      // Beyond the crowd, and the first 65,536 places.
      ...Array.from({ length: 200 }, (_, n) => keyAt(crowdAt, n + 1)),
      // Round to the beginning.
      ...Array.from({ length: 300 }, (_, n) => keyAt(places - 1, n)),
      // One a place, far from those.
      ...Array.from({ length: 800_000 }, (_, n) => keyAt(100_000 + (n % 400_000), 1 + Math.floor(n / 400_000))),
    ];
    const column = Uint32Array.from(new Set(wanted));
    const index = new KeyIndex(places / 2);
    const lost = (there: (slot: number) => boolean) =>
      column.reduce((sum, key, slot) => sum + (index.find(key, column) === (there(slot) ? slot : -1) ? 0 : 1), 0);
    const sizes = [index.bytes];
    for (let slot = 0; slot < column.length; slot += 1) {
      index.insert(slot, column);
      if (index.bytes === sizes.at(-1)) continue;
      sizes.push(index.bytes);
      expect(lost((other) => other <= slot)).toBe(0);
    }
    expect([sizes, lost(() => true)]).toEqual([[1, 2, 4].map((times) => times * places * 4), 0]);
    for (let slot = 0; slot < column.length; slot += 3) index.remove(column[slot]!, column);
    expect(lost((slot) => slot % 3 !== 0)).toBe(0);
  });
});
