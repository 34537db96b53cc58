import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { HubClient } from './hub-client';
import { runHub, SECOND, SUPERVISOR } from './running-hub';
import { CATALOGUE, openCase, ScriptedSource } from './scripted-source';

const OPENING = CATALOGUE.length + 4;
const reassign = (key: number, to: number) => ({ kind: 'reassign-case', case: key, to, reason: 'nearer to it' }) as const;

describe('a command', () => {
  it('is answered once it is in the log, with the seq and the versions that it made', async () => {
    const { url, log } = await runHub();
    const client = await new HubClient(url, SUPERVISOR.token).follow();
    const outcome = await client.command(reassign(1, 2), [{ case: 1, version: 2 }]);
    expect(outcome).toEqual({ ok: true, seq: OPENING + 1, versions: [{ case: 1, version: 3 }] });
    expect(log.readSince(OPENING, 10)).toMatchObject([
      { seq: OPENING + 1, by: SUPERVISOR.actor, event: { kind: 'case.reassigned', case: 1, from: 1, to: 2, reason: 'nearer to it' } },
    ]);
    await client.until(() => client.last === OPENING + 1);
    expect(client.projection?.cases.read(1)?.unit).toBe(2);
  });

  it('changes nothing twice when it is sent again with the same key: both get the first outcome', async () => {
    const { url, hub } = await runHub();
    const client = await new HubClient(url, SUPERVISOR.token).follow();
    const key = ulid();
    // Both in one batch, and one long after.
    const [first, second] = await Promise.all([
      client.command(reassign(1, 2), [{ case: 1, version: 2 }], key),
      client.command(reassign(1, 2), [{ case: 1, version: 2 }], key),
    ]);
    const third = await client.command(reassign(1, 2), [{ case: 1, version: 2 }], key);
    expect(first).toMatchObject({ ok: true, seq: OPENING + 1 });
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect(hub.head).toBe(OPENING + 1);
  });

  it('whose answer was lost with its connection is carried out once: sent again it gets that answer', async () => {
    const { url, hub } = await runHub();
    const watcher = await new HubClient(url, SECOND.token).follow();
    const key = ulid();
    const lost = new HubClient(url, SUPERVISOR.token);
    await lost.until(() => lost.welcome !== null);
    let answered = false;
    lost.socket.emit('command', { key, expected: [{ case: 1, version: 2 }], command: reassign(1, 2) }, () => {
      answered = true;
    });
    // The hub has it once everything that was sent has left; the socket dies before the hub's next turn answers.
    lost.socket.io.engine.once('drain', () => lost.socket.io.engine.close());
    await watcher.until(() => watcher.last === OPENING + 1);
    expect(answered).toBe(false);
    const again = new HubClient(url, SUPERVISOR.token);
    expect(await again.command(reassign(1, 2), [{ case: 1, version: 2 }], key)).toMatchObject({ ok: true, seq: OPENING + 1 });
    expect(hub.head).toBe(OPENING + 1);
  });

  it('that was refused stays refused under its key, also when it would be possible now', async () => {
    const { url, hub } = await runHub();
    const client = await new HubClient(url, SUPERVISOR.token).follow();
    const key = ulid();
    const refused = await client.command(reassign(1, 2), [{ case: 1, version: 9 }], key);
    expect(refused).toMatchObject({ ok: false, problem: { type: 'version-conflict' } });
    expect(await client.command(reassign(1, 2), [{ case: 1, version: 2 }], key)).toEqual(refused);
    expect(hub.head).toBe(OPENING);
  });

  it('cannot be asked about with the key of somebody else', async () => {
    const { url } = await runHub();
    const [mine, theirs] = [new HubClient(url, SUPERVISOR.token), new HubClient(url, SECOND.token)];
    const key = ulid();
    await mine.command(reassign(1, 2), [], key);
    expect(await theirs.command(reassign(2, 2), [], key)).toMatchObject({ ok: false, problem: { type: 'forbidden', status: 403 } });
  });

  it('of two supervisors who race for one case wins once; the other gets the problem and sees the winner’s state', async () => {
    const { url, log } = await runHub();
    const [first, second] = [new HubClient(url, SUPERVISOR.token), new HubClient(url, SECOND.token)];
    let version = 2;
    for (let round = 0; round < 20; round += 1) {
      // Case 1 is with unit 1; both want it elsewhere. Then it goes back for the next round.
      const outcomes = await Promise.all([
        first.command(reassign(1, 2), [{ case: 1, version }]),
        second.command(reassign(1, 3), [{ case: 1, version }]),
      ]);
      const [won, lost] = outcomes[0].ok ? outcomes : [outcomes[1], outcomes[0]];
      const last = log.readCase(1, 1)[0];
      expect(won, `round ${round}`).toEqual({ ok: true, seq: last?.seq, versions: [{ case: 1, version: version + 1 }] });
      const unit = last?.event.kind === 'case.reassigned' ? last.event.to : 0;
      expect(last?.by).toBe(unit === 2 ? SUPERVISOR.actor : SECOND.actor);
      expect(lost).toMatchObject({
        ok: false,
        problem: { type: 'version-conflict', status: 409, current: [{ case: 1, version: version + 1, status: 'dispatched', unit }] },
      });
      expect(await first.command(reassign(1, 1))).toMatchObject({ ok: true });
      version += 2;
    }
  });

  it('that the domain refuses is answered with why', async () => {
    const { url, hub } = await runHub();
    const client = new HubClient(url, SUPERVISOR.token);
    expect(await client.command(reassign(99, 2))).toMatchObject({
      ok: false,
      problem: { type: 'not-found', status: 404, params: { what: 'case' } },
    });
    expect(await client.command(reassign(1, 77))).toMatchObject({ ok: false, problem: { type: 'not-found', params: { what: 'unit' } } });
    expect(await client.command(reassign(1, 1))).toMatchObject({
      ok: false,
      problem: { type: 'invalid', status: 422, params: { rule: 'same-unit' } },
    });
    expect(await client.command({ kind: 'reopen-case', case: 1, reason: 'x' })).toMatchObject({
      ok: false,
      problem: { type: 'illegal-transition', status: 409, params: { state: 'dispatched' } },
    });
    expect(hub.head).toBe(OPENING);
  });

  it('that no client could read back is refused before it is in the log', async () => {
    const { url, hub } = await runHub({
      source: new ScriptedSource([
        ...CATALOGUE,
        {
          kind: 'task.defined',
          task: 1,
          name: { zh: '充电', en: 'Charging' },
          lead: 2,
          year: 2026,
          target: 10,
          measure: { zh: '个', en: 'ports' },
          plan: Array.from({ length: 12 }, () => 1),
          sample: true,
        },
      ]),
    });
    const client = new HubClient(url, SUPERVISOR.token);
    const head = hub.head;
    expect(await client.command({ kind: 'progress-task', task: 1, value: 1e300 })).toMatchObject({
      ok: false,
      problem: { type: 'invalid' },
    });
    expect(hub.head).toBe(head);
    expect(await client.command({ kind: 'progress-task', task: 1, value: 5 })).toMatchObject({ ok: true });
  });

  it('opens and closes an emergency, one at a time', async () => {
    const { url } = await runHub();
    const client = new HubClient(url, SUPERVISOR.token);
    const open = { kind: 'open-emergency', playbook: 'rainstorm', drill: false, reason: '暴雨红色预警' } as const;
    expect(await client.command(open)).toMatchObject({ ok: true });
    expect(await client.command(open)).toMatchObject({ ok: false, problem: { type: 'illegal-transition' } });
    expect(await client.command({ kind: 'close-emergency', emergency: 1, reason: '解除' })).toMatchObject({ ok: true });
    expect(await client.command({ ...open, playbook: 'nonsense' })).toMatchObject({ ok: false, problem: { type: 'not-found' } });
  });

  it('gives a new case the next key, also after a restart and beside the source’s own', async () => {
    const source = new ScriptedSource();
    const receive = {
      kind: 'receive-case',
      contact: 'appeal',
      channel: 'web',
      category: 1,
      district: 1,
      township: 0,
      place: null,
      call: 0,
    } as const;
    const first = await runHub({ source });
    const before = new HubClient(first.url, SUPERVISOR.token);
    expect(await before.command({ ...receive, reference: 'W1' })).toMatchObject({ ok: true, versions: [{ case: 3, version: 1 }] });
    await first.close();
    const again = await runHub({ directory: first.directory });
    const after = new HubClient(again.url, SUPERVISOR.token);
    expect(await after.command({ ...receive, reference: 'W2' })).toMatchObject({ ok: true, versions: [{ case: 4, version: 1 }] });
  });
});

describe('the source', () => {
  it('sees every record, its own and those of commands, in order', async () => {
    const source = new ScriptedSource();
    const { url, hub } = await runHub({ source });
    const client = await new HubClient(url, SUPERVISOR.token).follow();
    await client.command({ kind: 'urge-case', case: 1, reason: 'x' });
    source.add(...openCase(7));
    await client.until(() => client.last === hub.head && client.last === OPENING + 3);
    expect(source.observed.map(({ seq }) => seq)).toEqual(Array.from({ length: OPENING + 3 }, (_, index) => index + 1));
  });

  it('is counted, not followed, where the domain does not allow its events', async () => {
    const source = new ScriptedSource();
    const { hub, url, directory, close } = await runHub({ source });
    const client = await new HubClient(url, SUPERVISOR.token).follow();
    source.add(
      { kind: 'case.closed', case: 1 },
      { kind: 'case.accepted', case: 4_711 },
      { kind: 'case.accepted', case: 4_712 },
      { ...openCase(8)[0], reference: '' } as never,
      { kind: 'case.accepted', case: 1 },
    );
    await client.until(() => client.last === OPENING + 1);
    expect(client.records.at(-1)?.event).toEqual({ kind: 'case.accepted', case: 1 });
    expect(hub.report().refusedEvents).toEqual([
      { reason: 'case.closed: case N is dispatched', count: 1 },
      { reason: 'case.accepted: case N is not held', count: 2 },
      { reason: 'case.received: the reference is not N…N long', count: 1 },
    ]);
    await close();
    // Refused ones are consumed too: they do not come again.
    const again = await runHub({ directory, source: new ScriptedSource() });
    expect(again.log.position).toBe(OPENING + 5);
    expect(again.hub.head).toBe(OPENING + 1);
  });
});
