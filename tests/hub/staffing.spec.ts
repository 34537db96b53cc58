import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import type { StaffingCommand } from '../../shared/domain/commands';
import { type FloorExpectation, NO_MEASURE } from '../../shared/domain/staffing';
import { HOUR_MS, MINUTE_MS } from '../../shared/time/instant';
import { HubClient } from './hub-client';
import { MANAGER, runHub, SECOND, SUPERVISOR, WALL } from './running-hub';
import { CATALOGUE, START } from './scripted-source';

const OPENING = CATALOGUE.length + 4;
const range = { low: 0.4, likely: 0.6, high: 0.8 };
const expectation: FloorExpectation = { serviceLevel: range, abandoned: range, occupancy: range };
const decide: StaffingCommand = {
  kind: 'decide-staffing',
  measure: { ...NO_MEASURE, seats: 30 },
  fromAt: START + 5 * MINUTE_MS,
  toAt: START + HOUR_MS,
  without: expectation,
  with: expectation,
  reason: '暴雨',
};

describe('a staffing decision', () => {
  it('is in the log as it was given, with who gave it and the next key', async () => {
    const { url, log } = await runHub();
    const client = await new HubClient(url, SUPERVISOR.token).follow();
    expect(await client.command(decide)).toEqual({ ok: true, seq: OPENING + 1, versions: [] });
    expect(await client.command({ ...decide, measure: { ...NO_MEASURE, handlingFactor: 0.9 } })).toMatchObject({ ok: true });
    const { kind: _command, ...content } = decide;
    expect(log.readSince(OPENING, 10)).toEqual([
      { seq: OPENING + 1, at: START, by: SUPERVISOR.actor, event: { ...content, kind: 'staffing.decided', decision: 1 } },
      {
        seq: OPENING + 2,
        at: START,
        by: SUPERVISOR.actor,
        event: { ...content, kind: 'staffing.decided', decision: 2, measure: { ...NO_MEASURE, handlingFactor: 0.9 } },
      },
    ]);
    await client.until(() => client.last === OPENING + 2);
    // Every client reads it as it is.
    expect(client.records.slice(-2)).toEqual(log.readSince(OPENING, 10));
  });

  it('goes on with the next key after a restart', async () => {
    const first = await runHub();
    expect(await new HubClient(first.url, SUPERVISOR.token).command(decide)).toMatchObject({ ok: true });
    await first.close();
    const again = await runHub({ directory: first.directory });
    expect(await new HubClient(again.url, SECOND.token).command(decide)).toMatchObject({ ok: true, seq: OPENING + 2 });
    expect(again.log.readSince(OPENING + 1, 1)).toMatchObject([{ by: SECOND.actor, event: { decision: 2 } }]);
  });

  it.each([WALL, MANAGER])('is not for the role $role', async ({ role, token }) => {
    const { url, hub } = await runHub();
    const client = new HubClient(url, token);
    expect(await client.command(decide)).toMatchObject({
      ok: false,
      problem: { type: 'forbidden', status: 403, detail: expect.stringContaining(role) },
    });
    expect(hub.head).toBe(OPENING);
  });

  it('sent twice with its key is one decision', async () => {
    const { url, hub } = await runHub();
    const client = new HubClient(url, SUPERVISOR.token);
    const key = ulid();
    const [first, second] = await Promise.all([client.command(decide, [], key), client.command(decide, [], key)]);
    expect(first).toMatchObject({ ok: true, seq: OPENING + 1 });
    expect(second).toEqual(first);
    expect(await client.command(decide, [], key)).toEqual(first);
    expect(hub.head).toBe(OPENING + 1);
  });

  it('that cannot be is answered with the field and the rule', async () => {
    const { url, hub } = await runHub();
    const client = new HubClient(url, SUPERVISOR.token);
    const refused: readonly [Partial<StaffingCommand>, { field: string; rule: string }][] = [
      [{ toAt: decide.fromAt }, { field: 'fromAt', rule: 'bad-window' }],
      [{ fromAt: START - HOUR_MS }, { field: 'fromAt', rule: 'bad-window' }],
      [
        { fromAt: START + 25 * HOUR_MS, toAt: START + 26 * HOUR_MS },
        { field: 'fromAt', rule: 'bad-window' },
      ],
      [{ measure: NO_MEASURE }, { field: 'measure', rule: 'no-change' }],
      [{ with: { ...expectation, serviceLevel: { low: 0.9, likely: 0.5, high: 0.8 } } }, { field: 'with', rule: 'out-of-range' }],
    ];
    for (const [change, params] of refused) {
      expect(await client.command({ ...decide, ...change })).toMatchObject({
        ok: false,
        problem: { type: 'invalid', status: 422, params },
      });
    }
    expect(hub.head).toBe(OPENING);
  });

  it('that is not well formed does not get past the wire', async () => {
    const { url, hub } = await runHub();
    const client = new HubClient(url, SUPERVISOR.token);
    const malformed: readonly unknown[] = [
      { ...decide, measure: { ...NO_MEASURE, seats: 1.5 } },
      { ...decide, measure: { ...NO_MEASURE, handlingFactor: 0 } },
      { ...decide, measure: { seats: 3 } },
      { ...decide, reason: ' ' },
      { ...decide, fromAt: -1 },
      { ...decide, with: { ...expectation, abandoned: { low: 0, likely: 1, high: 2 } } },
    ];
    for (const command of malformed) {
      expect(await client.command(command as StaffingCommand)).toMatchObject({ ok: false, problem: { type: 'invalid', status: 400 } });
    }
    expect(hub.head).toBe(OPENING);
  });
});
