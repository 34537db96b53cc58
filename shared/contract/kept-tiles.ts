import type { DurationMs, Instant } from '../time/instant';
import type { Seq } from '../domain/keys';
import type { Source } from './city';
import type { Frame, HeatTile, TileName, Tiles } from './frames';

/** Where a wall's page finds them. */
export const KEPT_TILES_PATH = '/kept-tiles.json';

/** Beside the picture that they are of. */
export function tilesFileOf(pictureFile: string): string {
  return `${pictureFile}.tiles`;
}

/** What a picture's kept tiles say of it. */
export interface KeptTilesAbout {
  readonly epoch: string;
  readonly seq: Seq;
  readonly cityNow: Instant;
  readonly speed: number;
  /** By the machine's clock. */
  readonly writtenAt: number;
  readonly source: Source;
  /** What the outlook among the tiles is true at: it is made once a city minute. null: there is none. */
  readonly outlookSeq: Seq | null;
}

/** What a window that may not command was shown of a picture: nothing that a wall could not show. */
export interface KeptTiles {
  readonly about: KeptTilesAbout;
  readonly tiles: Partial<Tiles>;
}

/** JSON knows no typed arrays: cells as base64. */
type StoredHeat = Omit<HeatTile, 'cells'> & { readonly cells: string };

/** As it is kept: the stream writes it, and reads it back; a wall's page that main hands it to draws it before there is a stream. One build writes and reads. */
export interface StoredTiles {
  readonly build: string;
  readonly about: KeptTilesAbout;
  readonly tiles: Partial<Omit<Tiles, 'heat'>>;
  readonly heat?: StoredHeat;
}

/** JSON that begins with the build: who reads it knows from its first bytes whether the rest is of any use (`beginsWithBuild`). */
export function storedText(build: string, { about, tiles: { heat, ...tiles } }: KeptTiles, base64: (bytes: Uint8Array) => string): string {
  const stored: StoredTiles = {
    build,
    about,
    tiles,
    ...(heat === undefined
      ? {}
      : { heat: { ...heat, cells: base64(new Uint8Array(heat.cells.buffer, heat.cells.byteOffset, heat.cells.byteLength)) } }),
  };
  return JSON.stringify(stored);
}

/** What stored text of this build begins with. */
export function storedBeginning(build: string): string {
  return `{"build":${JSON.stringify(build)},`;
}

/** `fromBase64`: bytes of their own, at the beginning of their buffer. */
export function tilesOf({ about, tiles, heat }: StoredTiles, fromBase64: (text: string) => Uint8Array): KeptTiles {
  return {
    about,
    tiles: heat === undefined ? tiles : { ...tiles, heat: { ...heat, cells: new Uint16Array(fromBase64(heat.cells).buffer) } },
  };
}

/** The frame that a stream would make of them at `now` (the machine's clock) for a window that wants these tiles, before it has heard of a hub. */
export function keptFrame({ about, tiles }: KeptTiles, wanted: readonly TileName[], now: number): Frame {
  const { epoch, seq, cityNow, speed, writtenAt, source, outlookSeq } = about;
  const ageMs: DurationMs = Math.max(0, now - writtenAt);
  const link: Tiles['link'] = {
    connection: { state: 'cached', ageMs: Math.floor(ageMs / 1_000) * 1_000 },
    epoch,
    head: seq,
    source,
    // Who it is for the hub is not known yet: the one with the fewest rights.
    role: 'wall',
    actor: '',
    reach: null,
    past: null,
  };
  const frame: Frame = {
    number: 0,
    base: null,
    seq,
    cityNow,
    speed,
    heardAgeMs: ageMs,
    tiles: { ...Object.fromEntries(wanted.flatMap((name) => (tiles[name] === undefined ? [] : [[name, tiles[name]]]))), link },
  };
  return outlookSeq === null || outlookSeq === seq ? frame : { ...frame, lagging: { outlook: outlookSeq } };
}
