import { packColumns } from '../../shared/contract/record-batch';
import { CASE_CARRIED_OVER, CASE_RECEIVED } from '../../shared/domain/event-codes';
import type { DomainEvent } from '../../shared/domain/events';
import type { RecordColumns } from '../../shared/domain/record-columns';
import type { HeatGrid } from '../../shared/projection/heat-grid';
import { NO_REFERENCE } from '../../shared/projection/nameless';
import { openChunk } from './chunks';
import type { Chunk } from './chunks';

const REFERENCE_BYTES = new TextEncoder().encode(NO_REFERENCE);

/** Chunks for those who read aggregates alone: each is made once, for all of them, and goes with the chunk that it is made of. */
export class NamelessChunks {
  readonly #grid: HeatGrid;
  readonly #made = new WeakMap<Uint8Array, Chunk>();

  constructor(grid: HeatGrid) {
    this.#grid = grid;
  }

  /** Throws StorageError 'damaged' when the chunk cannot be read. */
  of(chunk: Chunk): Chunk {
    const known = this.#made.get(chunk.bytes);
    if (known !== undefined) return known;
    const made = namelessChunk(chunk, this.#grid);
    this.#made.set(chunk.bytes, made);
    return made;
  }
}

/**
 * The same records in the same order without what names a case or was written about one: references are `NO_REFERENCE`, what people wrote is empty, a place is the middle of its cell
 * of the heat's grid. Why an emergency was opened or closed stays: that is said to everybody.
 */
function namelessChunk(chunk: Chunk, grid: HeatGrid): Chunk {
  const columns = openChunk(chunk);
  const { introductions, carried, dueAt, texts } = columns;
  const packed = packColumns({
    ...columns,
    introductions: { ...introductions, ...coarsePlaces(introductions, grid) },
    texts: referencesAlone(columns),
    general: columns.general.map(wordless),
    introduced: introductions.channel.length,
    carriedOver: carried.unit.length,
    due: dueAt.length,
    textCount: texts.offsets.length - 1,
  });
  return { from: chunk.from, to: chunk.to, bytes: packed };
}

function coarsePlaces({ longitude, latitude }: RecordColumns['introductions'], grid: HeatGrid) {
  const coarse = { longitude: Float64Array.from(longitude), latitude: Float64Array.from(latitude) };
  for (let row = 0; row < longitude.length; row += 1) {
    if (Number.isNaN(longitude[row]!)) continue;
    const place = grid.coarse(longitude[row]!, latitude[row]!);
    coarse.longitude[row] = place.longitude;
    coarse.latitude[row] = place.latitude;
  }
  return coarse;
}

/** Texts of introductions are references, all others are words. */
function referencesAlone({ length, kind, text, introductions, texts }: RecordColumns): RecordColumns['texts'] {
  const lengths = new Uint8Array(texts.offsets.length);
  for (let row = 0; row < length; row += 1) {
    if (kind[row] === CASE_RECEIVED || kind[row] === CASE_CARRIED_OVER) lengths[text[row]! + 1] = REFERENCE_BYTES.length;
  }
  const offsets = new Uint32Array(texts.offsets.length);
  for (let t = 1; t < offsets.length; t += 1) offsets[t] = offsets[t - 1]! + lengths[t]!;
  const bytes = new Uint8Array(introductions.channel.length * REFERENCE_BYTES.length);
  for (let at = 0; at < bytes.length; at += REFERENCE_BYTES.length) bytes.set(REFERENCE_BYTES, at);
  return { offsets, bytes };
}

function wordless(event: DomainEvent): DomainEvent {
  return event.kind === 'staffing.decided' ? { ...event, reason: '' } : event;
}
