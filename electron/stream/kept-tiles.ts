import { z } from 'zod';
import { type KeptTiles, type StoredTiles, storedText, tilesOf } from '../../shared/contract/kept-tiles';
import type { Tiles } from '../../shared/contract/frames';
import { seqSchema } from '../../shared/contract/wire';
import { keptAboutSchema } from './kept-about';
import type { CacheAbout } from './cache-file';
import type { Format, Reading } from './kept-file';
import type { OutlookKeeper } from './outlook';
import type { Picture } from './picture';
import { replaceFile } from './replace-file';
import { openSeal, readSealed, seal, SEAL_BYTES, sealing, TILES } from './sealed-file';
import { PICTURE_TILES, type TileBoard } from './tiles/tile-board';

const aboutSchema = keptAboutSchema.extend({ outlookSeq: seqSchema.nullable() });

/** The tiles of the picture as it is now, for the next start. */
export function tilesToKeep(picture: Picture, board: TileBoard, outlook: OutlookKeeper, writtenAt: number): KeptTiles {
  const { epoch, projection, speed, source } = picture;
  const { tile, provisional, at } = outlook.of(picture);
  return {
    about: { epoch, seq: projection.seq, cityNow: projection.now, speed, writtenAt, source, outlookSeq: provisional ? null : at.seq },
    tiles: {
      ...(Object.fromEntries(PICTURE_TILES.map((name) => [name, board.withheldTile(name, picture)])) as Partial<Tiles>),
      ...(provisional ? {} : { outlook: tile }),
    },
  };
}

/**
 * Tiles in a file. What a tile looks like is nobody's contract but that of one build, so a file of another build is no good, and one of this build is as
 * this build has written it.
 */
export function tilesFormat(build: string): Format<KeptTiles, KeptTiles> {
  const headerSchema = z.object({ build: z.literal(build), about: aboutSchema });
  return {
    read: (file) => readSealed(file, TILES, parse),
    async write(file, kept) {
      const body = Buffer.from(
        storedText(build, kept, (bytes) => Buffer.from(bytes).toString('base64')),
        'utf8',
      );
      if (SEAL_BYTES + body.length > TILES.mostBytes) throw new Error(`${body.length} bytes are too many to be kept`);
      await replaceFile(file, async (handle) => {
        await handle.writev([openSeal(TILES), body]);
        await seal(handle, sealing().update(body));
      });
    },
  };

  function parse(body: Buffer): Reading<KeptTiles> {
    const stored = JSON.parse(body.toString('utf8')) as StoredTiles;
    const header = headerSchema.safeParse(stored);
    if (!header.success) return { kind: 'bad', reason: 'it is of another build' };
    return { kind: 'found', found: tilesOf(stored, (text) => Uint8Array.from(Buffer.from(text, 'base64'))) };
  }
}

/** Both are of one log at one moment, to the millisecond of the city's time. */
export function isSameMoment(a: KeptTiles['about'], b: CacheAbout): boolean {
  return a.epoch === b.epoch && a.seq === b.seq && a.cityNow === b.cityNow;
}

/** Windows have a picture that says more than the tiles that were kept, or one of another log. */
export function isPast({ about }: KeptTiles, { epoch, projection }: Picture): boolean {
  return epoch !== about.epoch || projection.seq > about.seq;
}
