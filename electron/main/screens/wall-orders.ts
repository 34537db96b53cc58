import type { Led, Pairing, WallScreen } from '../../../shared/contract/bridge';
import type { WallPage } from '../../../shared/contract/wall-pages';
import type { PlacedScreen } from './wall-screens';

/** A wall shows its number for so long when a desk asks for it. */
export const IDENTIFY_MS = 8_000;
/** A wall stays on the page that a desk has chosen for so long, then goes its own way again; what is the matter comes forward all the same. */
export const LED_MS = 10 * 60_000;

/** Tells a wall what it is to show now. */
export type Tell = (contentsId: number) => void;

/** What desks have asked of the walls of this machine, and whether these may show a city at all: put on top of what follows from where they hang. By the ids of their contents. */
export class WallOrders {
  readonly #tell: Tell;
  readonly #numbers = new Map<number, { readonly number: number; readonly timer: NodeJS.Timeout }>();
  readonly #led = new Map<number, { readonly page: WallPage; readonly until: number; readonly order: number }>();
  #pairing: Pairing | null = null;
  #order = 0;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  set pairing(pairing: Pairing | null) {
    this.#pairing = pairing;
  }

  screen(contentsId: number, placed: PlacedScreen): WallScreen {
    // Nothing stands before the code.
    const asked = this.#pairing === null ? this.#numbers.get(contentsId)?.number : undefined;
    return { ...placed, number: asked ?? placed.number, led: this.#ledOf(contentsId), pairing: this.#pairing };
  }

  identify(contentsId: number, number: number): void {
    clearTimeout(this.#numbers.get(contentsId)?.timer);
    const timer = setTimeout(() => {
      this.#numbers.delete(contentsId);
      this.#tell(contentsId);
    }, IDENTIFY_MS);
    this.#numbers.set(contentsId, { number, timer });
    this.#tell(contentsId);
  }

  lead(contentsId: number, page: WallPage): void {
    this.#order += 1;
    this.#led.set(contentsId, { page, until: performance.now() + LED_MS, order: this.#order });
    this.#tell(contentsId);
  }

  /** Its window is gone. */
  forget(contentsId: number): void {
    clearTimeout(this.#numbers.get(contentsId)?.timer);
    this.#numbers.delete(contentsId);
    this.#led.delete(contentsId);
  }

  #ledOf(contentsId: number): Led | null {
    const led = this.#led.get(contentsId);
    if (led === undefined) return null;
    const forMs = led.until - performance.now();
    if (forMs > 0) return { page: led.page, forMs, order: led.order };
    this.#led.delete(contentsId);
    return null;
  }
}
