import { describe, expect, it } from 'vitest';
import type { PackedSnapshot } from '../../electron/hub/snapshot-cache';
import { Pump, PUMP_LIMITS } from '../../electron/hub/socket/pump';
import { LogLines } from './running-hub';

const LIMITS = { ...PUMP_LIMITS, windowBytes: 1_000, mostBehindRecords: 1_000, mostMissedBytes: 500, snapshotPartBytes: 100 };
const CHUNK = 10;

/** A log in chunks of 10 records, a byte each, and a socket that takes everything. What a leap comes to is for the test to say. */
class Line {
  head = 0;
  readonly epoch = 'e1';
  readonly bytesPerRecord = 1;
  readonly sent: string[] = [];
  readonly asked: { since: number | null; answer: (leap: PackedSnapshot | null) => void }[] = [];
  writable = true;
  readonly pump: Pump = new Pump(this, this, LIMITS, new LogLines());

  chunkAfter(since: number): { from: number; to: number; bytes: Uint8Array } | null {
    const from = since - (since % CHUNK) + 1;
    return since >= this.head ? null : { from, to: from + CHUNK - 1, bytes: new Uint8Array(CHUNK) };
  }

  leap(since: number | null): Promise<PackedSnapshot | null> {
    return new Promise((answer) => {
      this.asked.push({ since, answer });
    });
  }

  batch({ from, to }: { from: number; to: number }): void {
    this.sent.push(`${from}-${to}`);
  }

  snapshot({ since, seq, part, parts }: { since: number | null; seq: number; part: number; parts: number }): void {
    this.sent.push(`${since ?? 'all'}>${seq} ${part + 1}/${parts}`);
  }

  pumpAgain(): void {
    this.pump.pump();
  }

  async answer(index: number, leap: PackedSnapshot | null): Promise<string[]> {
    this.asked[index]!.answer(leap);
    await new Promise(setImmediate);
    return this.sent.splice(0);
  }
}

function leapTo(seq: number, since: number | null): PackedSnapshot {
  return { since, seq, bytes: new Uint8Array(250) };
}

function lineAt(head: number): Line {
  const line = new Line();
  line.head = head;
  return line;
}

describe('a client that was away', () => {
  it('for a little is sent the records, from the chunk that holds the first that it missed', () => {
    const line = lineAt(400);
    line.pump.join({ epoch: 'e1', since: 385 });
    expect([line.sent, line.asked]).toEqual([['381-390', '391-400'], []]);
  });

  it('for longer is sent what has changed, in parts, and the records after it', async () => {
    const line = lineAt(900);
    line.pump.join({ epoch: 'e1', since: 200 });
    expect(line.asked.map(({ since }) => since)).toEqual([200]);
    line.head = 920;
    expect(await line.answer(0, leapTo(900, 200))).toEqual(['200>900 1/3', '200>900 2/3', '200>900 3/3', '901-910', '911-920']);
    expect(line.pump.needsDigest).toBe(true);
    line.pump.digestTold();
    expect(line.pump.needsDigest).toBe(false);
  });

  it('is sent the records when they are shorter, and not asked about again until it is as far behind once more', async () => {
    const line = lineAt(900);
    line.pump.join({ epoch: 'e1', since: 880 });
    line.sent.length = 0;
    line.pump.join({ epoch: 'e1', since: 200 });
    const sent = await line.answer(0, null);
    expect([sent[0], sent.at(-1)]).toEqual(['201-210', '891-900']);
    line.head = 1_890;
    line.pump.took(900);
    expect(line.asked).toHaveLength(1);
    line.head = 5_000;
    line.pump.took(line.head);
    expect(line.asked).toHaveLength(2);
  });

  it('and comes again meanwhile gets nothing of what was made for it before', async () => {
    const line = lineAt(900);
    line.pump.join({ epoch: 'e1', since: 200 });
    line.pump.join({ epoch: 'e1', since: 300 });
    expect(await line.answer(0, leapTo(900, 200))).toEqual([]);
    expect((await line.answer(1, leapTo(900, 300)))[0]).toBe('300>900 1/3');
  });

  it('and goes away meanwhile is sent nothing', async () => {
    const line = lineAt(900);
    line.pump.join({ epoch: 'e1', since: 200 });
    line.pump.close();
    expect(await line.answer(0, leapTo(900, 200))).toEqual([]);
  });

  it('with another log, or from beyond the head, is sent everything', async () => {
    for (const join of [
      { epoch: 'e0', since: 200 },
      { epoch: 'e1', since: 901 },
      { epoch: null, since: 0 },
    ]) {
      const line = lineAt(900);
      line.pump.join(join);
      expect(line.asked.map(({ since }) => since)).toEqual([null]);
      expect((await line.answer(0, leapTo(900, null)))[0]).toBe('all>900 1/3');
    }
  });
});

describe('a client that is slow', () => {
  it('is brought on by one leap at a time, and by no other one until it has taken that', async () => {
    const line = lineAt(10);
    line.pump.join({ epoch: 'e1', since: 10 });
    line.head = 3_000;
    line.pump.pump();
    expect(line.asked.map(({ since }) => since)).toEqual([10]);
    expect(await line.answer(0, leapTo(3_000, 10))).toHaveLength(3);
    line.head = 9_000;
    line.pump.pump();
    // One window of records, and then it waits.
    expect([line.sent.length * CHUNK, line.asked.length]).toEqual([LIMITS.windowBytes, 1]);
    line.pump.took(3_000);
    expect(line.asked).toHaveLength(1);
    line.pump.took(4_000);
    expect(line.asked.map(({ since }) => since)).toEqual([10, 4_000]);
  });

  it('gets a part at a time while the network is busy', async () => {
    const line = lineAt(900);
    line.pump.join({ epoch: 'e1', since: 200 });
    line.writable = false;
    expect(await line.answer(0, leapTo(900, 200))).toEqual([]);
    line.writable = true;
    line.pump.pump();
    expect(line.sent).toHaveLength(3);
  });
});
