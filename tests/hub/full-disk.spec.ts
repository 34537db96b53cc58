import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { HUB_LIMITS } from '../../electron/hub/hub';
import { HubClient } from './hub-client';
import { runHub, SUPERVISOR } from './running-hub';
import { openCase, ScriptedSource } from './scripted-source';

const quick = { writer: { ...HUB_LIMITS.writer, retryMs: 30 } };

describe('a full disk', () => {
  it('is answered with "storage", nothing is half-written, and the hub goes on when there is room', async () => {
    const source = new ScriptedSource();
    const running = await runHub({ source, maxPages: 50, hubLimits: quick });
    const client = await new HubClient(running.url, SUPERVISOR.token).follow();
    // Fill it up with events of the source: what does not fit is kept and not lost.
    const events = Array.from({ length: 4_000 }, (_, index) => openCase(10 + index)).flat();
    source.add(...events);
    await expect.poll(() => running.hub.fault?.fault).toBe('full');
    const headThen = running.hub.head;
    expect(headThen).toBeLessThan(8_009);

    const key = ulid();
    const refused = await client.command({ kind: 'urge-case', case: 1, reason: 'while full' }, [], key);
    expect(refused).toMatchObject({ ok: false, problem: { type: 'storage', status: 507, params: { fault: 'full' } } });
    expect(running.log.readCase(1, 10)).toHaveLength(2);
    // Clients still follow, and hear of the head; there is just nothing new.
    await client.until(() => client.last === headThen);

    running.log.limitPages(1_000_000);
    await expect.poll(() => running.hub.fault).toBeNull();
    await client.until(() => client.last === 8_009);
    // The refusal was not kept: nothing had happened, so the same command may succeed now.
    expect(await client.command({ kind: 'urge-case', case: 1, reason: 'while full' }, [], key)).toMatchObject({ ok: true, seq: 8_010 });
    expect(running.log.position).toBe(9 + events.length);
    expect(running.hub.report().refusedEvents).toEqual([]);
    await client.until(() => client.last === 8_010);
    expect(client.records.map(({ seq }) => seq)).toEqual(Array.from({ length: 8_010 }, (_, index) => index + 1));
    expect(running.hub.digest()?.value).toBe(client.projection?.digest());
    expect(source.observed).toHaveLength(8_010);
    await running.close();
    expect(statSync(join(running.directory, 'log.db')).size).toBeGreaterThan(50 * 4096);
  });

  it('while commands wait refuses all of them and keeps none', async () => {
    const running = await runHub({ maxPages: 40, hubLimits: quick });
    const client = await new HubClient(running.url, SUPERVISOR.token).follow();
    const outcomes = [];
    while (running.hub.fault === null) {
      const burst = Array.from({ length: 20 }, () =>
        running.hub.submit({
          actor: SUPERVISOR.actor,
          message: { key: ulid(), expected: [], command: { kind: 'urge-case', case: 2, reason: 'x'.repeat(500) } },
        }),
      );
      outcomes.push(...(await Promise.all(burst)));
    }
    const done = outcomes.filter(({ ok }) => ok).length;
    expect(outcomes.length).toBeGreaterThan(done);
    expect(outcomes.every((outcome) => outcome.ok || outcome.problem.type === 'storage')).toBe(true);
    await client.until(() => client.last === running.hub.head);
    expect(running.hub.head).toBe(9 + done);
    running.log.limitPages(1_000_000);
    await expect.poll(() => running.hub.fault).toBeNull();
    expect(await client.command({ kind: 'urge-case', case: 2, reason: 'again' }, [{ case: 2, version: 2 + done }])).toMatchObject({
      ok: true,
    });
  });
});
