import { z } from 'zod';
import type { HeatTile, Tiles } from '../../shared/contract/frames';
import { seqSchema, WIRE_VERSION } from '../../shared/contract/wire';
import type { Format, Reading } from './kept-file';
import type { OutlookKeeper } from './outlook';
import type { Picture } from './picture';
import { replaceFile } from './replace-file';
import { keptAboutSchema, openSeal, readSealed, seal, SEAL_BYTES, sealing } from './sealed-file';
import { PICTURE_TILES, type TileBoard } from './tiles/tile-board';

/** Sealed JSON. */
const TILES = { magic: 'HLWTIL01', mostBytes: 16 * 1024 * 1024 } as const;

const aboutSchema = keptAboutSchema.extend({
  /** What the outlook among the tiles is true at: it is made once a city minute. */
  outlookSeq: seqSchema.nullable(),
});

/** What a window that may not command was shown of a picture: nothing that a wall could not show. */
export interface KeptTiles {
  readonly about: z.infer<typeof aboutSchema>;
  readonly tiles: Partial<Tiles>;
}

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
  const headerSchema = z.object({ wire: z.literal(WIRE_VERSION), build: z.literal(build), about: aboutSchema });
  return {
    read: (file) => readSealed(file, TILES, parse),
    async write(file, { about, tiles }) {
      const { heat, ...plain } = tiles;
      const text = JSON.stringify({
        wire: WIRE_VERSION,
        build,
        about,
        tiles: plain,
        ...(heat === undefined ? {} : { heat: { ...heat, cells: textOf(heat.cells) } }),
      });
      const body = Buffer.from(text, 'utf8');
      if (SEAL_BYTES + body.length > TILES.mostBytes) throw new Error(`${body.length} bytes are too many to be kept`);
      await replaceFile(file, async (handle) => {
        await handle.writev([openSeal(TILES), body]);
        await seal(handle, sealing().update(body));
      });
    },
  };

  function parse(body: Buffer): Reading<KeptTiles> {
    const held = JSON.parse(body.toString('utf8')) as { readonly tiles: Partial<Tiles>; readonly heat?: StoredHeat };
    const header = headerSchema.safeParse(held);
    if (!header.success) return { kind: 'bad', reason: 'it is of another build' };
    const { tiles, heat } = held;
    return {
      kind: 'found',
      found: { about: header.data.about, tiles: heat === undefined ? tiles : { ...tiles, heat: { ...heat, cells: cellsOf(heat.cells) } } },
    };
  }
}

/** JSON knows no typed arrays: cells as base64. */
type StoredHeat = Omit<HeatTile, 'cells'> & { readonly cells: string };

function textOf(cells: Uint16Array): string {
  return Buffer.from(cells.buffer, cells.byteOffset, cells.byteLength).toString('base64');
}

function cellsOf(text: string): Uint16Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Uint16Array(bytes.buffer);
}
