import { beforeAll, describe, expect, it } from 'vitest';
import { loadCity } from '../../electron/hub/sources/load-city';
import { sourceIdentity, parseSourceSpec } from '../../electron/hub/sources/open-source';
import { openSimulatedSource } from '../../electron/hub/sources/simulate';
import { Arrivals } from '../../shared/city/simulation/arrivals';
import { Contacts } from '../../shared/city/simulation/contacts';
import { callHistory, HISTORY_DAYS } from '../../shared/city/simulation/call-history';
import { Load } from '../../shared/city/simulation/load';
import { buildModel } from '../../shared/city/simulation/model';
import type { CityModel } from '../../shared/city/simulation/model';
import type { CityDefinition } from '../../shared/city/city-definition';
import { DAY_MS, HOUR_MS } from '../../shared/time/instant';
import { floorRun } from './floor-run';
import { MONDAY, RESOURCES, simulated } from './run-source';

const LONG_MS = 900_000;
let definition: CityDefinition;
beforeAll(async () => {
  definition = await loadCity(RESOURCES);
});

/** What people call about on the city day that holds `at`: by category code, by district code, and by hour. */
function calls(model: CityModel, at = MONDAY) {
  const load = new Load(model);
  const arrivals = new Arrivals(model, load);
  const contacts = new Contacts(model, load);
  const startAt = model.clock.startOfDay(at);
  const categories = new Map<string, number>();
  const districts = new Map<string, number>();
  const hours = Array.from({ length: 24 }, () => 0);
  let total = 0;
  arrivals.startDay(startAt);
  for (; arrivals.at < startAt + DAY_MS; arrivals.step()) {
    if (contacts.channel(arrivals.id) !== 'phone') continue;
    total += 1;
    hours[Math.floor((arrivals.at - startAt) / HOUR_MS)]! += 1;
    const { category, township } = contacts.matter(arrivals.id, arrivals.at);
    const code = definition.categories[category - 1]!.code;
    categories.set(code, (categories.get(code) ?? 0) + 1);
    const district = definition.townships[township - 1]?.district ?? '';
    districts.set(district, (districts.get(district) ?? 0) + 1);
  }
  return { total, of: (code: string) => categories.get(code) ?? 0, from: (code: string) => districts.get(code) ?? 0, hours };
}

/** An ordinary day, and the same one with a scenario: both of one seed. */
function beside(code: string, files = definition) {
  const scenario = files.scenarios.find((known) => known.code === code)!;
  const month = scenario.month === undefined ? {} : { month: scenario.month };
  const calm = { ...scenario, code: 'calm', ...month, surges: [], handling: [], seatsLost: [] };
  const both = { ...files, scenarios: [...files.scenarios, calm] };
  return {
    scenario,
    calm: calls(buildModel(both, { seed: 9, scale: 1, scenario: 'calm' })),
    day: calls(buildModel(both, { seed: 9, scale: 1, scenario: code })),
  };
}

describe('the scenarios of the city', () => {
  it('bring the calls that the files say, about what they say', () => {
    for (const code of ['rainstorm', 'heating-start', 'utility-outage']) {
      const { scenario, calm, day } = beside(code);
      const more = scenario.surges.reduce((sum, { calls: whole }) => sum + whole * scenario.dayShare, 0);
      // Both days are Poisson counts: four standard deviations of their difference.
      const bound = (expected: number, usual: number): number => 4 * Math.sqrt(expected + 2 * usual);
      expect(Math.abs(day.total - calm.total - more), code).toBeLessThan(bound(more, calm.total));
      const byCategory = new Map<string, number>();
      for (const { categories, calls: whole } of scenario.surges) {
        const weights = Object.values(categories).reduce((sum, weight) => sum + weight, 0);
        for (const [category, weight] of Object.entries(categories))
          byCategory.set(category, (byCategory.get(category) ?? 0) + (whole * scenario.dayShare * weight) / weights);
      }
      for (const [category, expected] of byCategory)
        expect(Math.abs(day.of(category) - calm.of(category) - expected), `${code} ${category}`).toBeLessThan(
          bound(expected, calm.of(category)),
        );
    }
  });

  it('carry the published figures of the rainstorm of 2023', () => {
    const { surges, dayShare } = definition.scenarios.find(({ code }) => code === 'rainstorm')!;
    const about = (category: string): number =>
      surges.filter(({ categories }) => category in categories).reduce((sum, { calls: whole }) => sum + whole, 0);
    expect(surges.reduce((sum, { calls: whole }) => sum + whole, 0)).toBe(33_000);
    expect(about('roof.leak')).toBe(16_000);
    expect(about('ponding.estate')).toBe(6_700);
    // Four days: the worst had more than an even share.
    expect(dayShare).toBeGreaterThan(0.25);
  });

  it('strike at their hours and in their districts', () => {
    const rain = beside('rainstorm');
    const extra = (hour: number): number => rain.day.hours[hour]! - rain.calm.hours[hour]!;
    expect(extra(17)).toBeGreaterThan(1_800);
    expect(Math.abs(extra(13))).toBeLessThan(150);
    // Mentougou lies in the hills that the storm hit.
    expect(rain.day.from('110109') / rain.calm.from('110109')).toBeGreaterThan(1.5);
    expect(rain.day.from('110109') / rain.calm.from('110109')).toBeGreaterThan((1.3 * rain.day.from('110101')) / rain.calm.from('110101'));
    const outage = beside('utility-outage');
    const district = Object.keys(outage.scenario.surges[0]!.districts)[0]!;
    expect(outage.day.from(district) - outage.calm.from(district)).toBeGreaterThan(4_700);
    expect(Math.abs(outage.day.from('110108') - outage.calm.from('110108'))).toBeLessThan(400);
  });

  it(
    'turn a surge of calls into a surge of cases there',
    async () => {
      const cases = async (query: string): Promise<number> => {
        const run = await floorRun(`scale=0.1&cases=0&seed=2&${query}`);
        const township = run.definition.townships;
        return run
          .until('20:00')
          .filter(({ event }) => event.kind === 'case.received' && township[event.township - 1]?.district === '110105').length;
      };
      const usual = await cases('');
      expect((await cases('scenario=utility-outage')) - usual).toBeGreaterThan(300);
    },
    LONG_MS,
  );

  it(
    'take seats away for a while and bring them back',
    async () => {
      const run = await floorRun('scenario=seat-system-failure&scale=0.4&cases=0');
      const states = new Map<number, string>();
      const present = (time: string): number => {
        for (const { event } of run.until(time)) if (event.kind === 'seat.changed') states.set(event.seat, event.state);
        return [...states.values()].filter((state) => state !== 'off').length;
      };
      const before = present('15:09');
      // Seats in a call go when it ends.
      expect(present('15:40') / before).toBeGreaterThan(0.5);
      expect(present('15:41') / before).toBeLessThan(0.72);
      expect(present('16:19') / before).toBeLessThan(0.72);
      const half = present('16:38');
      expect(half / before).toBeGreaterThan(0.68);
      expect(present('17:00') / before).toBeGreaterThan(0.8);
    },
    LONG_MS,
  );

  it('can hold on single days, for whoever puts a storm into eight weeks', () => {
    const stormDay = new Load(buildModel(definition, { seed: 1, scale: 1 })).day(MONDAY).startAt;
    const model = buildModel(definition, { seed: 1, scale: 1, scenarioOn: (startAt) => (startAt === stormDay ? 'rainstorm' : 'ordinary') });
    const calm = buildModel(definition, { seed: 1, scale: 1 });
    expect(calls(model, MONDAY).total).toBeGreaterThan(calls(calm, MONDAY).total + 12_000);
    expect(calls(model, MONDAY + DAY_MS).total).toBe(calls(calm, MONDAY + DAY_MS).total);
    const none = buildModel(definition, { seed: 1, scale: 1, scenarioOn: () => 'sandstorm' });
    expect(() => calls(none)).toThrow(/no scenario "sandstorm"; there are: ordinary, /);
  });
});

describe('the days of the city', () => {
  it('are of the type that the calendar says, with fewer calls on days off', () => {
    const load = new Load(buildModel(definition, { seed: 1, scale: 1 }));
    const noon = (month: number, day: number) => load.day(Date.UTC(2026, month - 1, day, 4));
    expect(noon(11, 23).type).toBe('workday');
    expect(noon(11, 22).type).toBe('weekend');
    expect(noon(10, 1).type).toBe('holiday');
    // A working Saturday in exchange for a holiday.
    expect(noon(10, 10).type).toBe('workday');
    const sum = (month: number, day: number): number => noon(month, day).expected.reduce((total, minute) => total + minute, 0);
    expect(sum(11, 22) / sum(11, 25)).toBeCloseTo(0.86);
    expect(sum(10, 1) / sum(11, 25)).toBeCloseTo(0.7);
    expect(sum(11, 23)).toBeGreaterThan(sum(11, 27));
    // 67,000 calls are nine tenths of the contacts of a Wednesday.
    expect(sum(11, 25) * 0.9).toBeCloseTo(67_000, 3);
  });

  it('turn out higher or lower than expected by about four in a hundred', () => {
    const load = new Load(buildModel(definition, { seed: 3, scale: 1 }));
    const levels = Array.from({ length: 400 }, (_, i) => Math.log(load.day(MONDAY - i * DAY_MS).level));
    const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
    const sd = Math.sqrt(levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length);
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(sd).toBeGreaterThan(0.034);
    expect(sd).toBeLessThan(0.046);
  });

  it('before the log began are eight whole weeks, like those that follow', () => {
    const model = buildModel(definition, { seed: 1, scale: 1, scenario: 'rainstorm' });
    const startAt = model.clock.startOfDay(MONDAY);
    const startedAt = performance.now();
    const days = [...callHistory(model, startAt)];
    process.stdout.write(`call history: ${days.length} days in ${(performance.now() - startedAt).toFixed(0)} ms\n`);
    expect(days).toHaveLength(HISTORY_DAYS);
    expect(days.map(({ startAt: at }) => at)).toEqual(days.map((_, i) => startAt - (HISTORY_DAYS - i) * DAY_MS));
    for (const { offered } of days) expect(offered).toHaveLength(288);
    const total = (index: number): number => days[index]!.offered.reduce((sum, calls_) => sum + calls_, 0);
    const calm = buildModel(definition, { seed: 1, scale: 1 });
    // A day of the history and the same day lived: one level and one noise, two draws.
    for (const index of [55, 50, 20]) {
      const lived = calls(calm, days[index]!.startAt + 12 * HOUR_MS).total;
      expect(Math.abs(total(index) - lived)).toBeLessThan(5 * Math.sqrt(2 * lived));
    }
    const moved = buildModel({ ...definition, city: { ...definition.city, dayReset: '05:00' } }, { seed: 1, scale: 1 });
    const shifted = [...callHistory(moved, startAt)];
    expect(shifted.at(-1)!.startAt).toBe(startAt - DAY_MS - 19 * HOUR_MS);
    expect(shifted).toHaveLength(HISTORY_DAYS);
  });
});

describe('a scenario asked for by name', () => {
  it('is refused when the files have none of that name, with those that they have', async () => {
    await expect(simulated('scenario=flood')).rejects.toThrow(
      /no scenario "flood".*ordinary, weekday, weekend, holiday, heating-start, rainstorm/,
    );
  });

  it('begins on a day of its kind, says its name, and is a source of its own', async () => {
    const weekend = await openSimulatedSource(new URLSearchParams('scenario=weekend&start=10:00'), RESOURCES, MONDAY);
    expect(new Date(weekend.startAt).toISOString()).toBe('2026-11-22T02:00:00.000Z');
    expect(weekend.source).toMatchObject({ kind: 'simulate', name: 'simulated: weekend' });
    const ordinary = await openSimulatedSource(new URLSearchParams('scenario=ordinary'), RESOURCES, MONDAY);
    expect(ordinary.source.name).toBe('simulated');
    const identity = (text: string): string => sourceIdentity(parseSourceSpec(text));
    expect(identity('simulate?seed=4')).toBe('simulate');
    expect(identity('simulate?scenario=ordinary')).toBe('simulate');
    expect(identity('simulate?scenario=rainstorm&speed=9')).toBe('simulate?scenario=rainstorm');
    expect(identity('simulate?arrivals=/data/day.csv')).toBe('simulate?arrivals=day.csv');
  });
});
