import { HotspotWatch } from '../../shared/hotspots/hotspot-watch';
import { HOUR_MS, type Instant, MINUTE_MS } from '../../shared/time/instant';
import { zoneClock } from '../../shared/time/zone';

/** A small city: 3 districts of 6 townships, 10 categories, some 120 cases an hour by day and 30 by night. Cases are drawn from a seed. */
export interface SmallCase {
  readonly at: Instant;
  readonly district: number;
  readonly township: number;
  readonly category: number;
}

/** Monday 7 September 2026, 00:00 in Shanghai. */
export const MONDAY: Instant = Date.UTC(2026, 8, 6, 16);

export function watchOf(): HotspotWatch {
  return new HotspotWatch({ clock: zoneClock('Asia/Shanghai'), calendar: { holidays: [], workdays: [] }, extent: [116, 39, 117, 41] });
}

/** Repeatable numbers in 0…1: xorshift32. */
export function randomOf(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export function ordinaryCases(seed: number, fromAt: Instant, hours: number): SmallCase[] {
  const random = randomOf(seed);
  const cases: SmallCase[] = [];
  let at = fromAt;
  for (;;) {
    const hour = Math.floor((at + 8 * HOUR_MS) / HOUR_MS) % 24;
    at += Math.ceil((-Math.log(1 - random()) * HOUR_MS) / (hour >= 8 && hour < 22 ? 120 : 30));
    if (at >= fromAt + hours * HOUR_MS) return cases;
    const township = 1 + Math.floor(random() * 18);
    cases.push({ at, township, district: 1 + ((township - 1) % 3), category: 1 + Math.floor(10 * random() ** 2) });
  }
}

/** `count` cases of one category within `minutes`, in the townships in turns. */
export function burst(fromAt: Instant, minutes: number, count: number, townships: readonly number[], category: number): SmallCase[] {
  return Array.from({ length: count }, (_, i) => {
    const township = townships[i % townships.length]!;
    return { at: fromAt + Math.floor(((i + 0.5) / count) * minutes * MINUTE_MS), township, district: 1 + ((township - 1) % 3), category };
  });
}

export function inOrder(...lists: readonly (readonly SmallCase[])[]): SmallCase[] {
  return lists.flat().sort((a, b) => a.at - b.at);
}

export function feed(watch: HotspotWatch, cases: readonly SmallCase[], each?: (watch: HotspotWatch, at: Instant) => void): void {
  for (const { at, district, township, category } of cases) {
    watch.advance(at);
    each?.(watch, at);
    watch.appealReceived(Number.NaN, Number.NaN, district, township, category, at);
  }
}
