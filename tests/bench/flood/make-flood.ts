import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CHUNK_LIMITS, packChunks } from '../../../electron/hub/chunks';
import { settingsOf } from '../../../electron/hub/recover';
import { packSnapshot } from '../../../electron/hub/snapshot-cache';
import { loadCity } from '../../../electron/hub/sources/load-city';
import { catalogueEvents } from '../../../shared/city/catalogue-events';
import { toCity } from '../../../shared/city/to-city';
import { Projection } from '../../../shared/projection/projection';
import { SteadyCity } from '../naive/steady-city';
import { FLOOD_FILES, type FloodAbout } from './prepared-flood';

const SEED = 20_240_701;
/** Ten in the morning in Beijing: no city day ends meanwhile. */
const START_AT = Date.UTC(2024, 6, 1, 2);
const AT_ONCE = 20_000;

export interface FloodOptions {
  readonly open: number;
  readonly rate: number;
  readonly seconds: number;
  readonly tickMs: number;
  /** City ms between two events; absent: a city second passes per second. */
  readonly stepMs?: number;
}

/**
 * Writes a flood into `directory`: Beijing's catalogue and `open` cases as a packed snapshot, then `rate` case events a second for `seconds`, in batches as the hub's
 * ring makes them: those that fall due within `tickMs` together, at most as many as the ring's limits let.
 */
export async function makeFlood(directory: string, { open, rate, seconds, tickMs, stepMs = 1_000 / rate }: FloodOptions): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const definition = await loadCity('resources');
  const city = toCity(definition);
  const projection = new Projection(settingsOf(city));
  for (const event of catalogueEvents(definition, START_AT))
    projection.apply({ seq: projection.seq + 1, at: START_AT, by: 'source:bench', event });
  const steady = new SteadyCity(open, SEED, { startAt: START_AT, stepMs, after: projection.seq });
  for (let left = open; left > 0; left -= AT_ONCE) {
    for (const record of steady.opening(Math.min(left, AT_ONCE))) projection.apply(record);
  }
  const about: FloodAbout = { open, rate, seconds, tickMs, startAt: START_AT, stepMs, seq: projection.seq, city };
  writeFileSync(join(directory, FLOOD_FILES.about), JSON.stringify(about));
  writeFileSync(join(directory, FLOOD_FILES.snapshot), (await packSnapshot(projection)).bytes);
  const chunks = openSync(join(directory, FLOOD_FILES.chunks), 'w');
  const index: number[] = [];
  let place = 0;
  let made = 0;
  for (let tick = 1; tick <= (seconds * 1_000) / tickMs; tick += 1) {
    const due = Math.floor((tick * tickMs * rate) / 1_000);
    for (const { to, bytes } of packChunks(steady.next(due - made), CHUNK_LIMITS)) {
      writeSync(chunks, bytes);
      index.push(to, place, bytes.byteLength);
      place += bytes.byteLength;
    }
    made = due;
  }
  closeSync(chunks);
  writeFileSync(join(directory, FLOOD_FILES.index), Float64Array.from(index));
}
