import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';
import { DRAW, poisson, uniform } from './chance';
import { contactId, CONTACTS_A_DAY, dateOfContact, numberInDay } from './contact-id';
import type { Load } from './load';
import type { CityModel } from './model';

/** A city day, and how many contacts come before each of its minutes. */
interface ContactDay {
  readonly startAt: Instant;
  readonly nextAt: Instant;
  /** Days since 1970 of its date. */
  readonly date: number;
  /** Entry m: contacts before minute m; one entry more than minutes. */
  readonly before: Uint32Array;
}

/** Yesterday's callers are still on the phone after midnight. */
const DAYS_KEPT = 3;
/** Who calls again came some minutes ago. */
const MINUTES_KEPT = 40;

/**
 * Every contact that the city will ever make, in order, as a pure function of the seed: contact n of a city day has `contactId(day, n)`, n from 1. This is a
 * cursor on that list.
 */
export class Arrivals {
  private readonly days = new Map<number, ContactDay>();
  private readonly minutes = new Map<Instant, readonly number[]>();
  private day: ContactDay | null = null;
  private minute = 0;
  private times: readonly number[] = [];
  private index = 0;

  constructor(
    private readonly model: CityModel,
    private readonly load: Load,
  ) {}

  /** Puts the cursor before the first contact of the city day that holds `at`. Throws a RangeError on a day that has no ids. */
  startDay(at: Instant): void {
    this.open(this.dayAt(at));
    this.skipEmpty();
  }

  /** Puts the cursor behind contact `id`. */
  seekAfter(id: number): void {
    const day = this.dayOf(id);
    this.open(day);
    const minutes = day.before.length - 1;
    while (this.minute + 1 < minutes && day.before[this.minute + 1]! < numberInDay(id)) this.minute += 1;
    this.times = this.timesOf(day, this.minute);
    this.index = numberInDay(id) - day.before[this.minute]!;
    this.skipEmpty();
  }

  /** Id of the contact at the cursor. */
  get id(): number {
    return contactId(this.day!.date, this.day!.before[this.minute]! + this.index + 1);
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

  /** When a contact comes or came, wherever the cursor is. `id` of a first try. */
  timeOf(id: number): Instant {
    const day = this.dayOf(id);
    const number = numberInDay(id);
    // The minute before which fewer contacts come than `number`, and after which at least as many have come.
    let low = 0;
    let high = day.before.length - 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (day.before[middle + 1]! >= number) high = middle;
      else low = middle + 1;
    }
    return this.timesOf(day, low)[number - day.before[low]! - 1] ?? day.startAt + low * MINUTE_MS;
  }

  private open(day: ContactDay): void {
    this.day = day;
    this.minute = 0;
    this.times = this.timesOf(day, 0);
    this.index = 0;
  }

  private skipEmpty(): void {
    while (this.index >= this.times.length) {
      const day = this.day!;
      if (this.minute + 2 >= day.before.length) {
        this.open(this.dayAt(day.nextAt));
        continue;
      }
      this.minute += 1;
      this.index = 0;
      this.times = this.timesOf(day, this.minute);
    }
  }

  private dayOf(id: number): ContactDay {
    return this.dayAt(this.model.clock.fromLocal({ year: 1970, month: 1, day: 1 + dateOfContact(id), hour: 12, minute: 0, second: 0 }));
  }

  private dayAt(at: Instant): ContactDay {
    const { clock, days } = this.model;
    const startAt = days.startOfDay(at);
    const kept = this.days.get(startAt);
    if (kept !== undefined) return kept;
    const nextAt = days.startOfNextDay(at);
    const { year, month, day } = clock.parts(startAt + 12 * HOUR_MS);
    const minutes = Math.ceil((nextAt - startAt) / MINUTE_MS);
    const before = new Uint32Array(minutes + 1);
    for (let minute = 0; minute < minutes; minute += 1) {
      const count = this.count(startAt, minute);
      before[minute + 1] = Math.min(CONTACTS_A_DAY, before[minute]! + count);
    }
    const made = { startAt, nextAt, date: Date.UTC(year, month - 1, day) / DAY_MS, before };
    contactId(made.date, 1);
    if (this.days.size >= DAYS_KEPT) for (const oldest of [...this.days.keys()].slice(0, 1)) this.days.delete(oldest);
    this.days.set(startAt, made);
    return made;
  }

  private count(startAt: Instant, minute: number): number {
    const { recorded, seed } = this.model;
    const at = startAt + minute * MINUTE_MS;
    if (recorded !== null) return firstFrom(recorded.times, (minute + 1) * MINUTE_MS) - firstFrom(recorded.times, minute * MINUTE_MS);
    return poisson(uniform(seed, DRAW.arrivals, Math.floor(at / MINUTE_MS), 0), this.load.minute(at).total);
  }

  private timesOf(day: ContactDay, minute: number): readonly number[] {
    const minuteAt = day.startAt + minute * MINUTE_MS;
    const kept = this.minutes.get(minuteAt);
    if (kept !== undefined) return kept;
    if (this.minutes.size >= MINUTES_KEPT) for (const oldest of [...this.minutes.keys()].slice(0, 1)) this.minutes.delete(oldest);
    const times = this.drawTimes(day, minute);
    this.minutes.set(minuteAt, times);
    return times;
  }

  /** The contacts of a minute, rising; no two at the same millisecond. */
  private drawTimes({ startAt, before }: ContactDay, minute: number): number[] {
    const { recorded, seed } = this.model;
    const count = before[minute + 1]! - before[minute]!;
    const minuteAt = startAt + minute * MINUTE_MS;
    const times: number[] = [];
    if (recorded !== null) {
      const first = firstFrom(recorded.times, minute * MINUTE_MS);
      for (let i = 0; i < count; i += 1) times.push(startAt + recorded.times[first + i]!);
      return times;
    }
    const draw = Math.floor(minuteAt / MINUTE_MS);
    for (let i = 1; i <= count; i += 1) times.push(minuteAt + Math.floor(uniform(seed, DRAW.arrivals, draw, i) * MINUTE_MS));
    times.sort((a, b) => a - b);
    for (let i = 1; i < count; i += 1) times[i] = Math.max(times[i]!, times[i - 1]! + 1);
    return times;
  }
}

/** Index of the first time that is not before `from`. */
function firstFrom(times: Float64Array, from: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! >= from) high = middle;
    else low = middle + 1;
  }
  return low;
}
