import type { Place, QueueKey } from '../../domain/keys';
import type { Channel } from '../../domain/terms';
import type { Instant } from '../../time/instant';
import { dateOf, numberInDay } from './contact-id';
import { DRAW, pick, uniform } from './chance';
import type { Hotspot, Load } from './load';
import type { CityModel } from './model';
import type { Surge } from './scenario-effects';

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

  /** Key of the queue in which the caller waits. `at`: when the contact began. */
  queue(id: number, at: Instant): QueueKey {
    return this.model.queues.queueOf(id, this.about(id, at).leaf);
  }

  /** `at`: when the contact began. */
  matter(id: number, at: Instant): Matter {
    const { model } = this;
    const { seed, settings } = model;
    const { cause, leaf } = this.about(id, at);
    const category = model.leaves[leaf]?.key ?? 0;
    if (cause === null && uniform(seed, DRAW.contact, id, 3) >= settings.appealShare)
      return { appeal: false, category, township: 0, place: null };
    const u = uniform(seed, DRAW.contact, id, 4);
    const township = cause === null ? pick(u, model.townshipTotals) + 1 : 'fromAt' in cause ? cause.township : cause.township(u);
    const place = uniform(seed, DRAW.contact, id, 5) < settings.placeless ? null : model.places.place(township, id);
    return { appeal: true, category, township, place };
  }

  /** What makes somebody call at this moment, null for nothing out of the ordinary, and the leaf that it is about. */
  private about(id: number, at: Instant): { readonly cause: Hotspot | Surge | null; readonly leaf: number } {
    const { model, load } = this;
    const { seed } = model;
    const { hotspot, hot, surges, total } = load.minute(at);
    const u = uniform(seed, DRAW.contact, id, 2);
    let mass = uniform(seed, DRAW.contact, id, 1) * total;
    if (hotspot !== null && (mass -= hot) < 0) return { cause: hotspot, leaf: hotspot.leaf };
    const { scenario } = load.day(at);
    for (const [i, contacts] of surges.entries()) {
      const surge = scenario.surges[i]!;
      if ((mass -= contacts) < 0) return { cause: surge, leaf: surge.leaf(u) };
    }
    const { month, hour } = model.clock.parts(at);
    return { cause: null, leaf: pick(u, model.leafTotals(scenario.month ?? month, hour)) };
  }

  /** The number that people know the case by: date of the contact and which of its day it was. */
  reference(id: number): string {
    return `${dateOf(id)}-${String(numberInDay(id)).padStart(6, '0')}`;
  }
}
