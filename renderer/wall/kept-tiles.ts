import type { Frame, TileName } from '../../shared/contract/frames';
import { KEPT_TILES_PATH, keptFrame, type StoredTiles, tilesOf } from '../../shared/contract/kept-tiles';

/** What walls were shown last, as the frame with which the stream would begin: drawn below the last picture while hub and stream are being started. null: there is none. */
export async function keptTilesFrame(wanted: readonly TileName[]): Promise<Frame | null> {
  const response = await fetch(KEPT_TILES_PATH);
  if (!response.ok) return null;
  // Main hands on only what this very build has written, and whole.
  return keptFrame(tilesOf((await response.json()) as StoredTiles, fromBase64), wanted, Date.now());
}

function fromBase64(text: string): Uint8Array {
  const characters = atob(text);
  return Uint8Array.from({ length: characters.length }, (_, i) => characters.charCodeAt(i));
}
