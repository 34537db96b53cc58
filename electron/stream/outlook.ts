import type { OutlookTile } from '../../shared/contract/frames';
import { type DayModel, fitDayModel } from '../../shared/forecast/day-model';
import { ShortageWatch } from '../../shared/forecast/shortage';
import { MINUTE_MS, type DurationMs } from '../../shared/time/instant';
import { floorSoFar, floorTerms, pastDays, plannedSeats } from './floor-so-far';
import type { Moment } from './paced-answer';
import type { Picture } from './picture';
import type { StreamLog } from './stream-log';
import { outlookTile, unknownOutlook } from './tiles/outlook-tile';
import { momentOf } from './tiles/tile-board';

export interface OutlookLimits {
  /** Real time between two outlooks, however fast the city's clock runs: one takes up to 5 ms, and to see whether it is due 1 ms. */
  readonly everyMs: DurationMs;
  /**
   * Real time between two day models, and before the first: one takes tenths of a second in a process that has just started, which windows spend better on
   * their first frames. A log of many days is folded past them.
   */
  readonly modelEveryMs: DurationMs;
}

export const OUTLOOK_LIMITS: OutlookLimits = { everyMs: 300, modelEveryMs: 2_000 };

export interface OutlookOutside {
  readonly monotonicMs: () => number;
  readonly log: StreamLog;
  readonly limits: OutlookLimits;
  readonly picture: () => Picture | null;
  /** There is a new outlook. Called in a turn of its own. */
  readonly made: () => void;
}

/** The outlook of one picture, and the moment that it was made from. */
export interface Outlook {
  readonly picture: number;
  readonly at: Moment;
  readonly tile: OutlookTile;
  /** Stands there until the first one has been worked out: a document does not take it. */
  readonly provisional: boolean;
}

/**
 * Keeps one outlook for all windows. It is made anew when a city minute has begun, when somebody has decided on the staffing or a plan has come, and for
 * another picture; always in a turn of its own, so that neither folding nor frames wait for it.
 */
export class OutlookKeeper {
  readonly #outside: OutlookOutside;
  #outlook: Outlook | null = null;
  /** What the last outlook was due for. */
  #dueFor = '';
  #lookedAt = Number.NEGATIVE_INFINITY;
  #model: { readonly of: string; readonly model: DayModel | null } | null = null;
  #modelAt = Number.NEGATIVE_INFINITY;
  /** What has been announced holds on in another picture of the same log. */
  #watch = { epoch: '', shortages: new ShortageWatch() };
  #planned: NodeJS.Immediate | null = null;
  #failedFor = 0;

  constructor(outside: OutlookOutside) {
    this.#outside = outside;
  }

  /** The outlook of this picture. Until it has been worked out it says that nothing is known. */
  of(picture: Picture): Outlook {
    if (this.#outlook?.picture !== picture.id) {
      const tile = unknownOutlook(floorSoFar(picture), floorTerms(picture));
      this.#outlook = { picture: picture.id, at: atMoment(picture), tile, provisional: true };
    }
    return this.#outlook;
  }

  /** To be called when the picture may have moved, and now and then; plans a new outlook when one is due. */
  look(): void {
    const picture = this.#outside.picture();
    const { monotonicMs, limits } = this.#outside;
    const now = monotonicMs();
    if (picture === null || this.#planned !== null || now < this.#lookedAt + limits.everyMs) return;
    this.#lookedAt = now;
    if (this.#watch.epoch !== picture.epoch) {
      this.#watch = { epoch: picture.epoch, shortages: new ShortageWatch() };
      this.#modelAt = now;
    }
    const model = modelOf(picture);
    const due = dueOf(picture, model);
    if (due === this.#dueFor) return;
    if (model !== this.#model?.of && now < this.#modelAt + limits.modelEveryMs) return;
    this.#planned = setImmediate(() => {
      this.#planned = null;
      this.#dueFor = due;
      this.#make();
    });
  }

  stop(): void {
    if (this.#planned !== null) clearImmediate(this.#planned);
    this.#planned = null;
  }

  #make(): void {
    const picture = this.#outside.picture();
    if (picture === null) return;
    const { log, made } = this.#outside;
    try {
      const floor = floorSoFar(picture);
      const tile = outlookTile(floor, floorTerms(picture), this.#modelFor(picture), (line) =>
        this.#watch.shortages.update(line, floor.startAt, floor.now),
      );
      this.#outlook = { picture: picture.id, at: atMoment(picture), tile, provisional: false };
    } catch (error) {
      // The floor as it is must be seen even if nothing can be said of what comes: the last outlook stays, and says when it was made.
      if (this.#failedFor !== picture.id) log.error({ error: String(error) }, 'no outlook could be made; the last one stays');
      this.#failedFor = picture.id;
      this.#outlook = { ...this.of(picture), provisional: false };
    }
    made();
  }

  #modelFor(picture: Picture): DayModel | null {
    const of = modelOf(picture);
    if (this.#model?.of !== of) {
      const history = pastDays(picture);
      const { dayType, weekday, steps } = floorTerms(picture);
      this.#model = { of, model: fitDayModel(history, { dayType, weekday, steps }) };
      this.#modelAt = this.#outside.monotonicMs();
    }
    return this.#model.model;
  }
}

/** Another outlook is due when this is another. */
function dueOf(picture: Picture, model: string): string {
  const { now, staffing } = picture.projection;
  return `${picture.id}|${Math.floor(now / MINUTE_MS)}|${staffing.nextDecision}|${plannedSeats(picture).join()}|${model}`;
}

/** Another day model is due when this is another: a day has one, and earlier days come when a log begins. */
function modelOf(picture: Picture): string {
  return `${picture.epoch}|${picture.projection.clock.dayStart}|${floorTerms(picture).dayType}|${pastDays(picture).length}`;
}

function atMoment(picture: Picture): Moment {
  return { moment: `${picture.id}:${momentOf(picture)}`, seq: picture.projection.seq };
}
