import { dayTypeOf } from '../../domain/day-type';
import type { DayType } from '../../domain/day-type';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';
import { DRAW, hash, normal, uniform } from './chance';
import type { CityModel } from './model';
import type { Scenario } from './scenario-effects';

/** Something broken in one township: for a while everybody there calls about it. */
export interface Hotspot {
  readonly township: number;
  /** Index into the model's leaves. */
  readonly leaf: number;
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** What a city day is like for the whole of it. */
export interface LoadDay {
  readonly startAt: Instant;
  readonly nextAt: Instant;
  readonly type: DayType;
  /** Contacts expected in each minute of the day: what a planner knows who knows the calendar. */
  readonly expected: Float64Array;
  /** How the day turns out as a whole, which nobody knows before; a factor. */
  readonly level: number;
  readonly scenario: Scenario;
}

/** The mean numbers of contacts of one minute, by what makes them. */
export interface MinuteLoad {
  readonly minute: number;
  readonly ordinary: number;
  readonly hotspot: Hotspot | null;
  readonly hot: number;
  /** In the order of the scenario's surges. */
  readonly surges: readonly number[];
  readonly total: number;
}

const NOISE_STEP_MS = 5 * MINUTE_MS;
const MINUTES = DAY_MS / MINUTE_MS;
const DAYS_KEPT = 100;
/** Minutes that are remembered: callers are written down minutes after they came. */
const MINUTES_KEPT = 128;

/**
 * How many contacts the city makes, minute by minute: profile and level of the day, noise, hotspots and the surges of a scenario. Pure in (seed, time).
 */
export class Load {
  private readonly profiles = new Map<DayType, Float64Array>();
  private readonly days = new Map<Instant, LoadDay>();
  private readonly kept: (MinuteLoad | null)[] = Array.from({ length: MINUTES_KEPT }, () => null);
  private latest: LoadDay | null = null;
  private noiseStep = Number.NaN;
  private noise = 1;
  private hotspotHour = Number.NaN;
  private hotspotNow: Hotspot | null = null;

  constructor(private readonly model: CityModel) {}

  /** The city day that holds `at`. */
  day(at: Instant): LoadDay {
    // Most who ask mean the day of whoever asked before.
    if (this.latest !== null && at >= this.latest.startAt && at < this.latest.nextAt) return this.latest;
    const startAt = this.model.days.startOfDay(at);
    let day = this.days.get(startAt);
    if (day === undefined) {
      day = this.makeDay(startAt);
      if (this.days.size >= DAYS_KEPT) this.days.clear();
      this.days.set(startAt, day);
    }
    this.latest = day;
    return day;
  }

  /** Contacts expected in the minute that begins at `at`, by any channel: by the calendar, without noise, hotspots and surges. */
  expected(at: Instant): number {
    const { expected, startAt } = this.day(at);
    return expected[minuteOf(startAt, at)]!;
  }

  /** The same with as much of the surges as the shift plan reckons with. */
  planned(at: Instant): number {
    const { expected, scenario, startAt } = this.day(at);
    const minute = minuteOf(startAt, at);
    let surges = 0;
    for (const surge of scenario.surges) surges += this.contacts(surge.perMinute[minute]!);
    return expected[minute]! + scenario.planned * surges;
  }

  /** The mean of the Poisson count of the minute that holds `at`, and of what it is made. */
  minute(at: Instant): MinuteLoad {
    const minute = Math.floor(at / MINUTE_MS);
    const place = minute % MINUTES_KEPT;
    const kept = this.kept[place];
    return kept?.minute === minute ? kept : (this.kept[place] = this.makeMinute(minute));
  }

  /** The mean without hotspots and surges. */
  ordinary(at: Instant): number {
    const { model } = this;
    const day = this.day(at);
    const expected = day.expected[minuteOf(day.startAt, at)]!;
    // What is recorded needs no noise: it is as it was.
    return model.recorded !== null ? expected : expected * day.level * this.noiseAt(at);
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

  /** Contacts that a hotspot adds to a minute. */
  get hotspotRate(): number {
    return this.model.settings.hotspots.perMinute * this.model.scale;
  }

  /** Contacts by any channel of which so many calls are a part, at this model's scale. */
  private contacts(calls: number): number {
    return (calls * this.model.scale) / this.model.settings.phoneShare;
  }

  private noiseAt(at: Instant): number {
    const step = Math.floor(at / NOISE_STEP_MS);
    if (step !== this.noiseStep) {
      const { seed, settings } = this.model;
      const fast = settings.noise * normal(uniform(seed, DRAW.noise, step, 0));
      const slow = settings.noise * 0.5 * normal(uniform(seed, DRAW.noise, Math.floor(at / HOUR_MS), 1));
      this.noiseStep = step;
      this.noise = Math.exp(fast + slow);
    }
    return this.noise;
  }

  private makeMinute(minute: number): MinuteLoad {
    const at = minute * MINUTE_MS;
    const { scenario, startAt } = this.day(at);
    const ordinary = this.ordinary(at);
    const hotspot = this.hotspot(at);
    const hot = hotspot === null ? 0 : this.hotspotRate;
    const surges = scenario.surges.map(({ perMinute }) => this.contacts(perMinute[minuteOf(startAt, at)]!));
    const total = surges.reduce((sum, surge) => sum + surge, ordinary + hot);
    return { minute, ordinary, hotspot, hot, surges, total };
  }

  private makeDay(startAt: Instant): LoadDay {
    const { model } = this;
    const { clock, settings, seed, scale } = model;
    const date = clock.parts(startAt + 12 * HOUR_MS);
    const type = dayTypeOf(date, model.calendar);
    const scenario = model.scenarioOn(startAt);
    const nextAt = model.days.startOfNextDay(startAt);
    if (model.recorded !== null) return { startAt, nextAt, type, expected: model.recorded.profile, level: 1, scenario };
    let profile = this.profiles.get(type);
    if (profile === undefined) this.profiles.set(type, (profile = minuteProfile(settings.days[type].hourWeights)));
    const weekday = type === 'workday' ? settings.weekdayFactors[date.weekday]! : 1;
    const contacts = (settings.callsPerDay * scale * settings.days[type].factor * weekday) / settings.phoneShare;
    const level = Math.exp(settings.dayNoise * normal(uniform(seed, DRAW.day, Math.floor(startAt / HOUR_MS), 0)));
    return { startAt, nextAt, type, expected: profile.map((share) => share * contacts), level, scenario };
  }

  private hotspotOf(hour: number): Hotspot | null {
    const { seed, settings, leaves, townshipTotals, clock } = this.model;
    const { chancePerHour, minutes, kinds } = settings.hotspots;
    const startAt = hour * HOUR_MS;
    const { month, hour: localHour } = clock.parts(startAt);
    if (this.model.recorded !== null) return null;
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

function minuteOf(startAt: Instant, at: Instant): number {
  return Math.floor((at - startAt) / MINUTE_MS) % MINUTES;
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
