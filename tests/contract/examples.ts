import type { DomainEvent, EventKind, LogRecord } from '../../shared/domain/events';
import type { FloorExpectation } from '../../shared/domain/staffing';

const name = { zh: '朝阳区', en: 'Chaoyang' };
export const place = { longitude: 116.443, latitude: 39.921 };
export const now = Date.parse('2025-07-29T08:00:00+08:00');

export function expectation(low: number, likely: number, high: number): FloorExpectation {
  const range = { low, likely, high };
  return { serviceLevel: range, abandoned: { low: 0, likely: 0.01, high: 0.1 }, occupancy: range };
}

/** One of every kind: a new kind does not compile until it has its example here. */
export const EXAMPLES: { readonly [Kind in EventKind]: Extract<DomainEvent, { kind: Kind }> } = {
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

export const every: readonly LogRecord[] = Object.values(EXAMPLES).map((event, index) => ({
  seq: index + 1,
  at: now + index,
  by: 'system',
  event,
}));
