import { openSimulatedCity } from '../../electron/hub/sources/simulated-city';
import type { SimulatedCity } from '../../electron/hub/sources/simulated-city';
import { CitySimulation } from '../../shared/city/simulation/city-simulation';
import type { TimedEvent } from '../../shared/city/simulation/city-simulation';
import { DAY_MS, MINUTE_MS } from '../../shared/time/instant';
import { MONDAY, RESOURCES } from './run-source';

/** A simulated city without a log: what it hands out from the beginning of its day on. */
export interface FloorRun extends SimulatedCity {
  readonly simulation: CitySimulation;
  /** Events up to a time of the day, HH:MM; those that were handed out are not handed out again. */
  until(time: string): TimedEvent[];
}

export async function floorRun(query: string, now = MONDAY): Promise<FloorRun> {
  const city = await openSimulatedCity(new URLSearchParams(query), RESOURCES, now);
  const simulation = new CitySimulation(city.model);
  simulation.begin(city.startDay);
  return {
    ...city,
    simulation,
    until(time) {
      const to = city.startDay + timeOfDay(time);
      const events: TimedEvent[] = [];
      for (;;) {
        const more = simulation.advance(to, 5_000);
        if (more.length === 0) return events;
        events.push(...more);
      }
    },
  };
}

/** ms after midnight of HH:MM; 24:00 is the day's end. */
export function timeOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return Math.min(DAY_MS, (hours * 60 + minutes) * MINUTE_MS);
}
