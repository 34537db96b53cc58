import { openReplaySource } from '../../electron/hub/sources/replay';
import type { EventSource, PendingEvent } from '../../electron/hub/sources/source';
import { Projection } from '../../shared/projection/projection';
import { append, RESOURCES, settingsFor } from '../city/run-source';

export const BALTIMORE = '../shared/data/cases/baltimore_311_sample.csv';
export const LOS_ANGELES = '../shared/data/cases/la_311_2020.csv';

export function replay(file: string, query: string): Promise<EventSource> {
  return openReplaySource(file, new URLSearchParams(query), RESOURCES);
}

/** The whole file at full speed. Throws on the first event that the domain does not allow. */
export function playOut(source: EventSource): { projection: Projection; events: PendingEvent[] } {
  const projection = new Projection(settingsFor(source));
  const events = [...source.resume(projection, 0)];
  append(projection, events);
  while (!source.finished) {
    const more = source.advance(Number.POSITIVE_INFINITY, 2_000);
    append(projection, more);
    events.push(...more);
  }
  return { projection, events };
}

/** Names instead of keys, zero counts left out: entry k of `counts` belongs to key k. */
export function byName(counts: readonly number[], names: readonly { readonly name: { readonly en: string } }[]): Record<string, number> {
  const named: Record<string, number> = {};
  for (const [key, count] of counts.entries()) if (count > 0) named[names[key]?.name.en ?? `key ${key}`] = count;
  return named;
}
