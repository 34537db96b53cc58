import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../shared/domain/events';
import { plannedAt } from '../../shared/projection/tasks';
import { received, Told } from './log';

const T = Date.UTC(2024, 5, 3, 2);
const name = { zh: '名', en: 'name' };

function task(key: number, target = 100): DomainEvent {
  const plan = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120];
  return { kind: 'task.defined', task: key, name, lead: 0, year: 2024, target, measure: name, plan, sample: true };
}

describe('the timeline', () => {
  it('keeps the last thirty notable records, newest first, and of cases only what persons did', () => {
    const told = new Told().at(T, received(1)).at(T, { kind: 'case.dispatched', case: 1, unit: 1, grade: '7d', dueAt: T });
    const urge: DomainEvent = { kind: 'case.urged', case: 1, reason: 'late' };
    for (const by of ['system', 'source:x', 'unit:110101', 'nobody', 'wall']) told.at(T, urge, by);
    expect(told.projection.timeline.newest()).toEqual([]);
    for (let n = 0; n < 40; n += 1) told.at(T + n, urge, 'supervisor:Li');
    const newest = told.projection.timeline.newest();
    expect(newest).toHaveLength(30);
    expect([newest[0]?.at, newest[29]?.at, told.projection.timeline.revision]).toEqual([T + 39, T + 10, 40]);
  });
});

describe('an emergency', () => {
  it('counts the appeals that come after it by category, and starts at 0 the next time', () => {
    const told = new Told().at(T, received(1, { category: 5 }));
    told.at(T, { kind: 'emergency.opened', emergency: 7, playbook: 'rain', drill: true, reason: '暴雨' }, 'chief:Wang');
    told.at(T, received(2, { category: 5 })).at(T, received(3, { category: 5, contact: 'enquiry' }));
    const { emergency } = told.projection;
    expect(emergency.open).toEqual({ emergency: 7, playbook: 'rain', drill: true, reason: '暴雨', by: 'chief:Wang', openedAt: T });
    expect([emergency.receivedByCategorySince(5), told.projection.nextEmergency]).toEqual([1, 8]);
    told.at(T, { kind: 'emergency.closed', emergency: 7, reason: 'over' }).at(T, received(4, { category: 5 }));
    expect([emergency.open, emergency.receivedByCategorySince(5)]).toEqual([null, 0]);
  });
});

describe('monthly tasks', () => {
  it('keep what was measured when they are defined anew', () => {
    const told = new Told().at(T, task(2)).at(T, task(1)).at(T, { kind: 'task.progressed', task: 2, value: 33 }).at(T, task(2, 300));
    expect(told.projection.tasks.all().map(({ task: key, target, value }) => [key, target, value])).toEqual([
      [1, 100, null],
      [2, 300, 33],
    ]);
    const first = told.projection.tasks.all()[0]!;
    const { zone } = told.projection.clock;
    // Mid-June in Shanghai: half way from 50 to 60.
    expect(plannedAt(first, zone, zone.fromLocal({ year: 2024, month: 6, day: 16, hour: 0, minute: 0, second: 0 }))).toBe(55);
  });
});

describe('the catalogue', () => {
  it('holds entries by key and fills what nothing has introduced', () => {
    const told = new Told().at(T, { kind: 'catalogue.unit-added', unit: 3, code: '110101001', unitKind: 'township', district: 1, name });
    const { catalogue } = told.projection;
    expect([catalogue.hasUnit(3), catalogue.hasUnit(2), catalogue.hasUnit(0), catalogue.hasUnit(9)]).toEqual([true, false, false, false]);
    expect(catalogue.units.map(({ code }) => code)).toEqual(['', '', '', '110101001']);
    expect(catalogue.next).toEqual({ district: 1, township: 1, unit: 4, category: 1, queue: 1 });
  });
});
