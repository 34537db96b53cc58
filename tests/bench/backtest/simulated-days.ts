import { resolve } from 'node:path';
import { loadCity } from '../../../electron/hub/sources/load-city';
import { Arrivals } from '../../../shared/city/simulation/arrivals';
import { Contacts } from '../../../shared/city/simulation/contacts';
import { Load } from '../../../shared/city/simulation/load';
import { buildModel } from '../../../shared/city/simulation/model';
import type { CityModel } from '../../../shared/city/simulation/model';
import { dayTypeOf } from '../../../shared/domain/day-type';
import type { PastDay } from '../../../shared/forecast/past-day';
import { STEPS_BEFORE } from '../../../shared/forecast/queue-mix';
import type { QueueCalls } from '../../../shared/forecast/queue-mix';
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

  constructor(readonly model: CityModel) {
    this.load = new Load(model);
    this.contacts = new Contacts(model, this.load);
  }

  /** Beijing; `scenarioOn`: code of the scenario of the day that begins then. */
  static async of(seed: number, scenarioOn: (startAt: Instant) => string = () => 'ordinary'): Promise<SimulatedCalls> {
    return new SimulatedCalls(buildModel(await loadCity(resolve('resources')), { seed, scale: 1, scenarioOn }));
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
    return { startAt, weekday: date.weekday, dayType: dayTypeOf(date, this.model.calendar), offered };
  }

  /** The same calls by queue key: entry 0 is not used. Callers are asked what they want, so this takes longer. */
  queues(at: Instant): readonly (readonly number[])[] {
    const { clock, queues } = this.model;
    const startAt = clock.startOfDay(at);
    const nextAt = clock.startOfNextDay(at);
    const steps = Math.ceil((nextAt - startAt) / INTERVAL_MS);
    const byKey = Array.from({ length: queues.count + 1 }, () => Array.from({ length: steps }, () => 0));
    const arrivals = new Arrivals(this.model, this.load);
    arrivals.startDay(startAt);
    for (; arrivals.at < nextAt; arrivals.step()) {
      if (this.contacts.channel(arrivals.id) !== 'phone') continue;
      byKey[this.contacts.queue(arrivals.id, arrivals.at)]![Math.floor((arrivals.at - startAt) / INTERVAL_MS)]! += 1;
    }
    return byKey;
  }

  /** What a forecast is told of the queues of the city day that holds `at`: the whole day, of which it reads what is complete. */
  queueCalls(at: Instant): QueueCalls {
    const startAt = this.model.clock.startOfDay(at);
    const yesterday = this.queues(startAt - HOUR_MS);
    return { before: STEPS_BEFORE, queues: this.queues(startAt).map((calls, key) => yesterday[key]!.slice(-STEPS_BEFORE).concat(calls)) };
  }

  /** `count` days, the first of which holds `at`. */
  days(at: Instant, count: number): SimulatedDay[] {
    return Array.from({ length: count }, (_, i) => this.day(this.model.clock.startOfDay(at) + i * DAY_MS + 12 * HOUR_MS));
  }
}
