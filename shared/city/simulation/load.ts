import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';
import { DRAW, hash, normal, uniform } from './chance';
import type { CityModel } from './model';

/** Something broken in one township: for a while everybody there calls about it. */
export interface Hotspot {
  readonly township: number;
  /** Index into the model's leaves. */
  readonly leaf: number;
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

const NOISE_STEP_MS = 5 * MINUTE_MS;
const MINUTES = DAY_MS / MINUTE_MS;

/** How many contacts the city makes, minute by minute: profile of the day, weekends, noise and hotspots. Pure in (seed, time). */
export class Load {
  /** Share of a day's contacts in each minute of it; sums to 1. */
  private readonly profile: Float64Array;
  private readonly dayTotal: number;
  private hotspotHour = Number.NaN;
  private hotspotNow: Hotspot | null = null;

  constructor(private readonly model: CityModel) {
    this.profile = minuteProfile(model.settings.hourWeights);
    this.dayTotal = (model.settings.callsPerDay * model.scale) / model.settings.phoneShare;
  }

  /** Contacts expected in the minute that begins at `at`, by any channel, without noise and hotspots. */
  expected(at: Instant): number {
    const { clock, settings } = this.model;
    const minute = Math.floor((at - clock.startOfDay(at)) / MINUTE_MS) % MINUTES;
    const { weekday } = clock.parts(at);
    return this.dayTotal * this.profile[minute]! * (weekday === 0 || weekday === 6 ? settings.weekendFactor : 1);
  }

  /** The mean of the minute's Poisson count without hotspots. */
  rate(at: Instant): number {
    const step = Math.floor(at / NOISE_STEP_MS);
    const hour = Math.floor(at / HOUR_MS);
    const { seed, settings } = this.model;
    const fast = settings.noise * normal(uniform(seed, DRAW.noise, step, 0));
    const slow = settings.noise * 0.5 * normal(uniform(seed, DRAW.noise, hour, 1));
    return this.expected(at) * Math.exp(fast + slow);
  }

  /** Contacts that the hotspot adds to the minute that begins at `at`. */
  hotspotRate(at: Instant): number {
    return this.hotspot(at) === null ? 0 : this.model.settings.hotspots.perMinute * this.model.scale;
  }

  /** The hotspot of this moment, if there is one. */
  hotspot(at: Instant): Hotspot | null {
    const hour = Math.floor(at / HOUR_MS);
    if (hour !== this.hotspotHour) {
      this.hotspotHour = hour;
      this.hotspotNow = this.hotspotOf(hour);
    }
    const spot = this.hotspotNow;
    return spot !== null && at >= spot.fromAt && at < spot.toAt ? spot : null;
  }

  private hotspotOf(hour: number): Hotspot | null {
    const { seed, settings, leaves, townshipTotals, clock } = this.model;
    const { chancePerHour, minutes, kinds } = settings.hotspots;
    const startAt = hour * HOUR_MS;
    const { month, hour: localHour } = clock.parts(startAt);
    // Nobody notices at night, and the night's seats could not carry it.
    if (localHour < 6 || localHour > 21 || uniform(seed, DRAW.hotspot, hour, 0) >= chancePerHour) return null;
    const possible = kinds.filter((kind) => kind.months?.includes(month) ?? true);
    const kind = possible[hash(seed, DRAW.hotspot, hour, 1) % Math.max(1, possible.length)];
    const leaf = leaves.findIndex((category) => category.code === kind?.category);
    if (leaf < 0) return null;
    // Drawn by weight, so that it is where people live.
    const target = uniform(seed, DRAW.hotspot, hour, 2) * (townshipTotals.at(-1) ?? 0);
    const township = townshipTotals.findIndex((sum) => sum > target) + 1;
    const fromAt = startAt + Math.floor(uniform(seed, DRAW.hotspot, hour, 3) * (60 - minutes)) * MINUTE_MS;
    return { township, leaf, fromAt, toAt: fromAt + minutes * MINUTE_MS };
  }
}

/** Hour weights joined by straight lines between the middles of the hours, by minute, summing to 1. */
function minuteProfile(weights: readonly number[]): Float64Array {
  const profile = new Float64Array(MINUTES);
  let sum = 0;
  for (let minute = 0; minute < MINUTES; minute += 1) {
    const hour = (minute - 29.5) / 60 + 24;
    const share = hour - Math.floor(hour);
    const before = weights[Math.floor(hour) % 24] ?? 0;
    const after = weights[(Math.floor(hour) + 1) % 24] ?? 0;
    profile[minute] = before + (after - before) * share;
    sum += profile[minute]!;
  }
  for (let minute = 0; minute < MINUTES; minute += 1) profile[minute]! /= sum;
  return profile;
}
