import { setTimeout as sleep } from 'node:timers/promises';
import type { Framebuffer } from '../screen/framebuffer';

const LOOK_MS = 25;
/** Pixels that are looked at, evenly over the screen. */
const ACROSS = 64;
const DOWN = 36;
/** A screen that has one colour in so many of them shows nothing; panels and their ground are several colours. */
const BLANK_SHARE = 0.985;

/** Watches a screen from outside for times at which nothing was on it. */
export class BlankWatch {
  readonly #screen: Framebuffer;
  readonly #watching: Promise<void>;
  #blankMs = 0;
  #ended = false;

  constructor(screen: Framebuffer) {
    this.#screen = screen;
    this.#watching = this.#watch();
  }

  /** Ends; ms in which the screen was empty. */
  async end(): Promise<number> {
    this.#ended = true;
    await this.#watching;
    return this.#blankMs;
  }

  async #watch(): Promise<void> {
    let lookedAt = performance.now();
    while (!this.#ended) {
      await sleep(LOOK_MS);
      const now = performance.now();
      if (this.#isBlank()) this.#blankMs += now - lookedAt;
      lookedAt = now;
    }
  }

  #isBlank(): boolean {
    const { width, height } = this.#screen;
    const seen = new Map<number, number>();
    for (let y = 0; y < DOWN; y += 1)
      for (let x = 0; x < ACROSS; x += 1) {
        const colour = this.#screen.at(Math.floor(((x + 0.5) * width) / ACROSS), Math.floor(((y + 0.5) * height) / DOWN));
        seen.set(colour, (seen.get(colour) ?? 0) + 1);
      }
    return Math.max(...seen.values()) >= ACROSS * DOWN * BLANK_SHARE;
  }
}
