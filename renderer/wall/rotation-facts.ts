import type { EmergencyTile, FloorTile } from '../../shared/contract/frames';
import type { HotspotsTile } from '../../shared/contract/hotspots';
import type { Alarm, AlarmRule } from '../../shared/contract/rotation';
import { type DurationMs, type Instant, MINUTE_MS } from '../../shared/time/instant';
import { serviceLevel } from '../parts/levels';
import type { Facts, Matter } from './rotation';

/** A hotspot is new for so long. City time. */
export const NEW_HOTSPOT_MS: DurationMs = 10 * MINUTE_MS;

/** What is known of the city; undefined: that tile has not come. */
export interface Known {
  readonly cityNow: Instant | null;
  /** The city's time of day, HH:MM. */
  readonly clock: string | null;
  /** Of the service level, 0…1. */
  readonly target: number | null;
  readonly emergency: EmergencyTile | undefined;
  readonly floor: FloorTile | undefined;
  readonly hotspots: HotspotsTile | undefined;
}

/** What of it the rules ask for. */
export function factsOf(known: Known, rules: readonly Pick<AlarmRule, 'when'>[]): Facts {
  const [hours, minutes] = (known.clock ?? '').split(':').map(Number);
  return {
    minuteOfDay: hours === undefined || minutes === undefined ? null : 60 * hours + minutes,
    matters: Object.fromEntries(rules.map(({ when }) => [when, MATTERS[when](known)])),
  };
}

const MATTERS: Readonly<Record<Alarm, (known: Known) => Matter | null>> = {
  emergency: ({ emergency }) => (emergency?.open == null ? null : { occasion: emergency.open.emergency, begins: true }),
  // Begins when it is broken and lasts until the target is met again: a level that wavers does not turn pages.
  'service-level': ({ floor, target }) => {
    const level = serviceLevel(floor?.service?.['30min'].value ?? null, target ?? 0);
    return level === 'normal' ? null : { occasion: 1, begins: level === 'broken' };
  },
  hotspot: ({ hotspots, cityNow }) => {
    const fresh = (hotspots?.hotspots ?? []).filter(({ announcedAt }) => cityNow !== null && cityNow - announcedAt < NEW_HOTSPOT_MS);
    return fresh.length === 0 ? null : { occasion: Math.max(...fresh.map(({ id }) => id)), begins: true };
  },
};
