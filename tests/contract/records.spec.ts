import { Packr } from 'msgpackr';
import { describe, expect, it } from 'vitest';
import { packRecords } from '../../shared/contract/pack';
import { MAX_BATCH_BYTES, MAX_BATCH_RECORDS, parseRecords } from '../../shared/contract/records';
import type { LogRecord } from '../../shared/domain/events';
import { EXAMPLES, every, expectation, now, place } from './examples';

const [first] = every as [LogRecord];
/** A copy: a Buffer's own slice would share its memory with what the tests turn bits of. */
const packed = Uint8Array.from(packRecords(every));

/** Packs what no honest hub sends. */
function pack(value: unknown): Uint8Array {
  return new Packr({ useRecords: true, variableMapSize: true }).pack(value);
}

function refused(bytes: Uint8Array): string {
  const parsed = parseRecords(bytes);
  expect(parsed.ok).toBe(false);
  return parsed.ok ? '' : parsed.reason;
}

describe('records', () => {
  it.each(every)('of $event.kind come back as they were packed', (record) => {
    expect(parseRecords(packRecords([record]))).toEqual({ ok: true, records: [record] });
  });

  it('of every kind come back together, in order', () => {
    expect(parseRecords(packed)).toEqual({ ok: true, records: every });
  });

  it('may be none', () => expect(parseRecords(packRecords([]))).toEqual({ ok: true, records: [] }));
});

describe('hostile bytes', () => {
  it('that end too early are refused, wherever they end', () => {
    for (let length = 0; length < packed.length; length += 7) refused(packed.subarray(0, length));
  });

  it('with any bit turned are refused or are still records', () => {
    let stillRecords = 0;
    for (let position = 0; position < packed.length; position += 1) {
      const turned = packed.slice();
      turned[position] = (turned[position] ?? 0) ^ (1 << (position % 8));
      if (parseRecords(turned).ok) stillRecords += 1;
    }
    expect(stillRecords).toBeLessThan(packed.length);
    expect(parseRecords(packed)).toEqual({ ok: true, records: every });
  });

  it('that are no list of records are refused', () => {
    for (const value of [null, 1, 'records', {}, first, [null], [[first]], new Map([['seq', 1]]), new Date(now), [new Date(now)]]) {
      refused(pack(value));
    }
  });

  it('with anything more than a record has are refused', () => {
    expect(refused(pack([{ ...first, more: 1 }]))).toBe('unrecognized_keys at 0');
    expect(refused(pack([{ ...first, event: { ...EXAMPLES['case.closed'], name: '张三', phone: '13800000000' } }]))).toBe(
      'unrecognized_keys at 0.event',
    );
    refused(pack([{ ...first, event: { ...EXAMPLES['case.received'], place: { ...place, address: '八里庄' } } }]));
  });

  it('do not get their content into the reason', () => {
    const reason = refused(pack([{ ...first, event: { kind: '张三 13800000000' } }]));
    expect(reason).not.toContain('张三');
  });

  it('with a value that is out of its bounds are refused', () => {
    const bad: readonly unknown[] = [
      { ...first, seq: 0 },
      { ...first, seq: 1.5 },
      { ...first, at: Number.NaN },
      { ...first, at: -1 },
      { ...first, by: '' },
      { ...first, by: 'x'.repeat(201) },
      { ...first, event: { kind: 'case.exploded', case: 1 } },
      { ...first, event: { ...EXAMPLES['case.closed'], case: 0 } },
      { ...first, event: { ...EXAMPLES['case.closed'], case: 2 ** 32 } },
      { ...first, event: { ...EXAMPLES['case.closed'], case: 5n } },
      { ...first, event: { ...EXAMPLES['case.received'], place: { longitude: 181, latitude: 0 } } },
      { ...first, event: { ...EXAMPLES['case.received'], place: { longitude: Number.NaN, latitude: 0 } } },
      { ...first, event: { ...EXAMPLES['case.received'], channel: 'fax' } },
      { ...first, event: { ...EXAMPLES['case.received'], reference: 'x'.repeat(65) } },
      { ...first, event: { ...EXAMPLES['case.returned'], reason: 'x'.repeat(501) } },
      { ...first, event: { ...EXAMPLES['seats.planned'], seats: Array.from({ length: 1_501 }, () => 1) } },
      { ...first, event: { ...EXAMPLES['seats.planned'], stepMs: 0 } },
      { ...first, event: { ...EXAMPLES['calls.carried-over'], offered: [1, -1] } },
      { ...first, event: { ...EXAMPLES['calls.carried-over'], offered: Array.from({ length: 1_501 }, () => 1) } },
      { ...first, event: { ...EXAMPLES['catalogue.queue-added'], queue: 0 } },
      { ...first, event: { ...EXAMPLES['catalogue.queue-added'], abandonRule: 'as-you-like' } },
      { ...first, event: { ...EXAMPLES['catalogue.queue-added'], thresholdMs: 0 } },
      { ...first, event: { kind: 'call.offered', call: 1 } },
      { ...first, event: { ...EXAMPLES['staffing.decided'], decision: 0 } },
      { ...first, event: { ...EXAMPLES['staffing.decided'], measure: { ...EXAMPLES['staffing.decided'].measure, handlingFactor: 0 } } },
      { ...first, event: { ...EXAMPLES['staffing.decided'], measure: { ...EXAMPLES['staffing.decided'].measure, seats: 1.5 } } },
      { ...first, event: { ...EXAMPLES['staffing.decided'], with: expectation(0.5, 0.6, 1.01) } },
      { ...first, event: { ...EXAMPLES['task.defined'], plan: [1, 2, 3] } },
      { ...first, event: { ...EXAMPLES['task.progressed'], value: Number.POSITIVE_INFINITY } },
      { ...first, event: { ...EXAMPLES['seat.changed'], state: 'talking' } },
    ];
    for (const record of bad) refused(pack([first, record]));
  });

  it('with too many records or bytes are refused', () => {
    const closed: LogRecord = { seq: 1, at: now, by: 'system', event: EXAMPLES['log.redacted'] };
    expect(refused(packRecords(Array.from({ length: MAX_BATCH_RECORDS + 1 }, () => closed)))).toBe('too_big at ');
    expect(refused(new Uint8Array(MAX_BATCH_BYTES + 1))).toContain('bytes');
  });

  it('that announce a giant list, or lists without end, are refused without a crash', () => {
    refused(new Uint8Array([0xdd, 0xff, 0xff, 0xff, 0xff]));
    refused(new Uint8Array([0xdd, 0x01, 0x00, 0x00, 0x00, 0xc0]));
    refused(new Uint8Array([0xdf, 0xff, 0xff, 0xff, 0xff]));
    refused(new Uint8Array(1_000_000).fill(0x91));
  });

  it('do not reach the prototype of anything', () => {
    const fixstr = (text: string): number[] => [0xa0 | text.length, ...new TextEncoder().encode(text)];
    refused(new Uint8Array([0x91, 0x81, ...fixstr('__proto__'), 0x81, ...fixstr('polluted'), 0xc3]));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('leave nothing behind: good bytes are read after them', () => {
    for (const bytes of [packed.subarray(0, 40), new Uint8Array([0xd4, 0x72, 0x40, 0x91, 0xa1, 0x61]), new Uint8Array(50).fill(0xc1)]) {
      refused(bytes);
      expect(parseRecords(packed).ok).toBe(true);
    }
  });
});
