import { describe, expect, it } from 'vitest';
import type { Hotspot } from '../../shared/hotspots/hotspot';
import { FALSE_A_DAY } from '../../shared/hotspots/hotspot-watch';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../../shared/time/instant';
import { burst, feed, inOrder, MONDAY, ordinaryCases, type SmallCase, watchOf } from './city';

const HISTORY = 10;
const TODAY: Instant = MONDAY + HISTORY * DAY_MS;

/** Ten ordinary days, then a day with these cases as well: what was announced on it, each as it was then, and what goes on at the end. */
function announcedWith(extra: readonly SmallCase[], seed = 3): { readonly first: Hotspot[]; readonly end: Hotspot[] } {
  const watch = watchOf();
  const first: Hotspot[] = [];
  feed(watch, inOrder(ordinaryCases(seed, MONDAY, (HISTORY + 1) * 24), extra), (now, at) => {
    if (at < TODAY) return;
    for (const hotspot of now.hotspots()) if (!first.some(({ id }) => id === hotspot.id)) first.push(hotspot);
  });
  return { first, end: watch.hotspots() };
}

describe('emerging hotspots', () => {
  it('name place, category, start and factor of a burst in a township within minutes, and end when it is over', () => {
    const from = TODAY + 10 * HOUR_MS;
    const { first, end } = announcedWith(burst(from, 40, 24, [7], 4));
    expect(first).toHaveLength(1);
    const [found] = first;
    expect(found).toMatchObject({ area: { kind: 'township', key: 7 }, categories: [4], over: false });
    expect(found!.announcedAt - from).toBeLessThanOrEqual(15 * MINUTE_MS);
    expect(Math.abs(found!.startedAt - from)).toBeLessThanOrEqual(10 * MINUTE_MS);
    expect(found!.observed / found!.expected).toBeGreaterThan(5);
    expect(found!.low).toBeLessThan(found!.observed / found!.expected);
    expect(found!.high).toBeGreaterThan(found!.observed / found!.expected);
    expect(end).toEqual([]);
  });

  it('stand beside what is usual in each district: as much on an ordinary day, and a burst on top of it', () => {
    const now = TODAY + 11 * HOUR_MS;
    const districtsWith = (extra: readonly SmallCase[]) => {
      const watch = watchOf();
      feed(watch, inOrder(ordinaryCases(3, MONDAY, HISTORY * 24 + 11), extra));
      return { all: watch.ofDistricts(12, () => true), of4: watch.ofDistricts(12, (category) => category === 4) };
    };
    const sum = (of: ReturnType<typeof districtsWith>['all'], key: 'found' | 'usual') =>
      [...of.values()].reduce((total, each) => total + each[key], 0);
    const calm = districtsWith([]);
    expect(sum(calm.all, 'usual') / sum(calm.all, 'found')).toBeGreaterThan(0.6);
    expect(sum(calm.all, 'usual') / sum(calm.all, 'found')).toBeLessThan(1.6);
    const loud = districtsWith(burst(now - 40 * MINUTE_MS, 40, 30, [7], 4));
    expect(sum(loud.of4, 'found') - sum(calm.of4, 'found')).toBeGreaterThanOrEqual(25);
    expect(sum(loud.of4, 'usual')).toBeLessThan(sum(loud.of4, 'found') / 2);
    expect(watchOf().ofDistricts(12, () => true).size).toBe(0);
  });

  it('are one event of a district where its townships have a few cases each', () => {
    const from = TODAY + 9 * HOUR_MS;
    const { first } = announcedWith(burst(from, 60, 36, [2, 5, 8, 11, 14, 17], 6));
    const widest = first.filter(({ area }) => area.kind === 'district');
    expect(widest).toHaveLength(1);
    expect(widest[0]).toMatchObject({ area: { kind: 'district', key: 2 }, categories: [6] });
    expect(widest[0]!.parts.every(({ kind }) => kind === 'township')).toBe(true);
  });

  it('are one event of the city where several categories rise everywhere at once', () => {
    const from = TODAY + 9 * HOUR_MS;
    const all = Array.from({ length: 18 }, (_, i) => i + 1);
    const watch = watchOf();
    const storm = [5, 8, 9].flatMap((category) => burst(from, 120, 180, all, category));
    feed(watch, inOrder(ordinaryCases(3, MONDAY, HISTORY * 24 + 11), storm));
    const wide = watch.hotspots().filter(({ area }) => area.kind === 'city');
    expect(wide).toHaveLength(1);
    expect(new Set(wide[0]!.categories)).toEqual(new Set([5, 8, 9]));
    expect(watch.hotspots().length).toBeLessThanOrEqual(2);
  });

  it('are hardly ever announced on ordinary days: no more often than the budget allows', () => {
    let announced = 0;
    const days = 40;
    const watch = watchOf();
    feed(watch, ordinaryCases(11, MONDAY, (HISTORY + days) * 24));
    announced = watch.detector.nextId - 1;
    // Twice the budget: what is counted is a few events.
    expect(announced).toBeLessThanOrEqual(2 * FALSE_A_DAY * (HISTORY + days));
  });

  it('are not announced because a log that began in the middle of a day knows nothing of the hours before', () => {
    const watch = watchOf();
    const begins = MONDAY + 10 * HOUR_MS;
    feed(
      watch,
      ordinaryCases(3, MONDAY, 3 * 24).filter(({ at }) => at >= begins),
    );
    expect(watch.isReady).toBe(true);
    expect(watch.detector.nextId - 1).toBe(0);
  });

  it('count each case once in its windows, as a recount does', () => {
    const cases = ordinaryCases(5, MONDAY, 30);
    const watch = watchOf();
    feed(watch, cases);
    const { at: last } = cases.at(-1)!;
    const step = 5 * MINUTE_MS;
    const running = Math.floor(last / step);
    for (const steps of [3, 12, 36])
      for (const township of [1, 7, 18])
        for (const category of [1, 2, 3]) {
          const area = watch.baseline.areas.township(township, 0);
          const counted = watch.baseline.count(watch.baseline.cells.find(area, category), { first: steps - 1, last: 0, running: 1 });
          const recounted = cases.filter(
            (c) => c.township === township && c.category === category && Math.floor(c.at / step) > running - steps,
          );
          expect(counted).toBe(recounted.length);
        }
  });

  it('learn what comes back every day, and do not announce it for ever', () => {
    const late = Array.from({ length: 14 }, (_, day) => burst(MONDAY + day * DAY_MS + 20 * HOUR_MS, 60, 20, [7], 4));
    const watch = watchOf();
    const byDay = new Map<number, number>();
    feed(watch, inOrder(ordinaryCases(3, MONDAY, 14 * 24), ...late), (now, at) => {
      for (const { area } of now.hotspots())
        if (area.kind === 'township' && area.key === 7) byDay.set(Math.floor((at - MONDAY) / DAY_MS), 1);
    });
    expect([...byDay.keys()].some((day) => day < 6)).toBe(true);
    expect(watch.baseline.cells.weight(watch.baseline.cells.find(watch.baseline.areas.township(7, 0), 4))).toBeGreaterThan(100);
  });

  it('do not follow cases that come in long after they happened', () => {
    const watch = watchOf();
    feed(watch, ordinaryCases(3, MONDAY, HISTORY * 24));
    for (let i = 0; i < 60; i += 1) watch.appealReceived(Number.NaN, Number.NaN, 1, 7, 4, TODAY - 2 * HOUR_MS);
    watch.advance(TODAY + 2 * MINUTE_MS);
    expect(watch.hotspots()).toEqual([]);
  });
});
