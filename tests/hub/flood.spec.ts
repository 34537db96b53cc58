import { describe, expect, it } from 'vitest';
import type { EventSource, PendingEvent } from '../../electron/hub/sources/source';
import type { Source } from '../../shared/contract/city';
import type { LogRecord } from '../../shared/domain/events';
import { HubClient } from './hub-client';
import { runHub, SUPERVISOR } from './running-hub';
import { CATALOGUE, CITY, openCase, START } from './scripted-source';

const EVENTS_PER_CITY_MS = 1_000;

/** More happens in each millisecond of its city than anybody can write in one. */
class Flood implements EventSource {
  readonly source: Source = { kind: 'simulate', name: 'flood', speed: 1 };
  readonly city = CITY;
  readonly startAt = START;
  readonly finished = false;
  /** Most events at any time that the hub held and had not committed. */
  mostHeld = 0;
  #handedOut = 0;
  #committed = 0;

  resume(_projection: unknown, position: number): PendingEvent[] {
    return [...CATALOGUE, ...openCase(1)].slice(position).map((event) => ({ at: START, by: 'source:flood', event }));
  }

  advance(to: number, limit: number): PendingEvent[] {
    const events: PendingEvent[] = [];
    while (events.length < limit) {
      const at = START + Math.floor(this.#handedOut / EVENTS_PER_CITY_MS);
      if (at > to) break;
      events.push({ at, by: 'source:flood', event: { kind: 'case.urged', case: 1, reason: `call ${this.#handedOut}` } });
      this.#handedOut += 1;
    }
    this.mostHeld = Math.max(this.mostHeld, this.#handedOut - this.#committed);
    return events;
  }

  observe({ event }: LogRecord): void {
    if (event.kind === 'case.urged' && event.reason.startsWith('call ')) this.#committed += 1;
  }

  report(): null {
    return null;
  }
}

describe('a source with more events than can be written', () => {
  it('makes the city’s time lag and is held back; commands are answered, and who follows gets every record', async () => {
    const flood = new Flood();
    const running = await runHub({ source: flood, serverLimits: { heartbeatMs: 50 } });
    const openedAt = performance.now();
    const client = await new HubClient(running.url, SUPERVISOR.token).follow();
    await client.until(() => client.last > 50_000);
    const outcome = await client.command({ kind: 'urge-case', case: 1, reason: 'in the midst of it' });
    expect(outcome).toMatchObject({ ok: true });
    const seen = client.heartbeats.length;
    await client.until(() => client.heartbeats.length > seen + 2);
    const told = client.heartbeats.at(-1)!;
    // As far as its records have come, which is far behind the clock.
    const passedMs = told.cityNow - START;
    expect(passedMs).toBeLessThan((performance.now() - openedAt) / 2);
    expect(passedMs).toBeLessThanOrEqual(Math.ceil(told.head / EVENTS_PER_CITY_MS));
    expect(flood.mostHeld).toBeLessThanOrEqual(10_000);
    client.close();
    expect(client.records.map(({ seq }) => seq)).toEqual(Array.from({ length: client.records.length }, (_, index) => index + 1));
    expect(client.records.filter(({ event }) => event.kind === 'case.urged' && event.reason === 'in the midst of it')).toHaveLength(1);
  });
});
