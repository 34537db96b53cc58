import { describe, expect, it } from 'vitest';
import { openBatch, packBatch } from '../../shared/contract/record-batch';
import { MAX_BATCH_BYTES, MAX_BATCH_RECORDS, recordsSchema } from '../../shared/contract/records';
import type { DomainEvent, LogRecord } from '../../shared/domain/events';
import { recordsOf } from '../../shared/domain/record-columns';
import { EXAMPLES, every, now } from './examples';

const packed = packBatch(every);

function opened(bytes: Uint8Array): LogRecord[] {
  const batch = openBatch(bytes);
  if (!batch.ok) throw new Error(batch.reason);
  return recordsOf(batch.columns);
}

function refused(bytes: Uint8Array): string {
  const batch = openBatch(bytes);
  expect(batch.ok).toBe(false);
  return batch.ok ? '' : batch.reason;
}

/** Every event, `times` times over, from different actors, beginning at `from`. */
function many(times: number, from: number): LogRecord[] {
  const events: DomainEvent[] = Array.from({ length: times }, () => every.map(({ event }) => event)).flat();
  return events.map((event, i) => ({ seq: from + i, at: now + i * 7, by: `unit:${i % 5}`, event }));
}

describe('a packed batch', () => {
  it.each(every)('gives $event.kind back as it was packed', (record) => expect(opened(packBatch([record]))).toEqual([record]));

  it('gives every kind back together, in order', () => expect(opened(packed)).toEqual(every));

  it('gives thousands back, with their seqs, times and actors', () => {
    const records = many(200, 2 ** 40);
    expect(opened(packBatch(records))).toEqual(records);
  });

  it('may hold none', () => expect(opened(packBatch([]))).toEqual([]));

  it('is read from anywhere in a bigger buffer', () => {
    for (const offset of [1, 4, 8, 13]) {
      const around = new Uint8Array(packed.length + offset + 3).fill(0xff);
      around.set(packed, offset);
      expect(opened(around.subarray(offset, offset + packed.length))).toEqual(every);
    }
  });

  it('keeps every answer that a citizen can give', () => {
    const answers = [null, false, true].flatMap((contacted) =>
      [null, false, true].flatMap((solved) =>
        [null, 'satisfied', 'basically-satisfied', 'dissatisfied'].map((satisfaction) => ({ contacted, solved, satisfaction })),
      ),
    );
    const records = [true, false]
      .flatMap((reached) => answers.map((answer) => ({ reached, ...answer })))
      .map((answer, i) => {
        return { seq: i + 1, at: now, by: 'system', event: { kind: 'case.called-back', case: 1, ...answer } } as LogRecord;
      });
    expect(opened(packBatch(records))).toEqual(records);
  });

  it('keeps texts of any script to the longest that are allowed', () => {
    const texts = ['', 'x'.repeat(500), '雨'.repeat(500), '🌧'.repeat(250), 'é'.repeat(500)];
    const records = texts.map((reason, i) => ({ seq: i + 1, at: now, by: 'x', event: { kind: 'case.urged' as const, case: 1, reason } }));
    expect(opened(packBatch(records))).toEqual(records);
  });

  it('is not made of records that do not follow each other', () => {
    const [first, second] = many(1, 5);
    expect(() => packBatch([first!, { ...second!, seq: 7 }])).toThrow(RangeError);
  });
});

describe('hostile bytes', () => {
  it('that end too early are refused, wherever they end', () => {
    for (let length = 0; length < packed.length; length += 3) refused(packed.subarray(0, length));
  });

  it('with any bit turned are refused, or hold what the schema of records allows', () => {
    let stillRecords = 0;
    for (let position = 0; position < packed.length; position += 1) {
      const turned = packed.slice();
      turned[position] = turned[position]! ^ (1 << (position % 8));
      const batch = openBatch(turned);
      if (!batch.ok) continue;
      stillRecords += 1;
      expect(recordsSchema.safeParse(recordsOf(batch.columns)).success, `bit ${position % 8} of byte ${position}`).toBe(true);
    }
    expect(stillRecords).toBeLessThan(packed.length);
  });

  it('of any kind never throw', () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array(48), new Uint8Array(1_000_000).fill(0x91), new Uint8Array(4_096).fill(0xff)]) {
      refused(bytes);
    }
  });

  it('with a value that is out of its bounds are refused, as the schema of records refuses them', () => {
    const bad: readonly object[] = [
      { at: Number.NaN },
      { at: -1 },
      { at: 0.5 },
      { by: '' },
      { by: 'x'.repeat(201) },
      { seq: 0 },
      { seq: 1.5 },
      { event: { ...EXAMPLES['case.closed'], case: 0 } },
      { event: { ...EXAMPLES['case.received'], place: { longitude: 181, latitude: 0 } } },
      { event: { ...EXAMPLES['case.received'], place: { longitude: Number.NaN, latitude: 0 } } },
      { event: { ...EXAMPLES['case.received'], channel: 'fax' } },
      { event: { ...EXAMPLES['case.received'], reference: '' } },
      { event: { ...EXAMPLES['case.received'], reference: '号'.repeat(65) } },
      { event: { ...EXAMPLES['case.carried-over'], status: 'eaten' } },
      { event: { ...EXAMPLES['case.carried-over'], grade: '3d' } },
      { event: { ...EXAMPLES['case.carried-over'], receivedAt: -5 } },
      { event: { ...EXAMPLES['case.dispatched'], dueAt: Number.POSITIVE_INFINITY } },
      { event: { ...EXAMPLES['case.dispatched'], grade: '3d' } },
      { event: { ...EXAMPLES['case.merged'], into: 0 } },
      { event: { ...EXAMPLES['case.returned'], reason: 'x'.repeat(501) } },
      { event: { ...EXAMPLES['call.answered'], seat: 0 } },
      { event: { ...EXAMPLES['call.offered'], call: 0 } },
      { event: { ...EXAMPLES['seat.changed'], state: 'talking' } },
      { event: { ...EXAMPLES['task.progressed'], value: Number.POSITIVE_INFINITY } },
      { event: { ...EXAMPLES['catalogue.queue-added'], thresholdMs: 0 } },
      { event: { ...EXAMPLES['case.closed'], kind: 'log.redacted' } },
    ];
    for (const change of bad) {
      const record = { seq: 1, at: now, by: 'system', event: EXAMPLES['case.closed'], ...change } as LogRecord;
      expect(recordsSchema.safeParse([record]).success, JSON.stringify(change)).toBe(false);
      refused(packBatch([record]));
    }
  });

  it('do not get their content into the reason', () => {
    const record = { seq: 1, at: now, by: 'x', event: { ...EXAMPLES['case.returned'], reason: '张三'.repeat(300) } };
    expect(refused(packBatch([record]))).not.toContain('张三');
  });

  it('with too many records or bytes are refused', () => {
    const closed = Array.from({ length: MAX_BATCH_RECORDS + 1 }, (_, i) => ({
      seq: i + 1,
      at: now,
      by: 'x',
      event: EXAMPLES['case.closed'],
    }));
    expect(refused(packBatch(closed))).toContain('records');
    expect(refused(new Uint8Array(MAX_BATCH_BYTES + 1))).toContain('bytes');
  });
});
