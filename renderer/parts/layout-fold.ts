import type { CellBox, Layout, LayoutTile } from '../../shared/contract/layouts';

/**
 * Where the tiles of a layout stand in a room of any ratio. As drawn, as long as that leaves every panel the room that it needs; else folded: the layout is cut along the
 * lines that run through between its tiles, and a row of pieces may become a column of them or the other way round, so that each panel has its least room again. Where the
 * screen is too small for all of them in any way, each is taken in reading order that still finds a place beside those before; the others are left out and named.
 */

/** Rem. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

export interface PlacedTile extends Room {
  readonly tile: LayoutTile;
  readonly left: number;
  readonly top: number;
  /** How much of its least width or height it has, whichever is less: below 1 it has not enough room. */
  readonly share: number;
}

export interface FoldedLayout {
  readonly folded: boolean;
  readonly tiles: readonly PlacedTile[];
  /** Those that have found no place beside the ones before them, in reading order. */
  readonly without: readonly LayoutTile[];
}

export type LeastRoom = (tile: LayoutTile) => Room;

/** Rem. */
export interface FoldRules {
  readonly least: LeastRoom;
  /** Between tiles. */
  readonly gap: number;
  /** A line that names the panels that have found no place. */
  readonly beneath: number;
}

/** Rounding of rems is no lack of room. */
const ENOUGH = 0.995;
/** Ways of folding one piece that are looked at; the widest span from tall to wide is kept. */
const MOST_WAYS = 48;

export function hasRoom({ share }: PlacedTile): boolean {
  return share >= ENOUGH;
}

export function foldLayout(layout: Pick<Layout, 'grid' | 'tiles'>, room: Room, { least, gap, beneath }: FoldRules): FoldedLayout {
  const drawn = asDrawn(layout, room, least, gap);
  if (drawn.every(hasRoom)) return { folded: false, tiles: drawn, without: [] };
  const inOrder = layout.tiles.toSorted((a, b) => a.y - b.y || a.x - b.x);
  const all = folded(inOrder, room, least, gap);
  if (all.every(hasRoom)) return { folded: true, tiles: all, without: [] };
  const left = { ...room, height: room.height - beneath };
  let kept: readonly PlacedTile[] = [];
  for (const tile of inOrder) {
    const tiles = folded([...kept.map((each) => each.tile), tile], left, least, gap);
    if (kept.length === 0 || tiles.every(hasRoom)) kept = tiles;
  }
  return { folded: true, tiles: kept, without: inOrder.filter((tile) => !kept.some((each) => each.tile === tile)) };
}

/** In the best of all ways, in the order of the tiles. */
function folded(tiles: readonly LayoutTile[], room: Room, least: LeastRoom, gap: number): PlacedTile[] {
  const ways = waysOf(pieceOf(tiles), least, gap);
  const [way] = ways.toSorted((a, b) => excess(a, room) - excess(b, room) || a.turned - b.turned);
  const placed: PlacedTile[] = [];
  if (way !== undefined) put(way, { left: 0, top: 0, ...room }, least, gap, placed);
  return tiles.flatMap((tile) => placed.filter((each) => each.tile === tile));
}

function asDrawn({ grid, tiles }: Pick<Layout, 'grid' | 'tiles'>, room: Room, least: LeastRoom, gap: number): PlacedTile[] {
  const across = (room.width + gap) / grid.columns;
  const down = (room.height + gap) / grid.rows;
  return tiles.map((tile) =>
    stand(tile, { left: tile.x * across, top: tile.y * down, width: tile.w * across - gap, height: tile.h * down - gap }, least),
  );
}

interface Box extends Room {
  readonly left: number;
  readonly top: number;
}

function stand(tile: LayoutTile, box: Box, least: LeastRoom): PlacedTile {
  const { width, height } = least(tile);
  return { tile, ...box, share: Math.min(box.width / width, box.height / height) };
}

/** A layout cut along its lines: a tile, or pieces beside or below each other. */
type Piece = { readonly tile: LayoutTile } | { readonly side: 'row' | 'column'; readonly pieces: readonly Piece[] };

/** Cut from side to side first, then from top to bottom; tiles that interlock so that no line runs through are taken in reading order. */
function pieceOf(tiles: readonly LayoutTile[]): Piece {
  const [only] = tiles;
  if (tiles.length === 1 && only !== undefined) return { tile: only };
  const bands = cut(tiles, ({ y, h }) => [y, y + h]);
  if (bands.length > 1) return { side: 'column', pieces: bands.map(pieceOf) };
  const columns = cut(tiles, ({ x, w }) => [x, x + w]);
  if (columns.length > 1) return { side: 'row', pieces: columns.map(pieceOf) };
  return { side: 'column', pieces: tiles.toSorted((a, b) => a.y - b.y || a.x - b.x).map((tile) => ({ tile })) };
}

/** Groups of tiles that a line can part, in order. */
function cut(tiles: readonly LayoutTile[], span: (box: CellBox) => readonly [number, number]): LayoutTile[][] {
  const groups: LayoutTile[][] = [];
  let end = -1;
  for (const tile of tiles.toSorted((a, b) => span(a)[0] - span(b)[0])) {
    const [from, to] = span(tile);
    if (from >= end) groups.push([tile]);
    else groups.at(-1)?.push(tile);
    end = Math.max(end, to);
  }
  return groups;
}

/** One way to fold a piece: the least room that it then takes, and how often its sides were turned. */
interface Way extends Room {
  readonly turned: number;
  readonly of: { readonly tile: LayoutTile } | { readonly side: 'row' | 'column'; readonly ways: readonly Way[] };
}

function waysOf(piece: Piece, least: LeastRoom, gap: number): readonly Way[] {
  if ('tile' in piece) return [{ ...least(piece.tile), turned: 0, of: piece }];
  const parts = piece.pieces.map((each) => waysOf(each, least, gap));
  return unbettered([...joined(parts, piece.side, 0, gap), ...joined(parts, piece.side === 'row' ? 'column' : 'row', 1, gap)]);
}

/** Every part folded one way or another, all beside or all below each other. */
function joined(parts: readonly (readonly Way[])[], side: 'row' | 'column', turned: number, gap: number): readonly Way[] {
  return parts.reduce<readonly Way[]>(
    (before, ways) =>
      before.length === 0
        ? ways.map(({ width, height, turned: inside, ...way }) => ({
            width,
            height,
            turned: turned + inside,
            of: { side, ways: [{ width, height, turned: inside, ...way }] },
          }))
        : unbettered(
            before.flatMap((first) =>
              ways.map((way): Way => ({
                width: side === 'row' ? first.width + gap + way.width : Math.max(first.width, way.width),
                height: side === 'row' ? Math.max(first.height, way.height) : first.height + gap + way.height,
                turned: first.turned + way.turned,
                of: { side, ways: [...('ways' in first.of ? first.of.ways : []), way] },
              })),
            ),
          ),
    [],
  );
}

/** Those that no other one betters in width, height and turns alike; of many, an even choice from narrow to wide. */
function unbettered(ways: readonly Way[]): readonly Way[] {
  const kept = ways.filter(
    (way, index) =>
      !ways.some(
        (other, place) =>
          place !== index &&
          other.width <= way.width &&
          other.height <= way.height &&
          other.turned <= way.turned &&
          (place < index || other.width < way.width || other.height < way.height || other.turned < way.turned),
      ),
  );
  if (kept.length <= MOST_WAYS) return kept;
  const ordered = kept.toSorted((a, b) => a.width - b.width);
  return Array.from({ length: MOST_WAYS }, (_, place) => ordered[Math.round((place * (ordered.length - 1)) / (MOST_WAYS - 1))]!);
}

/** How far beyond the room it goes; 0: it fits. */
function excess({ width, height }: Room, room: Room): number {
  return Math.max(0, width / room.width - 1, height / room.height - 1);
}

/** Every part has its least, and of what is left a share as large as its least; where there is too little all have less alike. */
function put(way: Way, box: Box, least: LeastRoom, gap: number, out: PlacedTile[]): void {
  if ('tile' in way.of) {
    out.push(stand(way.of.tile, box, least));
    return;
  }
  const { side, ways } = way.of;
  const length = side === 'row' ? 'width' : 'height';
  const all = ways.reduce((sum, each) => sum + each[length], 0);
  const free = box[length] - gap * (ways.length - 1);
  let at = 0;
  for (const each of ways) {
    const own = (free * each[length]) / all;
    put(each, side === 'row' ? { ...box, left: box.left + at, width: own } : { ...box, top: box.top + at, height: own }, least, gap, out);
    at += own + gap;
  }
}
