import type { NativeImage } from 'electron';
import type { StandByWords } from '../../../shared/contract/bridge';
import { stillImage } from './still';
import type { WallPictures } from './wall-pictures';

/** Walls of other addresses than these are the oldest ones and forgotten. */
const MOST_WORDS = 16;

/** What stands for walls whose pages are dead: their last pictures, with words that the pages have drawn while they lived. Some 1 MB for each wall; a picture is decoded when it is needed. */
export class Stills {
  readonly #pictures: Pick<WallPictures, 'still'>;
  readonly #words = new Map<string, StandByWords>();

  constructor(pictures: Pick<WallPictures, 'still'>) {
    this.#pictures = pictures;
  }

  keepWords(address: string, words: StandByWords): void {
    this.#words.delete(address);
    this.#words.set(address, words);
    const [oldest] = this.#words.keys();
    if (this.#words.size > MOST_WORDS && oldest !== undefined) this.#words.delete(oldest);
  }

  /** null: there is no picture of that wall, or no words for it yet. */
  of(address: string, size: { readonly width: number; readonly height: number }, scale: number): NativeImage | null {
    const [picture, words] = [this.#pictures.still(address), this.#words.get(address)];
    return picture === null || words === undefined ? null : stillImage(picture, words, size, scale, Date.now());
  }
}
