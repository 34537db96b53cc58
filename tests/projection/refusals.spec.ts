import { describe, expect, it } from 'vitest';
import type { DomainEvent, StaffingEvent } from '../../shared/domain/events';
import { IllegalEvent, OutOfOrder } from '../../shared/projection/errors';
import { Projection } from '../../shared/projection/projection';
import type { ProjectionSettings } from '../../shared/projection/settings';
import { DAY_MS, INTERVAL_MS } from '../../shared/time/instant';
import { SETTINGS } from './generate';
import { dispatched, received, Told } from './log';

const T = Date.UTC(2024, 5, 3, 2);
const name = { zh: '名', en: 'name' };

const RANGE = { low: 0, likely: 0.5, high: 1 };
const EXPECTED = { serviceLevel: RANGE, abandoned: RANGE, occupancy: RANGE };
const MEASURE = { seats: 1, handlingFactor: 1, arrivalsFactor: 1, patienceFactor: 1 };

function decided(change: Partial<StaffingEvent>): StaffingEvent {
  const window = { fromAt: T, toAt: T + DAY_MS };
  return { kind: 'staffing.decided', decision: 2, measure: MEASURE, ...window, without: EXPECTED, with: EXPECTED, reason: 'x', ...change };
}

type QueueAdded = Extract<DomainEvent, { kind: 'catalogue.queue-added' }>;

function queueAdded(queue: number, change: Partial<QueueAdded> = {}): QueueAdded {
  return { kind: 'catalogue.queue-added', queue, code: 'q', name, thresholdMs: 15_000, abandonRule: 'abandons-missed', ...change };
}

function someCity(): Told {
  return new Told()
    .at(T, { kind: 'catalogue.district-added', district: 1, code: '110101', name })
    .at(T, received(1))
    .at(T, dispatched(1, T + DAY_MS))
    .at(T, { kind: 'seat.changed', seat: 1, state: 'idle' })
    .at(T, decided({ decision: 1 }))
    .at(T, { kind: 'call.offered', call: 1, queue: 0 })
    .at(T, { kind: 'emergency.opened', emergency: 1, playbook: 'rain', drill: false, reason: 'x' });
}

describe('a projection refuses', () => {
  it('a record that is not the next one, and changes nothing', () => {
    const { projection } = someCity();
    const before = projection.canonical();
    for (const seq of [0, 1, projection.seq, projection.seq + 2]) {
      expect(() => projection.apply({ seq, at: T + 9 * DAY_MS, by: 'system', event: { kind: 'log.redacted' } })).toThrow(OutOfOrder);
    }
    expect(projection.canonical()).toEqual(before);
  });

  const illegal: readonly DomainEvent[] = [
    received(1),
    received(0),
    received(2 ** 32),
    received(1.5),
    received(2, { district: 65_536 }),
    received(2, { township: -1 }),
    received(2, { category: 0.5 }),
    received(2, { call: 2 ** 33 }),
    { kind: 'case.accepted', case: 2 },
    { kind: 'case.started', case: 1 },
    { kind: 'case.reassigned', case: 1, from: 1, to: 65_536, dueAt: T, reason: 'x' },
    { kind: 'case.reassigned', case: 1, from: 1, to: 2, dueAt: Number.NaN, reason: 'x' },
    { kind: 'case.merged', case: 1, into: 1 },
    { kind: 'catalogue.district-added', district: 1, code: '110102', name },
    { kind: 'catalogue.district-added', district: 2, code: '', name },
    { kind: 'catalogue.unit-added', unit: 4_000_000_000, code: 'x', unitKind: 'township', district: 1, name },
    { kind: 'call.offered', call: 1, queue: 0 },
    { kind: 'call.offered', call: 0, queue: 0 },
    { kind: 'call.answered', call: 1, seat: 2 },
    { kind: 'call.answered', call: 2, seat: 1 },
    { kind: 'call.ended', call: 1, seat: 1 },
    { kind: 'seat.changed', seat: 70_000, state: 'idle' },
    { kind: 'seat.changed', seat: 0, state: 'idle' },
    { kind: 'seat.changed', seat: 1, state: 'idle' },
    { kind: 'seats.planned', startAt: T, stepMs: 0, seats: [1] },
    { kind: 'seats.planned', startAt: T, stepMs: 1, seats: Array.from({ length: 1501 }, () => 1) },
    { kind: 'call.offered', call: 2, queue: 1 },
    { kind: 'call.offered', call: 2, queue: 1.5 },
    { kind: 'call.offered', call: 2, queue: -1 },
    queueAdded(0),
    queueAdded(256),
    queueAdded(1, { code: '' }),
    queueAdded(1, { thresholdMs: Number.NaN }),
    queueAdded(1, { thresholdMs: 1.5 }),
    { kind: 'calls.carried-over', startAt: -1, stepMs: 1, offered: [] },
    { kind: 'calls.carried-over', startAt: T, stepMs: 0, offered: [] },
    { kind: 'calls.carried-over', startAt: T, stepMs: 1, offered: Array.from({ length: 1501 }, () => 1) },
    { kind: 'calls.carried-over', startAt: T, stepMs: 1, offered: [0.5] },
    { kind: 'calls.carried-over', startAt: T, stepMs: 1, offered: [-1] },
    decided({ decision: 0 }),
    decided({ decision: 1 }),
    decided({ fromAt: T + 1, toAt: T + 1 }),
    decided({ fromAt: Number.NaN }),
    decided({ measure: { ...MEASURE, seats: 0.5 } }),
    decided({ measure: { ...MEASURE, seats: 10_001 } }),
    decided({ measure: { ...MEASURE, handlingFactor: 0 } }),
    decided({ with: { ...EXPECTED, abandoned: { low: 0, likely: Number.NaN, high: 1 } } }),
    { kind: 'task.progressed', task: 1, value: 1 },
    { kind: 'task.defined', task: 1, name, lead: 0, year: 2024, target: 1, measure: name, plan: [1], sample: true },
    { kind: 'emergency.opened', emergency: 2, playbook: 'rain', drill: false, reason: 'x' },
    { kind: 'emergency.closed', emergency: 2, reason: 'x' },
  ];

  it.each(illegal.map((event, index) => [`${index} ${event.kind}`, event] as const))('%s, and changes nothing', (_, event) => {
    const told = someCity();
    const before = told.projection.canonical();
    expect(told.projection.objection(event, T)).not.toBeNull();
    expect(() => told.at(T + 9 * DAY_MS, event)).toThrow(IllegalEvent);
    expect(told.projection.canonical()).toEqual(before);
    told.at(T, { kind: 'log.redacted' });
  });

  it('moments that columns cannot hold', () => {
    for (const at of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32 * 1000]) {
      expect(() => someCity().at(at, received(2))).toThrow(IllegalEvent);
    }
  });

  it('settings that make no sense', () => {
    const wrong: Partial<ProjectionSettings>[] = [
      { zone: 'Mars/Olympus' },
      { extent: [2, 0, 1, 1] },
      { extent: [0, -89, 1, 1] },
      { horizonMs: 0 },
      { horizonMs: 15 * DAY_MS },
      { heatCells: 0 },
      { heatCells: 4096 },
      { answerThresholdMs: -1 },
      { seatsInstalled: Number.NaN },
      { dayResetMs: 0 - INTERVAL_MS },
      { dayResetMs: DAY_MS },
      { dayResetMs: 61_000 },
      { callsKept: 4 },
      { callsKept: 1000 },
      { callsKept: 2 ** 21 },
    ];
    for (const change of wrong) expect(() => new Projection({ ...SETTINGS, ...change })).toThrow(RangeError);
  });
});
