import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { CaseLog } from '../../electron/hub/log/case-log';
import { StorageError } from '../../electron/hub/log/storage-error';
import { openChunk } from '../../electron/hub/chunks';
import type { LogRecord } from '../../shared/domain/events';
import { recordsOf } from '../../shared/domain/record-columns';
import { freshDirectory } from './directories';

const NOW = 1_700_000_000_000;

function openLog(directory: string, change: { sourceIdentity?: string; maxPages?: number } = {}): CaseLog {
  return CaseLog.open({ directory, sourceIdentity: 'none', now: NOW, ...change });
}

function urged(seq: number, key = 1 + (seq % 7), reason = `because of ${seq}`): LogRecord {
  return { seq, at: NOW + seq, by: 'supervisor:a', event: { kind: 'case.urged', case: key, reason } };
}

function urgedFrom(first: number, count: number): LogRecord[] {
  return Array.from({ length: count }, (_, index) => urged(first + index));
}

function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof StorageError) return error.fault;
    throw error;
  }
  return 'none';
}

describe('the log', () => {
  it('gives back what was appended, in order and gapless, also after it was closed and opened', () => {
    const directory = freshDirectory();
    const log = openLog(directory);
    const { epoch } = log;
    log.append({ records: urgedFrom(1, 45), outcomes: [], position: 45 });
    log.append({ records: urgedFrom(46, 5), outcomes: [], position: 50 });
    log.close();

    const again = openLog(directory);
    expect(again.epoch).toBe(epoch);
    expect(again.head).toBe(50);
    expect(again.position).toBe(50);
    expect(again.readSince(0, 1000)).toEqual(urgedFrom(1, 50));
    expect(again.readSince(47, 1000)).toEqual(urgedFrom(48, 3));
    expect(again.readSince(0, 3)).toEqual(urgedFrom(1, 3));
    again.append({ records: [urged(51)], outcomes: [], position: 50 });
    expect(again.readSince(50, 10)).toEqual([urged(51)]);
    again.close();
  });

  it('reads events of every shape that it wrote in an earlier life', () => {
    const directory = freshDirectory();
    const name = { zh: '朝阳区', en: 'Chaoyang' };
    const events: LogRecord['event'][] = [
      { kind: 'catalogue.district-added', district: 1, code: '110105', name },
      { kind: 'catalogue.township-added', township: 1, code: '110105001', district: 1, name, place: { longitude: 116.5, latitude: 39.9 } },
      { kind: 'catalogue.township-added', township: 2, code: '110105002', district: 1, name, place: null },
      { kind: 'seats.planned', startAt: NOW, stepMs: 300_000, seats: [1, 2, 3] },
      { kind: 'case.called-back', case: 1, reached: true, contacted: true, solved: true, satisfaction: 'satisfied' },
      { kind: 'log.redacted' },
    ];
    const records = events.map((event, index) => ({ seq: index + 1, at: NOW, by: 'system', event }));
    for (const record of records) {
      // A new log object each time: names of fields that the last one learnt must be there for the next.
      const log = openLog(directory);
      log.append({ records: [record], outcomes: [], position: 0 });
      log.close();
    }
    const log = openLog(directory);
    expect(log.readSince(0, 100)).toEqual(records);
    log.close();
  });

  it('refuses records that do not follow its head, and stores nothing of their batch', () => {
    const log = openLog(freshDirectory());
    log.append({ records: urgedFrom(1, 3), outcomes: [], position: 0 });
    expect(() => log.append({ records: [urged(4), urged(6)], outcomes: [], position: 0 })).toThrow(RangeError);
    expect(() => log.append({ records: [urged(3)], outcomes: [], position: 0 })).toThrow(RangeError);
    expect(log.head).toBe(3);
    expect(log.readSince(0, 10)).toHaveLength(3);
    log.close();
  });

  it('reads the history of one case, oldest first, and of it the latest', () => {
    const log = openLog(freshDirectory());
    log.append({ records: urgedFrom(1, 100), outcomes: [], position: 0 });
    const ofCase = urgedFrom(1, 100).filter(({ event }) => 'case' in event && event.case === 3);
    expect(log.readCase(3, 1000)).toEqual(ofCase);
    expect(log.readCase(3, 2)).toEqual(ofCase.slice(-2));
    expect(log.readCase(99, 2)).toEqual([]);
    log.close();
  });

  it('hands its records out in the chunks that they were packed in, small ones together', () => {
    const log = openLog(freshDirectory());
    const appended = log.append({ records: urgedFrom(1, 10_000), outcomes: [], position: 0 });
    expect(appended.length).toBeGreaterThan(1);
    for (const chunk of appended) {
      for (const since of [chunk.from - 1, chunk.to - 1]) {
        const read = log.chunkAfter(since);
        expect([read?.from, read?.to]).toEqual([chunk.from, chunk.to]);
        expect(Buffer.compare(read!.bytes, chunk.bytes)).toBe(0);
      }
    }
    expect(log.chunkAfter(10_000)).toBeNull();
    for (let seq = 10_001; seq <= 10_300; seq += 1) log.append({ records: [urged(seq)], outcomes: [], position: 0 });
    expect(log.chunkAfter(10_000)).toMatchObject({ from: 10_001, to: 10_300 });
    expect(recordsOf(openChunk(log.chunkAfter(10_123)!))).toEqual(urgedFrom(10_124, 177));
    log.close();
  });

  it('finds the whole history of a case among very many records, also after it was closed and opened', () => {
    const directory = freshDirectory();
    const CASES = 997;
    let log = openLog(directory);
    let head = 0;
    const expected: LogRecord[] = [];
    const grow = (count: number) => {
      const records = Array.from({ length: count }, (_, i) => urged(head + 1 + i, 1 + ((head + 1 + i) % CASES)));
      log.append({ records, outcomes: [], position: 0 });
      head += count;
      expected.push(...records.filter(({ event }) => 'case' in event && event.case === 500));
    };
    for (let round = 0; round < 30; round += 1) {
      grow(5_000 + round);
      if (round % 7 !== 6) continue;
      log.close();
      log = openLog(directory);
      expect(log.readCase(500, 1_000_000)).toEqual(expected);
    }
    expect(log.readCase(500, 1_000_000)).toEqual(expected);
    expect(log.readCase(500, 3)).toEqual(expected.slice(-3));
    expect(log.readCase(CASES + 1, 10)).toEqual([]);
    log.close();
  });

  it('keeps the outcome of a command with the change that it made', () => {
    const directory = freshDirectory();
    const log = openLog(directory);
    const outcome = { ok: true as const, seq: 1, versions: [{ case: 2, version: 1 }] };
    log.append({ records: [urged(1)], outcomes: [{ key: 'A', actor: 'supervisor:a', outcome }], position: 0 });
    log.close();
    const again = openLog(directory);
    expect(again.outcomeOf('A')).toEqual({ key: 'A', actor: 'supervisor:a', outcome });
    expect(again.outcomeOf('B')).toBeNull();
    again.close();
  });

  it('keeps the last two snapshots, and nothing of those before', async () => {
    const directory = freshDirectory();
    const log = openLog(directory);
    const held = () => [...log.snapshots.read()].map(({ seq, bytes }) => [seq, bytes[0]]);
    expect([log.snapshots.latestSeq, held()]).toEqual([0, []]);
    // As a kill leaves it.
    writeFileSync(join(directory, 'half.snapshot'), 'hal');
    for (const seq of [1, 2, 3]) await log.snapshots.save(seq, Uint8Array.of(seq), `at-${seq}`);
    expect([log.snapshots.latestSeq, held()]).toEqual([
      3,
      [
        [3, 3],
        [2, 2],
      ],
    ]);
    expect(readdirSync(directory).filter((file) => file.endsWith('.snapshot'))).toEqual(['at-2.snapshot', 'at-3.snapshot']);
    rmSync(join(directory, 'at-3.snapshot'));
    expect(held()).toEqual([[2, 2]]);
    log.close();
  });

  it('takes up no snapshot of a future that it no longer has', async () => {
    const [directory, copy] = [freshDirectory(), freshDirectory()];
    openLog(directory).close();
    copyFileSync(join(directory, 'log.db'), join(copy, 'log.db'));
    const log = openLog(directory);
    await log.snapshots.save(7, Uint8Array.of(7), 'future');
    log.close();
    copyFileSync(join(copy, 'log.db'), join(directory, 'log.db'));
    const again = openLog(directory);
    expect([...again.snapshots.read()]).toEqual([]);
    again.close();
  });

  it('writes all of a batch or nothing when the disk is full, and goes on when there is room', () => {
    const directory = freshDirectory();
    const log = openLog(directory, { maxPages: 60 });
    let head = 0;
    const big = (seq: number) => urged(seq, 1, 'x'.repeat(400));
    expect(
      faultOf(() => {
        for (;;) {
          const records = Array.from({ length: 25 }, (_, index) => big(log.head + index + 1));
          log.append({
            records,
            outcomes: [{ key: `k${log.head}`, actor: 'a', outcome: { ok: true, seq: 1, versions: [] } }],
            position: log.head,
          });
          head = log.head;
        }
      }),
    ).toBe('full');
    expect(head).toBeGreaterThan(0);
    expect(log.head).toBe(head);
    expect(log.readSince(0, 100_000)).toHaveLength(head);
    expect(log.outcomeOf(`k${head}`)).toBeNull();
    expect(faultOf(() => log.probe(64 * 1024))).toBe('full');
    log.close();

    const withRoom = openLog(directory);
    expect(withRoom.head).toBe(head);
    expect(faultOf(() => withRoom.probe(64 * 1024))).toBe('none');
    withRoom.append({ records: [big(head + 1)], outcomes: [], position: 0 });
    withRoom.close();
  });
});

describe('a log directory', () => {
  it('belongs to one process at a time', () => {
    const directory = freshDirectory();
    const log = openLog(directory);
    expect(faultOf(() => openLog(directory))).toBe('locked');
    const other = `
      const Database = require('libsql');
      const lock = new Database(process.argv[1]);
      try { lock.exec('BEGIN EXCLUSIVE'); console.log('taken'); } catch (error) { console.log(error.code); }`;
    const answer = execFileSync(process.execPath, ['-e', other, join(directory, 'lock.db')], { encoding: 'utf8' });
    expect(answer.trim()).toBe('SQLITE_BUSY');
    log.append({ records: [urged(1)], outcomes: [], position: 0 });
    log.close();
    openLog(directory).close();
  });

  it('is refused when log.db is a file of another program, which stays as it is', () => {
    const text = freshDirectory();
    writeFileSync(join(text, 'log.db'), 'dear diary, '.repeat(1000));
    expect(faultOf(() => openLog(text))).toBe('foreign');
    expect(readFileSync(join(text, 'log.db'), 'utf8')).toBe('dear diary, '.repeat(1000));

    const database = freshDirectory();
    const theirs = new Database(join(database, 'log.db'));
    theirs.exec('CREATE TABLE recipes (name TEXT)');
    theirs.close();
    expect(faultOf(() => openLog(database))).toBe('foreign');
  });

  it('is refused when a later version made it', () => {
    const directory = freshDirectory();
    openLog(directory).close();
    const later = new Database(join(directory, 'log.db'));
    later.exec('PRAGMA user_version=999');
    later.close();
    expect(faultOf(() => openLog(directory))).toBe('newer');
    // A refusal gives the directory back.
    expect(faultOf(() => openLog(directory))).toBe('newer');
  });

  it('is not continued with the events of another source', () => {
    const directory = freshDirectory();
    openLog(directory, { sourceIdentity: 'replay:a.csv' }).close();
    expect(faultOf(() => openLog(directory, { sourceIdentity: 'replay:b.csv' }))).toBe('other-source');
    openLog(directory, { sourceIdentity: 'replay:a.csv' }).close();
  });

  it('is checked after an end that was not orderly, and refused when it is damaged', () => {
    const directory = freshDirectory();
    const log = openLog(directory);
    log.append({ records: urgedFrom(1, 5_000), outcomes: [], position: 0 });
    log.close();
    const file = join(directory, 'log.db');
    // As after a kill: not marked clean. Then rubbish in the midst of the pages.
    const raw = new Database(file);
    raw.exec("UPDATE meta SET value = 'no' WHERE key = 'clean'");
    raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    raw.close();
    expect(existsSync(file)).toBe(true);
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(64 * 1024, 0xa5), 0, 64 * 1024, Math.floor(statSync(file).size / 2));
    expect(faultOf(() => openLog(directory))).toBe('damaged');
  });

  it('is refused when records are missing from its midst', () => {
    const directory = freshDirectory();
    const log = openLog(directory);
    for (const first of [1, 21, 41]) log.append({ records: urgedFrom(first, 20), outcomes: [], position: 0 });
    log.close();
    const raw = new Database(join(directory, 'log.db'));
    raw.exec("DELETE FROM blocks WHERE first = 21; UPDATE meta SET value = 'no' WHERE key = 'clean'");
    raw.close();
    expect(faultOf(() => openLog(directory))).toBe('damaged');
  });
});
