import { setTimeout as sleep } from 'node:timers/promises';
import type { Colour, Framebuffer } from './framebuffer';

/** A colour that a pixel has taken; `at` is ms of this machine's clock, late by at most the time between two looks. */
export interface SeenColour {
  readonly colour: Colour;
  readonly at: number;
}

const EVERY_MS = 1;
const PATIENCE_MS = 120_000;

/** Looks at one pixel every millisecond and notes every change of its colour. */
export class PixelWatch {
  readonly seen: SeenColour[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(screen: Framebuffer, x: number, y: number) {
    let last = -1;
    this.#timer = setInterval(() => {
      const colour = screen.at(x, y);
      if (colour === last) return;
      last = colour;
      this.seen.push({ colour, at: performance.timeOrigin + performance.now() });
    }, EVERY_MS);
  }

  stop(): readonly SeenColour[] {
    clearInterval(this.#timer);
    return this.seen;
  }
}

/** Resolves when the pixel has that colour. Rejects when it does not come: then what is drawn there is not what is read here. */
export async function colourShown(screen: Framebuffer, x: number, y: number, colour: Colour): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    if (screen.at(x, y) === colour) return;
    await sleep(10);
  }
  throw new Error(`the screen shows ${screen.at(x, y).toString(16)} at ${x}, ${y}, not ${colour.toString(16)}`);
}
