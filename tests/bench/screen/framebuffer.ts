import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** XWD's header: 32-bit numbers, most significant byte first. Positions of those that are needed. */
const FIELD = { headerBytes: 0, width: 4, height: 5, byteOrder: 7, bitsPerPixel: 11, bytesPerLine: 12, colours: 19 } as const;
const HEADER_BYTES = 100;
const COLOUR_BYTES = 12;

/** 0xRRGGBB. */
export type Colour = number;

/**
 * The pixels of a virtual screen as its server has them, read from outside of everything that draws: `Xvfb -fbdir` maps them into a file, and reading the file reads the
 * same memory.
 */
export class Framebuffer {
  readonly width: number;
  readonly height: number;
  readonly #file: number;
  readonly #pixelsAt: number;
  readonly #bytesPerLine: number;
  readonly #pixel = Buffer.alloc(4);

  /** Throws when the file is not a screen of 32 bits per pixel, blue first. */
  constructor(directory: string) {
    this.#file = openSync(join(directory, 'Xvfb_screen0'), 'r');
    const header = Buffer.alloc(HEADER_BYTES);
    readSync(this.#file, header, 0, HEADER_BYTES, 0);
    const field = (name: keyof typeof FIELD) => header.readUInt32BE(4 * FIELD[name]);
    if (field('bitsPerPixel') !== 32 || field('byteOrder') !== 0) throw new Error('not a screen of 32 bits per pixel');
    this.width = field('width');
    this.height = field('height');
    this.#bytesPerLine = field('bytesPerLine');
    this.#pixelsAt = field('headerBytes') + COLOUR_BYTES * field('colours');
  }

  at(x: number, y: number): Colour {
    readSync(this.#file, this.#pixel, 0, 4, this.#pixelsAt + y * this.#bytesPerLine + 4 * x);
    return this.#pixel.readUInt32LE(0) & 0xff_ffff;
  }

  close(): void {
    closeSync(this.#file);
  }
}
