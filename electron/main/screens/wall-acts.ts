import type { Problem } from '../../../shared/contract/problem';
import type { MachineAct, ScreenOutcome } from '../../../shared/contract/screens';
import type { Logger } from '../log';
import type { ShownPage } from '../live-window';
import type { Windows } from '../windows';
import type { WallOrders } from './wall-orders';

/** A page says every second that it lives. */
const SEEN_MS = 3_000;
/** A page is turned once its tiles have come. */
const TURNED_MS = 6_000;
const RELOADED_MS = 17_000;

/** Carries out what a desk asks of a wall of this machine, and says that it is done when the wall's page says so itself. */
export class WallActs {
  readonly #find: (name: string) => ShownPage | null;
  readonly #orders: WallOrders;
  readonly #windows: Pick<Windows, 'reload'>;
  readonly #log: Logger;

  constructor(find: (name: string) => ShownPage | null, orders: WallOrders, windows: Pick<Windows, 'reload'>, log: Logger) {
    this.#find = find;
    this.#orders = orders;
    this.#windows = windows;
    this.#log = log;
  }

  /** Never rejects. */
  async carryOut({ screen, act }: MachineAct): Promise<ScreenOutcome> {
    const wall = this.#find(screen);
    this.#log.info({ screen, act: act.kind }, 'a desk asks something of a wall');
    if (wall === null) return { ok: false, problem: GONE };
    const { id } = wall.contents;
    switch (act.kind) {
      case 'show-page': {
        const turned = wall.watch.untilPulse(({ page }) => page === act.page, TURNED_MS);
        this.#orders.lead(id, act.page);
        return (await turned) ? DONE : { ok: false, problem: NOT_TURNED };
      }
      case 'identify': {
        const seen = wall.watch.untilPulse(() => true, SEEN_MS);
        this.#orders.identify(id, act.number);
        return (await seen) ? DONE : { ok: false, problem: SILENT };
      }
      case 'reload': {
        const before = wall.watch.last?.pulse.frames ?? 0;
        // The old page may say something still.
        const begun = wall.watch.untilPulse(({ page, frames }) => page !== null && frames < Math.max(before, 1_000), RELOADED_MS);
        this.#windows.reload(id);
        return (await begun) ? DONE : { ok: false, problem: SILENT };
      }
    }
  }
}

const DONE: ScreenOutcome = { ok: true };
const GONE: Problem = { type: 'not-found', title: 'No such wall', status: 404, detail: 'This machine has no wall of that name any more.' };
const NOT_TURNED: Problem = {
  type: 'unavailable',
  title: 'The wall shows another page',
  status: 409,
  detail: 'The wall was told, and another page is on its screen: something that is the matter comes first, or its page does not answer.',
};
const SILENT: Problem = {
  type: 'no-answer',
  title: 'The page does not answer',
  status: 504,
  detail: 'The wall was told, and its page has given no sign of life since.',
};
