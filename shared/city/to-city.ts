import type { City } from '../contract/city';
import { MINUTE_MS, SECOND_MS } from '../time/instant';
import type { CityDefinition } from './city-definition';

/** The published standard: 95 % of calls within 15 s (GB/T 33358-2016). */
export const SERVICE_LEVEL = { thresholdMs: 15 * SECOND_MS, target: 0.95 } as const;

/** How far ahead a deadline counts as at risk (临期): our assumption. */
export const HORIZON_MS = 60 * MINUTE_MS;

/** What clients are told of the city: settings, outlines, sketch and playbooks. */
export function toCity(definition: CityDefinition): City {
  const { city, districts, sketch, playbooks } = definition;
  return {
    name: city.name,
    hotline: city.hotline,
    zone: city.zone,
    extent: city.extent,
    focus: city.focus,
    outlines: {
      type: 'FeatureCollection',
      features: districts.features.map(({ type, properties, geometry }) => ({ type, properties, geometry })),
    },
    sketch: { type: 'FeatureCollection', features: sketch.features },
    seatsInstalled: city.seats.installed,
    serviceLevel: SERVICE_LEVEL,
    horizonMs: HORIZON_MS,
    playbooks,
  };
}
