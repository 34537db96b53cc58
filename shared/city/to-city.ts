import type { City } from '../contract/city';
import { MINUTE_MS } from '../time/instant';
import type { CityDefinition } from './city-definition';

/** How far ahead a deadline counts as at risk (临期): our assumption. */
export const HORIZON_MS = 60 * MINUTE_MS;

/** What clients are told of the city: settings, outlines, sketch and playbooks. */
export function toCity(definition: CityDefinition): City {
  const { city, calendar, districts, sketch, playbooks } = definition;
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
    serviceLevel: city.serviceLevel,
    dayReset: city.dayReset,
    calendar: { holidays: calendar.holidays, workdays: calendar.workdays },
    staffing: city.staffing,
    horizonMs: HORIZON_MS,
    playbooks,
  };
}
