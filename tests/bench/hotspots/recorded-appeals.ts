import { resolve } from 'node:path';
import { openReplaySource } from '../../../electron/hub/sources/replay';
import { settingsOf } from '../../../electron/stream/city-settings';
import { Projection } from '../../../shared/projection/projection';
import { MINUTE_MS } from '../../../shared/time/instant';
import type { City } from '../../../shared/contract/city';
import type { Appeal } from './appeal';
import { randomOf } from './appeal';
import type { Burst } from './truth';

/** The appeals of a recorded file, as its replay tells them. */
export async function recordedAppeals(file: string): Promise<{ readonly city: City; readonly appeals: readonly Appeal[] }> {
  const source = await openReplaySource(file, new URLSearchParams('speed=max'), resolve('resources'));
  const appeals: Appeal[] = [];
  const take = (events: Iterable<{ at: number; event: { kind: string } }>): void => {
    for (const { at, event } of events) {
      if (event.kind !== 'case.received') continue;
      const { place, district, township, category } = event as unknown as Appeal & {
        place: { longitude: number; latitude: number } | null;
      };
      appeals.push({
        at,
        district,
        township,
        category,
        longitude: place?.longitude ?? Number.NaN,
        latitude: place?.latitude ?? Number.NaN,
      });
    }
  };
  take(source.resume(new Projection(settingsOf(source.city)), 0));
  while (!source.finished) take(source.advance(Number.POSITIVE_INFINITY, 2_000));
  return { city: source.city, appeals };
}

/**
 * `count` bursts among appeals `first` …, each where and about what one of them was: its district, and places within about a kilometre of its own. They do not come nearer to each other
 * than the time allows.
 */
export function burstsAmong(
  appeals: readonly Appeal[],
  first: number,
  count: number,
  sizes: readonly number[],
  minutes: readonly number[],
  seed: number,
): Burst[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, (_, i) => {
    const size = sizes[i % sizes.length]!;
    const length = minutes[Math.floor(i / sizes.length) % minutes.length]!;
    const from = first + Math.floor(((i + random()) / count) * (appeals.length - first) * 0.99);
    const like = appeals[from]!;
    const cases = Array.from({ length: size }, () => ({
      ...like,
      at: like.at + Math.floor(random() * length * MINUTE_MS),
      longitude: like.longitude + (random() - 0.5) * 0.02,
      latitude: like.latitude + (random() - 0.5) * 0.016,
    }));
    return { name: `${size} cases, ${length} min`, from: like.at, to: like.at + length * MINUTE_MS, cases };
  });
}
