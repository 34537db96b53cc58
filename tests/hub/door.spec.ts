import { io } from 'socket.io-client';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { HUB_LIMITS } from '../../electron/hub/hub';
import { parseRecords } from '../../shared/contract/records';
import { WIRE_VERSION } from '../../shared/contract/wire';
import { SERVER_LIMITS } from '../../electron/hub/socket/hub-server';
import { HubClient, refusalOf } from './hub-client';
import { runHub, SUPERVISOR, WALL } from './running-hub';

/** A client that says whatever it likes. */
function rawClient(url: string, auth: Record<string, unknown> = { token: SUPERVISOR.token, wire: WIRE_VERSION, client: 'raw' }, more = {}) {
  return io(url, { transports: ['websocket'], reconnection: false, forceNew: true, auth, ...more });
}

function heard(client: ReturnType<typeof rawClient>, event: 'connect' | 'connect_error' | 'disconnect'): Promise<void> {
  return new Promise((resolve) => {
    client.once(event, () => resolve());
  });
}

describe('the door', () => {
  it('refuses a wrong token, a missing one, and a handshake that makes no sense', async () => {
    const { url } = await runHub();
    const unauthorized = { type: 'unauthorized', status: 401 };
    expect(await refusalOf(new HubClient(url, 'not the token'))).toMatchObject(unauthorized);
    expect(await refusalOf(new HubClient(url, `${SUPERVISOR.token}x`))).toMatchObject(unauthorized);
    expect(await refusalOf(new HubClient(url, SUPERVISOR.token.slice(0, -1)))).toMatchObject(unauthorized);
    expect(await refusalOf(new HubClient(url, ''))).toMatchObject(unauthorized);
    expect(await refusalOf(new HubClient(url, 'x'.repeat(10_000)))).toMatchObject(unauthorized);
  });

  it('tells a client of another wire version which one it speaks itself', async () => {
    const { url } = await runHub();
    expect(await refusalOf(new HubClient(url, SUPERVISOR.token, WIRE_VERSION + 1))).toMatchObject({
      type: 'wire-mismatch',
      status: 426,
      params: { client: String(WIRE_VERSION + 1), hub: String(WIRE_VERSION) },
    });
  });

  it('is closed for web pages', async () => {
    const { url, logLines } = await runHub();
    const page = rawClient(url, undefined, { extraHeaders: { Origin: 'http://localhost' } });
    await heard(page, 'connect_error');
    expect(page.connected).toBe(false);
    expect(logLines.lines.join('\n')).toContain('origin header');
  });

  it('speaks websocket only: no long polling, no files, no page', async () => {
    const { url } = await runHub();
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/socket.io/socket.io.js`)).ok).toBe(false);
    expect((await fetch(`${url}/socket.io/?EIO=4&transport=polling`)).ok).toBe(false);
  });

  it('serves a bounded number of clients and tells the next one why not', async () => {
    const { url } = await runHub({ serverLimits: { mostSockets: 2 } });
    const first = await new HubClient(url, SUPERVISOR.token).follow();
    await new HubClient(url, WALL.token).follow();
    expect(await refusalOf(new HubClient(url, SUPERVISOR.token))).toMatchObject({ type: 'overloaded', status: 503 });
    first.close();
    await expect
      .poll(async () => {
        const next = new HubClient(url, SUPERVISOR.token);
        return refusalOf(next).then(
          () => 'refused',
          () => 'let in',
        );
      })
      .toBe('let in');
  });

  it('welcomes with who speaks, where the log is and what city it is', async () => {
    const { url, hub } = await runHub();
    const client = await new HubClient(url, WALL.token).follow();
    expect(client.welcome).toMatchObject({ epoch: hub.epoch, head: hub.head, role: 'wall', actor: 'wall:hall', speed: 0 });
    expect(client.welcome?.city.name.en).toBe('Sample City');
  });

  it('lets a wall follow, but neither command nor ask for a history', async () => {
    const { url, hub } = await runHub();
    const wall = await new HubClient(url, WALL.token).follow();
    await wall.until(() => wall.last === hub.head);
    const forbidden = { ok: false, problem: { type: 'forbidden', status: 403 } };
    expect(await wall.command({ kind: 'urge-case', case: 1, reason: 'x' })).toMatchObject(forbidden);
    expect(await wall.socket.emitWithAck('history', { case: 1 })).toMatchObject(forbidden);
    expect(hub.head).toBe(wall.last);
  });

  it('answers the history of a case, oldest first', async () => {
    const { url, log } = await runHub();
    const client = new HubClient(url, SUPERVISOR.token);
    await client.command({ kind: 'urge-case', case: 1, reason: 'x' });
    const answer = await client.socket.emitWithAck('history', { case: 1 });
    if (!answer.ok) throw new Error(answer.problem.detail);
    expect(parseRecords(answer.bytes)).toEqual({ ok: true, records: log.readCase(1, 100) });
    expect(log.readCase(1, 100)).toHaveLength(3);
  });
});

describe('a message that does not fit the wire', () => {
  it('is answered with a problem where it has an answer', async () => {
    const { url, hub } = await runHub();
    const client = rawClient(url);
    const invalid = { ok: false, problem: { type: 'invalid', status: 400 } };
    for (const message of [
      null,
      42,
      'drop table events',
      {},
      { key: 'short', expected: [], command: { kind: 'urge-case', case: 1, reason: 'x' } },
      { key: '01ARZ3NDEKTSV4RRFFQ69G5FAV', expected: [], command: { kind: 'delete-everything' } },
      { key: '01ARZ3NDEKTSV4RRFFQ69G5FAV', expected: [], command: { kind: 'urge-case', case: -1, reason: 'x' } },
      { key: '01ARZ3NDEKTSV4RRFFQ69G5FAV', expected: [], command: { kind: 'urge-case', case: 1, reason: ' ' } },
      { key: '01ARZ3NDEKTSV4RRFFQ69G5FAV', expected: [{ case: 1 }], command: { kind: 'urge-case', case: 1, reason: 'x' } },
      { key: '01ARZ3NDEKTSV4RRFFQ69G5FAV', expected: Array.from({ length: 1001 }, () => ({ case: 1, version: 1 })), command: {} },
    ]) {
      expect(await client.emitWithAck('command', message), JSON.stringify(message)?.slice(0, 80)).toMatchObject(invalid);
    }
    expect(await client.emitWithAck('history', { case: 'all' })).toMatchObject(invalid);
    expect(client.connected).toBe(true);
    expect(hub.head).toBeGreaterThan(0);
    client.disconnect();
  });

  it.each([
    ['an unknown message', (client: ReturnType<typeof rawClient>) => client.emit('gossip', { about: 'secret-content' })],
    ['a join without a seq', (client: ReturnType<typeof rawClient>) => client.emit('join', { epoch: 'secret-content' })],
    ['a join from a fraction', (client: ReturnType<typeof rawClient>) => client.emit('join', { epoch: null, since: 0.5 })],
    ['a took of nothing', (client: ReturnType<typeof rawClient>) => client.emit('took')],
    ['a command that cannot be answered', (client: ReturnType<typeof rawClient>) => client.emit('command', { key: 'secret-content' })],
    ['a message that is too big', (client: ReturnType<typeof rawClient>) => client.emit('took', { seq: 1, more: 'x'.repeat(300_000) })],
  ])('ends the connection and is named in the log without its content: %s', async (_what, say) => {
    const { url, logLines } = await runHub();
    const client = rawClient(url);
    await heard(client, 'connect');
    say(client);
    await heard(client, 'disconnect');
    const text = logLines.lines.join('\n');
    expect(text).toMatch(/a client is closed|a client has gone/);
    expect(text).not.toContain('secret-content');
    expect(text).not.toContain(SUPERVISOR.token);
  });

  it('floods of commands are answered with "too much", and the hub stays well', async () => {
    const { session } = SERVER_LIMITS;
    const { url, hub } = await runHub({ serverLimits: { session: { ...session, commandsPerSecond: 1, commandBurst: 5 } } });
    const client = new HubClient(url, SUPERVISOR.token);
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => client.command({ kind: 'urge-case', case: 1, reason: 'x' })));
    const refused = outcomes.filter((outcome) => !outcome.ok && outcome.problem.type === 'overloaded' && outcome.problem.status === 429);
    expect(refused.length).toBeGreaterThan(40);
    expect(outcomes.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(5);
    expect(hub.fault).toBeNull();
  });

  it('commands beyond what may wait are refused with "too much"', async () => {
    const { hub } = await runHub({ hubLimits: { writer: { ...HUB_LIMITS.writer, mostWaiting: 10 } } });
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () =>
        hub.submit({
          actor: 'supervisor:a',
          message: { key: ulid(), expected: [], command: { kind: 'urge-case', case: 1, reason: 'x' } },
        }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(10);
    const problems = outcomes.flatMap((outcome) => (outcome.ok ? [] : [`${outcome.problem.type} ${outcome.problem.status}`]));
    expect(problems).toEqual(Array.from({ length: 20 }, () => 'overloaded 503'));
  });
});
