import Database from 'libsql';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CaseLog } from '../../electron/hub/log/case-log';
import type { StorageFault } from '../../electron/hub/log/storage-error';
import type { DomainEvent, LogRecord } from '../../shared/domain/events';
import { freshDirectory } from './directories';
import { HubClient } from './hub-client';
import { writeLogOfSchema1 } from './log-of-schema-1';
import { runHub, SUPERVISOR } from './running-hub';
import { CATALOGUE, ScriptedSource, START } from './scripted-source';

/** `call.offered` had no queue before wire version 2. */
const OFFERED_OF_THEN = [1, 2, 3].map((call) => ({ kind: 'call.offered', call }) as DomainEvent);
const STORY: readonly DomainEvent[] = [
  ...CATALOGUE,
  { kind: 'seat.changed', seat: 1, state: 'idle' },
  ...OFFERED_OF_THEN,
  { kind: 'call.answered', call: 1, seat: 1 },
  { kind: 'call.abandoned', call: 2 },
];

function recordsOfThen(events: readonly DomainEvent[]): LogRecord[] {
  return events.map((event, index) => ({ seq: index + 1, at: START, by: 'source:script', event }));
}

function logOfThen(): string {
  const directory = freshDirectory();
  writeLogOfSchema1(directory, 'script', recordsOfThen(STORY));
  return directory;
}

describe('a log of one row per record', () => {
  const records = recordsOfThen(
    Array.from({ length: 3 }, (_, round) => Array.from({ length: 30_000 }, (__, i) => i * 3 + round))
      .flat()
      .map((n) => ({ kind: 'case.urged', case: 1 + (n % 1_000), reason: `because of ${n}` })),
  );

  it('is packed once when it is opened, and holds what it held', () => {
    const directory = freshDirectory();
    writeLogOfSchema1(directory, 'script', records);
    for (let start = 0; start < 2; start += 1) {
      const log = CaseLog.open({ directory, sourceIdentity: 'script', now: START });
      expect([log.epoch, log.head, log.position]).toEqual(['EPOCHOFTHEN', records.length, records.length]);
      expect(log.readSince(0, 1_000_000)).toEqual(records);
      expect(log.readCase(777, 1_000)).toEqual(records.filter(({ event }) => 'case' in event && event.case === 777));
      log.close();
    }
    const database = new Database(join(directory, 'log.db'));
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'events%'").all()).toEqual([]);
    database.close();
  });

  it('that was not closed in order is packed as well', () => {
    const directory = freshDirectory();
    writeLogOfSchema1(directory, 'script', records.slice(0, 100), false);
    const log = CaseLog.open({ directory, sourceIdentity: 'script', now: START });
    expect(log.readSince(0, 1_000)).toEqual(records.slice(0, 100));
    log.close();
  });

  it('stays as it is when there is no room for packing it, when records are missing, and when another source asks', () => {
    const faults: [StorageFault, (directory: string) => void, LogRecord[]][] = [
      ['full', (directory) => CaseLog.open({ directory, sourceIdentity: 'script', now: START, maxPages: 10 }), records],
      ['damaged', (directory) => CaseLog.open({ directory, sourceIdentity: 'script', now: START }), records.toSpliced(20, 1)],
      ['other-source', (directory) => CaseLog.open({ directory, sourceIdentity: 'other', now: START }), records],
    ];
    for (const [fault, open, held] of faults) {
      const directory = freshDirectory();
      writeLogOfSchema1(directory, 'script', held);
      expect(() => open(directory)).toThrow(expect.objectContaining({ fault }));
      const database = new Database(join(directory, 'log.db'));
      expect(database.prepare('SELECT count(*) FROM events').raw().all()).toEqual([[held.length]]);
      expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'blocks'").all()).toEqual([]);
      database.close();
    }
  });
});

describe('a log from before there were queues', () => {
  it('is read with its calls in no queue', () => {
    const log = CaseLog.open({ directory: logOfThen(), sourceIdentity: 'script', now: START });
    const offered = log.readSince(0, 100).flatMap(({ event }) => (event.kind === 'call.offered' ? [event] : []));
    expect(offered).toEqual([1, 2, 3].map((call) => ({ kind: 'call.offered', call, queue: 0 })));
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
