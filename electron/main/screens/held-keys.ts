/** What Electron tells of a key before the page hears of it. */
export interface KeyStroke {
  readonly type: string;
  readonly key: string;
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

/** Ctrl + Shift + F12, held for this long: nobody leans on that by chance. */
const HELD_MS = 3_000;
const HELD_KEY = 'F12';

/** Hears when the technician's keys have been held long enough; letting go of any of them begins anew. */
export class HeldKeys {
  readonly #held: () => void;
  readonly #after: (ms: number, then: () => void) => () => void;
  #cancel: (() => void) | null = null;

  constructor(held: () => void, after: (ms: number, then: () => void) => () => void) {
    this.#held = held;
    this.#after = after;
  }

  hear({ type, key, control, shift }: KeyStroke): void {
    const together = type === 'keyDown' && key === HELD_KEY && control && shift;
    if (together) this.#cancel ??= this.#after(HELD_MS, this.#held);
    else this.letGo();
  }

  letGo(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}

/** Whether a key may reach the page of a kiosk: what leads out of a page or a window never does. */
export function reachesKiosk({ key, control, alt, meta }: KeyStroke): boolean {
  return !control && !alt && !meta && !/^(F\d+|ContextMenu|Browser\w+|Meta|Alt|Control)$/.test(key);
}
