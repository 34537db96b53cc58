import type { Place } from '../../domain/keys';
import type { Channel } from '../../domain/terms';
import type { Instant } from '../../time/instant';
import { dateOf, numberInDay } from './arrivals';
import { DRAW, pick, uniform } from './chance';
import type { Load } from './load';
import type { CityModel } from './model';

/** What somebody contacts the city about. */
export interface Matter {
  readonly appeal: boolean;
  readonly category: number;
  /** NONE for an enquiry: it is about no place. */
  readonly township: number;
  readonly place: Place | null;
}

/** Says of each contact, by its id, how it comes and what it is about. Pure in (seed, id, time). */
export class Contacts {
  constructor(
    private readonly model: CityModel,
    private readonly load: Load,
  ) {}

  channel(id: number): Channel {
    const { phoneShare, otherChannels } = this.model.settings;
    const u = uniform(this.model.seed, DRAW.contact, id, 0);
    if (u < phoneShare) return 'phone';
    const { web, wechat, weibo, app } = otherChannels;
    let rest = ((u - phoneShare) / (1 - phoneShare)) * (web + wechat + weibo + app);
    if ((rest -= web) < 0) return 'web';
    if ((rest -= wechat) < 0) return 'wechat';
    if ((rest -= weibo) < 0) return 'weibo';
    return 'app';
  }

  /** `at`: when the contact began. */
  matter(id: number, at: Instant): Matter {
    const { model } = this;
    const { seed, settings } = model;
    const spot = this.load.hotspot(at);
    const extra = spot === null ? 0 : this.load.hotspotRate(at);
    const hot = spot !== null && uniform(seed, DRAW.contact, id, 1) < extra / (extra + this.load.expected(at));
    const { month, hour } = model.clock.parts(at);
    const leaf = hot ? spot.leaf : pick(uniform(seed, DRAW.contact, id, 2), model.leafTotals(month, hour));
    const category = model.leaves[leaf]?.key ?? 0;
    if (!hot && uniform(seed, DRAW.contact, id, 3) >= settings.appealShare) return { appeal: false, category, township: 0, place: null };
    const township = hot ? spot.township : pick(uniform(seed, DRAW.contact, id, 4), model.townshipTotals) + 1;
    const place = uniform(seed, DRAW.contact, id, 5) < settings.placeless ? null : model.places.place(township, id);
    return { appeal: true, category, township, place };
  }

  /** The number that people know the case by: date of the contact and which of its day it was. */
  reference(id: number): string {
    return `${dateOf(id)}-${String(numberInDay(id)).padStart(6, '0')}`;
  }
}
