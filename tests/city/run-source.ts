import { resolve } from 'node:path';
import type { EventSource, PendingEvent } from '../../electron/hub/sources/source';
import { openSimulatedSource } from '../../electron/hub/sources/simulate';
import { settingsOf } from '../../electron/stream/city-settings';
import type { LogRecord } from '../../shared/domain/events';
import { Projection } from '../../shared/projection/projection';
import type { ProjectionSettings } from '../../shared/projection/settings';

/** A source, a log and a projection, joined as a hub joins them, without disk and sockets. */

export const RESOURCES = resolve('resources');

/** Monday 23 November 2026, 10:00 in Beijing. */
export const MONDAY = Date.UTC(2026, 10, 23, 2);

export function settingsFor({ city }: EventSource): ProjectionSettings {
  return settingsOf(city);
}

export function simulated(query: string, now = MONDAY): Promise<EventSource> {
  return openSimulatedSource(new URLSearchParams(query), RESOURCES, now);
}

/** Everything that a source on an empty log hands out up to `to`, or so long after it has gone live. */
export function eventsUntil(source: EventSource, liveMs: number, limit = 1_000): PendingEvent[] {
  const events = [...source.resume(new Projection(settingsFor(source)), 0)];
  for (;;) {
    const more = source.advance(source.startAt + liveMs, limit);
    if (more.length === 0) return events;
    events.push(...more);
  }
}

/** Appends events as the next records of the log. Throws on one that is not allowed. */
export function append(projection: Projection, events: readonly PendingEvent[]): LogRecord[] {
  return events.map((event) => {
    const record = { seq: projection.seq + 1, ...event };
    projection.apply(record);
    return record;
  });
}

/** A projection of the log that begins with these events. */
export function folded(source: EventSource, events: readonly PendingEvent[]): Projection {
  const projection = new Projection(settingsFor(source));
  append(projection, events);
  return projection;
}
