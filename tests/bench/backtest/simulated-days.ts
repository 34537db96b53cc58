import { resolve } from 'node:path';
import { loadCity } from '../../../electron/hub/sources/load-city';
import { Arrivals } from '../../../shared/city/simulation/arrivals';
import { Contacts } from '../../../shared/city/simulation/contacts';
import { Load } from '../../../shared/city/simulation/load';
import { buildModel } from '../../../shared/city/simulation/model';
import type { CityModel } from '../../../shared/city/simulation/model';
import { dayTypeOf } from '../../../shared/domain/day-type';
import type { PastDay } from '../../../shared/forecast/day-model';
import { DAY_MS, HOUR_MS, INTERVAL_MS } from '../../../shared/time/instant';
import type { Instant } from '../../../shared/time/instant';

/** A past day whose every step is known. */
export interface SimulatedDay extends PastDay {
  readonly offered: readonly number[];
}

/** Days of calls as the product's own simulated city makes them. The forecaster sees the counts and nothing else of it. */
export class SimulatedCalls {
  private readonly load: Load;
  private readonly contacts: Contacts;

  private constructor(
    readonly model: CityModel,
    private readonly calendar: Parameters<typeof dayTypeOf>[1],
  ) {
    this.load = new Load(model);
    this.contacts = new Contacts(model, this.load);
  }

  static async of(seed: number): Promise<SimulatedCalls> {
    const definition = await loadCity(resolve('resources'));
    return new SimulatedCalls(buildModel(definition, { seed, scale: 1 }), { holidays: [], workdays: [] });
  }

  /** The city day that holds `at`: its phone calls per 5-minute step. */
  day(at: Instant): SimulatedDay {
    const { clock } = this.model;
    const startAt = clock.startOfDay(at);
    const nextAt = clock.startOfNextDay(at);
    const offered = Array.from({ length: Math.ceil((nextAt - startAt) / INTERVAL_MS) }, () => 0);
    const arrivals = new Arrivals(this.model, this.load);
    arrivals.startDay(startAt);
    for (; arrivals.at < nextAt; arrivals.step()) {
      if (this.contacts.channel(arrivals.id) === 'phone') offered[Math.floor((arrivals.at - startAt) / INTERVAL_MS)]! += 1;
    }
    const date = clock.parts(startAt + 12 * HOUR_MS);
    return { startAt, weekday: date.weekday, dayType: dayTypeOf(date, this.calendar), offered };
  }

  /** `count` days, the first of which holds `at`. */
  days(at: Instant, count: number): SimulatedDay[] {
    return Array.from({ length: count }, (_, i) => this.day(this.model.clock.startOfDay(at) + i * DAY_MS + 12 * HOUR_MS));
  }
}
