import { resolve } from 'node:path';
import { loadCity } from '../../../electron/hub/sources/load-city';
import { Arrivals } from '../../../shared/city/simulation/arrivals';
import { Contacts } from '../../../shared/city/simulation/contacts';
import { Load } from '../../../shared/city/simulation/load';
import { buildModel } from '../../../shared/city/simulation/model';
import type { CityModel } from '../../../shared/city/simulation/model';
import type { Instant } from '../../../shared/time/instant';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time/instant';
import type { Appeal } from './appeal';
import { randomOf } from './appeal';
import type { Burst } from './truth';

const SIZES = [6, 12, 25, 50];
const SPREADS = ['a township', 'four townships', 'a district'] as const;
const MINUTES = [20, 60, 180];
const FOUR = 4;

/** Appeals of the product's own simulated city, and bursts among them. */
export class SimulatedAppeals {
  private readonly load: Load;
  private readonly contacts: Contacts;

  constructor(readonly model: CityModel) {
    this.load = new Load(model);
    this.contacts = new Contacts(model, this.load);
  }

  static async of(seed: number): Promise<SimulatedAppeals> {
    return new SimulatedAppeals(buildModel(await loadCity(resolve('resources')), { seed, scale: 1 }));
  }

  /** The appeals of the city day that holds `at`, in order, and the hotspots that the simulated city has of its own. */
  day(at: Instant): { readonly appeals: Appeal[]; readonly own: Burst[] } {
    const startAt = this.model.clock.startOfDay(at);
    const nextAt = this.model.clock.startOfNextDay(at);
    const arrivals = new Arrivals(this.model, this.load);
    const appeals: Appeal[] = [];
    for (arrivals.startDay(startAt); arrivals.at < nextAt; arrivals.step()) {
      const { appeal, category, township, place } = this.contacts.matter(arrivals.id, arrivals.at);
      if (!appeal) continue;
      appeals.push({
        at: arrivals.at,
        longitude: place?.longitude ?? Number.NaN,
        latitude: place?.latitude ?? Number.NaN,
        district: this.model.districtOf[township] ?? 0,
        township,
        category,
      });
    }
    const own: Burst[] = [];
    for (let hour = startAt; hour < nextAt; hour += HOUR_MS)
      for (let minute = hour; minute < hour + HOUR_MS; minute += MINUTE_MS) {
        const spot = this.load.hotspot(minute);
        if (spot === null) continue;
        const category = this.model.leaves[spot.leaf]!.key;
        const cases = appeals.filter(
          (appeal) =>
            appeal.at >= spot.fromAt && appeal.at < spot.toAt && appeal.township === spot.township && appeal.category === category,
        );
        own.push({ name: "the city's own (200 in 40 min)", from: spot.fromAt, to: spot.toAt, cases });
        break;
      }
    return { appeals, own };
  }

  /** `count` bursts in a day, each where and about what an appeal of the same hour happened to be; sizes, spreads and durations in turns. */
  bursts(appeals: readonly Appeal[], first: number, count: number, seed: number): Burst[] {
    const random = randomOf(seed);
    return Array.from({ length: count }, (_, i) => {
      const number = first + i;
      const size = SIZES[number % SIZES.length]!;
      const spread = SPREADS[Math.floor(number / SIZES.length) % SPREADS.length]!;
      const minutes = MINUTES[Math.floor(number / SIZES.length / SPREADS.length) % MINUTES.length]!;
      const seed_ = appeals[Math.floor(random() * appeals.length * 0.95)]!;
      const townships = this.around(seed_.township, spread);
      const cases: Appeal[] = Array.from({ length: size }, () => {
        const township = townships[Math.floor(random() * townships.length)]!;
        return {
          ...seed_,
          longitude: Number.NaN,
          latitude: Number.NaN,
          township,
          at: seed_.at + Math.floor(random() * minutes * MINUTE_MS),
        };
      });
      return { name: `${size} cases, ${spread}, ${minutes} min`, from: seed_.at, to: seed_.at + minutes * MINUTE_MS, cases };
    });
  }

  private around(township: number, spread: (typeof SPREADS)[number]): number[] {
    if (spread === 'a township') return [township];
    const { definition, districtOf } = this.model;
    const district = districtOf[township];
    const [x, y] = definition.townships[township - 1]!.point;
    const others = definition.townships
      .map(({ point }, i) => ({ key: i + 1, away: Math.hypot((point[0] - x) * 0.77, point[1] - y) }))
      .filter(({ key }) => districtOf[key] === district)
      .sort((a, b) => a.away - b.away)
      .map(({ key }) => key);
    return spread === 'a district' ? others : others.slice(0, FOUR);
  }
}
