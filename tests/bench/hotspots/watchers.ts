import type { Area } from '../../../shared/hotspots/areas';
import type { Hotspot } from '../../../shared/hotspots/hotspot';
import type { WatchSettings } from '../../../shared/hotspots/hotspot-watch';
import { HotspotWatch } from '../../../shared/hotspots/hotspot-watch';
import type { Instant } from '../../../shared/time/instant';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time/instant';
import type { ZoneClock } from '../../../shared/time/zone';
import { DAY_TYPES, dayTypeOf } from '../../../shared/domain/day-type';
import type { Appeal } from './appeal';
import type { Alarm } from './truth';

/** Something that is told of appeals in order and says what it announced. */
export interface Watcher {
  readonly alarms: readonly Alarm[];
  see(appeal: Appeal): void;
}

/** The product's own. */
export class OurWatch implements Watcher {
  readonly watch: HotspotWatch;
  readonly alarms: (Alarm & { readonly hotspot: Hotspot })[] = [];
  private lastId = 0;

  constructor(
    private readonly settings: WatchSettings,
    budget?: number,
  ) {
    this.watch = new HotspotWatch(settings, budget);
  }

  see({ at, longitude, latitude, district, township, category }: Appeal): void {
    this.pass(at);
    this.watch.appealReceived(longitude, latitude, district, township, category, at);
  }

  /** The log has come so far. */
  pass(at: Instant): void {
    if (at < this.watch.nextAt) return;
    this.watch.advance(at);
    if (this.watch.detector.nextId - 1 === this.lastId && this.known === this.cellsNow()) return;
    this.known = this.cellsNow();
    for (const hotspot of this.watch.hotspots()) {
      // One that has grown by a category or a place announces that too.
      const seen = this.seen.get(hotspot.id);
      const says = `${hotspot.area.kind}${hotspot.area.key}|${hotspot.categories.toSorted((a, b) => a - b).join()}`;
      if (seen === says) continue;
      this.seen.set(hotspot.id, says);
      this.alarms.push({
        at: this.watch.judgedAt,
        hotspot,
        holds: (appeal) => hotspot.categories.includes(appeal.category) && this.inside(hotspot.area, appeal),
      });
    }
    this.lastId = this.watch.detector.nextId - 1;
  }

  private known = '';
  private readonly seen = new Map<number, string>();

  private cellsNow(): string {
    return this.watch.detector.events
      .map(({ id, cells }) => `${id}:${cells.map(({ area, category }) => `${area}/${category}`).join()}`)
      .join();
  }

  private inside({ kind, key }: Area, { district, township, longitude, latitude }: Appeal): boolean {
    if (kind === 'city') return true;
    if (kind === 'district') return district === key;
    if (kind === 'township') return township === key;
    const [west, south, east, north] = this.settings.extent;
    const x = Math.floor(((longitude - west) / (east - west)) * 24);
    const y = Math.floor(((north - latitude) / (north - south)) * 24);
    return y * 24 + x === key;
  }
}

interface HourHabit {
  sum: number;
  squares: number;
  today: number;
}

/**
 * The plain rule: township × category (or district × category, where a case has no township), cases of the last 60 minutes against mean and standard deviation of that clock hour on days of
 * that type so far; z > 3 is an alarm, once until it has been quiet for half an hour. The deviation is at least that of chance (√mean), and hours without any case have mean 0.05.
 */
export class PlainRule implements Watcher {
  readonly alarms: Alarm[] = [];
  private readonly habits = new Map<string, HourHabit[]>();
  private readonly touched: HourHabit[] = [];
  private readonly recent = new Map<string, Instant[]>();
  private readonly alarmed = new Map<string, Instant>();
  private readonly daysSeen = DAY_TYPES.map(() => 0);
  private day: { start: Instant; next: Instant; type: number } = { start: 0, next: 0, type: 0 };

  constructor(
    private readonly clock: ZoneClock,
    private readonly calendar: WatchSettings['calendar'],
    private readonly leastCases: number,
    private readonly leastDays: number,
  ) {}

  see(appeal: Appeal): void {
    const { at, district, township, category } = appeal;
    if (at >= this.day.next) this.startDay(at);
    const place = township > 0 ? `t${township}` : `d${district}`;
    const key = `${place}|${category}`;
    const hour = Math.floor((at - this.day.start) / HOUR_MS) % 24;
    const habit = this.habitOf(key, this.day.type, hour);
    if (habit.today === 0) this.touched.push(habit);
    habit.today += 1;
    let times = this.recent.get(key);
    if (times === undefined) this.recent.set(key, (times = []));
    times.push(at);
    while (times[0]! < at - HOUR_MS) times.shift();
    const days = this.daysSeen[this.day.type]!;
    if (days < this.leastDays || times.length < this.leastCases) return;
    const mean = Math.max(0.05, habit.sum / days);
    const deviation = Math.max(Math.sqrt(mean), Math.sqrt(Math.max(0, habit.squares / days - (habit.sum / days) ** 2)));
    if ((times.length - mean) / deviation <= 3) return;
    const last = this.alarmed.get(key) ?? Number.NEGATIVE_INFINITY;
    this.alarmed.set(key, at);
    if (at - last < 30 * MINUTE_MS) return;
    this.alarms.push({
      at: Math.ceil(at / MINUTE_MS) * MINUTE_MS,
      holds: (other) => other.category === category && (township > 0 ? other.township === township : other.district === district),
    });
  }

  private startDay(at: Instant): void {
    if (this.day.next > 0) this.daysSeen[this.day.type]! += 1;
    for (const habit of this.touched) {
      habit.sum += habit.today;
      habit.squares += habit.today ** 2;
      habit.today = 0;
    }
    this.touched.length = 0;
    const type = DAY_TYPES.indexOf(dayTypeOf(this.clock.parts(at), this.calendar));
    this.day = { start: this.clock.startOfDay(at), next: this.clock.startOfNextDay(at), type };
  }

  private habitOf(key: string, type: number, hour: number): HourHabit {
    let hours = this.habits.get(key);
    if (hours === undefined) this.habits.set(key, (hours = []));
    return (hours[type * 24 + hour] ??= { sum: 0, squares: 0, today: 0 });
  }
}
