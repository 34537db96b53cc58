import { describe, expect, it } from 'vitest';
import { CaseLog } from '../../electron/hub/log/case-log';
import type { DomainEvent } from '../../shared/domain/events';
import { freshDirectory } from './directories';
import { HubClient } from './hub-client';
import { runHub, SUPERVISOR } from './running-hub';
import { CATALOGUE, ScriptedSource, START } from './scripted-source';

/** `call.offered` had no queue before wire version 2. What is stored is what was packed, so these are the very rows of then. */
const OFFERED_OF_THEN = [1, 2, 3].map((call) => ({ kind: 'call.offered', call }) as DomainEvent);
const STORY: readonly DomainEvent[] = [
  ...CATALOGUE,
  { kind: 'seat.changed', seat: 1, state: 'idle' },
  ...OFFERED_OF_THEN,
  { kind: 'call.answered', call: 1, seat: 1 },
  { kind: 'call.abandoned', call: 2 },
];

function logOfThen(): string {
  const directory = freshDirectory();
  const log = CaseLog.open({ directory, sourceIdentity: 'script', now: START });
  const records = STORY.map((event, index) => ({ seq: index + 1, at: START, by: 'source:script', event }));
  log.append({ records, outcomes: [], position: records.length });
  log.close();
  return directory;
}

describe('a log from before there were queues', () => {
  it('is read with its calls in no queue', () => {
    const log = CaseLog.open({ directory: logOfThen(), sourceIdentity: 'script', now: START });
    const offered = log.readSince(0, 100).flatMap(({ event }) => (event.kind === 'call.offered' ? [event] : []));
    expect(offered).toEqual([1, 2, 3].map((call) => ({ kind: 'call.offered', call, queue: 0 })));
    // The next shape of the same event is learnt beside the old one.
    const head = log.head;
    log.append({
      records: [{ seq: head + 1, at: START, by: 'source:script', event: { kind: 'call.offered', call: 4, queue: 7 } }],
      outcomes: [],
      position: log.position,
    });
    expect(log.readSince(head - 4, 100).map(({ event }) => event)).toEqual([
      ...[2, 3].map((call) => ({ kind: 'call.offered', call, queue: 0 })),
      { kind: 'call.answered', call: 1, seat: 1 },
      { kind: 'call.abandoned', call: 2 },
      { kind: 'call.offered', call: 4, queue: 7 },
    ]);
    log.close();
  });

  it('is gone on with: the hub counts its calls, and clients are sent them as of now', async () => {
    const source = new ScriptedSource(STORY);
    const { url, hub } = await runHub({ directory: logOfThen(), source });
    const client = await new HubClient(url, SUPERVISOR.token).follow();
    source.add({ kind: 'call.offered', call: 4, queue: 0 });
    await client.until(() => client.last === STORY.length + 1);
    expect(client.records.flatMap(({ event }) => (event.kind === 'call.offered' ? [event.queue] : []))).toEqual([0, 0, 0, 0]);
    expect(client.projection?.floor.calls.waiting).toBe(2);
    expect(client.projection?.digest()).toBe(hub.digest()?.value);
  });
});
