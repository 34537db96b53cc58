import { Packr } from 'msgpackr';
import { describe, expect, it } from 'vitest';
import { packRecords } from '../../shared/contract/pack';
import { MAX_BATCH_BYTES, MAX_BATCH_RECORDS, parseRecords } from '../../shared/contract/records';
import type { DomainEvent, EventKind, LogRecord } from '../../shared/domain/events';
import type { FloorExpectation } from '../../shared/domain/staffing';

const name = { zh: '朝阳区', en: 'Chaoyang' };
const place = { longitude: 116.443, latitude: 39.921 };
const now = Date.parse('2025-07-29T08:00:00+08:00');

function expectation(low: number, likely: number, high: number): FloorExpectation {
  const range = { low, likely, high };
  return { serviceLevel: range, abandoned: { low: 0, likely: 0.01, high: 0.1 }, occupancy: range };
}

/** One of every kind: a new kind does not compile until it has its example here. */
const EXAMPLES: { readonly [Kind in EventKind]: Extract<DomainEvent, { kind: Kind }> } = {
  'catalogue.district-added': { kind: 'catalogue.district-added', district: 1, code: '110105', name },
  'catalogue.township-added': { kind: 'catalogue.township-added', township: 1, code: '110105001', district: 1, name, place },
  'catalogue.unit-added': { kind: 'catalogue.unit-added', unit: 1, code: '110105001', unitKind: 'township', district: 1, name },
  'catalogue.category-added': { kind: 'catalogue.category-added', category: 1, code: '01', parent: 0, name },
  'catalogue.queue-added': {
    kind: 'catalogue.queue-added',
    queue: 1,
    code: 'general',
    name,
    thresholdMs: 15_000,
    abandonRule: 'abandons-missed',
  },
  'case.received': {
    kind: 'case.received',
    case: 4_294_967_295,
    reference: 'GD-1',
    contact: 'appeal',
    channel: 'wechat',
    category: 1,
    district: 1,
    township: 1,
    place,
    call: 0,
  },
  'case.carried-over': {
    kind: 'case.carried-over',
    case: 2,
    reference: 'GD-2',
    channel: 'phone',
    category: 1,
    district: 1,
    township: 0,
    place: null,
    status: 'returned',
    unit: 0,
    grade: '15d',
    receivedAt: now - 5,
    dispatchedAt: now - 4,
    dueAt: now + 1e9,
  },
  'case.enquiry-answered': { kind: 'case.enquiry-answered', case: 1 },
  'case.dispatched': { kind: 'case.dispatched', case: 1, unit: 1, grade: '2h', dueAt: now + 7_200_000 },
  'case.accepted': { kind: 'case.accepted', case: 1 },
  'case.started': { kind: 'case.started', case: 1 },
  'case.returned': { kind: 'case.returned', case: 1, reason: '不属于本单位' },
  'case.reassigned': { kind: 'case.reassigned', case: 1, from: 1, to: 2, dueAt: now, reason: '改派' },
  'case.urged': { kind: 'case.urged', case: 1, reason: '督办' },
  'case.resolved': { kind: 'case.resolved', case: 1 },
  'case.called-back': { kind: 'case.called-back', case: 1, reached: true, contacted: true, solved: false, satisfaction: 'dissatisfied' },
  'case.closed': { kind: 'case.closed', case: 1 },
  'case.reopened': { kind: 'case.reopened', case: 1, dueAt: now, reason: '未解决' },
  'case.merged': { kind: 'case.merged', case: 1, into: 2 },
  'case.cancelled': { kind: 'case.cancelled', case: 1, reason: '' },
  'call.offered': { kind: 'call.offered', call: 1, queue: 0 },
  'call.answered': { kind: 'call.answered', call: 1, seat: 750 },
  'call.abandoned': { kind: 'call.abandoned', call: 1 },
  'call.ended': { kind: 'call.ended', call: 1, seat: 750 },
  'call.wrapped-up': { kind: 'call.wrapped-up', call: 1, seat: 750 },
  'calls.carried-over': { kind: 'calls.carried-over', startAt: now, stepMs: 300_000, offered: [0, 12, 433] },
  'seat.changed': { kind: 'seat.changed', seat: 750, state: 'break' },
  'seats.planned': { kind: 'seats.planned', startAt: now, stepMs: 300_000, seats: [600, 610, 0] },
  'staffing.decided': {
    kind: 'staffing.decided',
    decision: 1,
    measure: { seats: -40, handlingFactor: 0.9, arrivalsFactor: 1, patienceFactor: 1.25 },
    fromAt: now,
    toAt: now + 3_600_000,
    without: expectation(0.41, 0.62, 0.8),
    with: expectation(0.88, 0.94, 0.99),
    reason: '暴雨来电激增',
  },
  'task.defined': {
    kind: 'task.defined',
    task: 1,
    name,
    lead: 0,
    year: 2024,
    target: 320_000,
    measure: name,
    plan: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10.5, 320_000],
    sample: true,
  },
  'task.progressed': { kind: 'task.progressed', task: 1, value: 12.25 },
  'emergency.opened': { kind: 'emergency.opened', emergency: 1, playbook: 'rainstorm', drill: true, reason: '演练' },
  'emergency.closed': { kind: 'emergency.closed', emergency: 1, reason: '雨停' },
  'log.redacted': { kind: 'log.redacted' },
};

const every: readonly LogRecord[] = Object.values(EXAMPLES).map((event, index) => ({
  seq: index + 1,
  at: now + index,
  by: 'system',
  event,
}));
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
