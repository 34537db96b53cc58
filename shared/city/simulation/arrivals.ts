import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';
import { DRAW, poisson, uniform } from './chance';
import type { Load } from './load';
import type { CityModel } from './model';

/** Contacts of one day share a block of ids, so that an id alone tells the day. */
const DAY_BLOCK = 2 ** 18;
/** Day 0 of the ids: 2020-01-01, in days since 1970. */
const FIRST_DAY = 18_262;

/**
 * Every contact that the city will ever make, in order, as a pure function of the seed: contact n of a city day has the id block(day) + n, n from 1.
 * The id of a contact by phone is its call key. This is a cursor on that list.
 */
export class Arrivals {
  private dayStart: Instant = 0;
  private nextDay: Instant = 0;
  private block = 0;
  private minuteAt: Instant = 0;
  /** Contacts of the day before this minute. */
  private before = 0;
  private times: number[] = [];
  private index = 0;

  constructor(
    private readonly model: CityModel,
    private readonly load: Load,
  ) {}

  /** Puts the cursor before the first contact of the city day that holds `at`. */
  startDay(at: Instant): void {
    this.openDay(at);
    this.skipEmpty();
  }

  private openDay(at: Instant): void {
    const { clock } = this.model;
    this.dayStart = clock.startOfDay(at);
    this.nextDay = clock.startOfNextDay(at);
    const { year, month, day } = clock.parts(this.dayStart + 12 * HOUR_MS);
    this.block = (Date.UTC(year, month - 1, day) / DAY_MS - FIRST_DAY) * DAY_BLOCK;
    this.before = 0;
    this.fillMinute(this.dayStart);
  }

  /** Puts the cursor behind contact `id`. */
  seekAfter(id: number): void {
    const number = id % DAY_BLOCK;
    const day = Math.floor(id / DAY_BLOCK);
    this.openDay(this.model.clock.fromLocal({ year: 2020, month: 1, day: 1 + day, hour: 12, minute: 0, second: 0 }));
    while (this.before + this.times.length < number && this.minuteAt + MINUTE_MS < this.nextDay) {
      this.before += this.times.length;
      this.fillMinute(this.minuteAt + MINUTE_MS);
    }
    this.index = number - this.before;
    this.skipEmpty();
  }

  /** Id of the contact at the cursor. */
  get id(): number {
    return this.block + this.before + this.index + 1;
  }

  /** When it comes. */
  get at(): Instant {
    return this.times[this.index]!;
  }

  /** Moves on to the next contact. */
  step(): void {
    this.index += 1;
    this.skipEmpty();
  }

  private skipEmpty(): void {
    while (this.index >= this.times.length) {
      if (this.minuteAt + MINUTE_MS >= this.nextDay) {
        this.openDay(this.nextDay);
        continue;
      }
      this.before += this.times.length;
      this.fillMinute(this.minuteAt + MINUTE_MS);
    }
  }

  /** Draws the contacts of a minute; no two at the same millisecond. */
  private fillMinute(minuteAt: Instant): void {
    this.minuteAt = minuteAt;
    this.index = 0;
    const { seed } = this.model;
    const minute = Math.floor(minuteAt / MINUTE_MS);
    const mean = this.load.rate(minuteAt) + this.load.hotspotRate(minuteAt);
    const room = DAY_BLOCK - 1 - this.before;
    const count = Math.min(room, poisson(uniform(seed, DRAW.arrivals, minute, 0), mean));
    const times: number[] = [];
    for (let i = 1; i <= count; i += 1) times.push(minuteAt + Math.floor(uniform(seed, DRAW.arrivals, minute, i) * MINUTE_MS));
    times.sort((a, b) => a - b);
    for (let i = 1; i < times.length; i += 1) times[i] = Math.max(times[i]!, times[i - 1]! + 1);
    this.times = times;
  }
}

/** Which contact of its day this is, from 1. */
export function numberInDay(id: number): number {
  return id % DAY_BLOCK;
}

/** yyMMdd of the city day of a contact. */
export function dateOf(id: number): string {
  return yearMonthDay(new Date((Math.floor(id / DAY_BLOCK) + FIRST_DAY) * DAY_MS));
}

/** yyMMdd of a date whose UTC fields are the city's. */
export function yearMonthDay(date: Date): string {
  const number = (date.getUTCFullYear() % 100) * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  return String(number).padStart(6, '0');
}
