import type { CaseEvent, DomainEvent } from '../../shared/domain/events';
import { GRADE_MS } from '../../shared/domain/grades';
import type { CaseStatus, Contact, Grade } from '../../shared/domain/terms';
import type { Instant } from '../../shared/time/instant';
import { MORNING } from './world';

/** Words for specifications: one city with three units and one category, and the ways by which a case reaches each status. */

export const TOWNSHIP_UNIT = 1;
export const WATER_UTILITY = 2;
export const HOUSING_DEPARTMENT = 3;
export const CATEGORY = 1;

const name = { zh: '示例', en: 'Sample' };

export const CITY: readonly DomainEvent[] = [
  { kind: 'catalogue.district-added', district: 1, code: '110105', name },
  { kind: 'catalogue.unit-added', unit: TOWNSHIP_UNIT, code: '110105001', unitKind: 'township', district: 1, name },
  { kind: 'catalogue.unit-added', unit: WATER_UTILITY, code: 'water', unitKind: 'utility', district: 0, name },
  { kind: 'catalogue.unit-added', unit: HOUSING_DEPARTMENT, code: 'housing', unitKind: 'department', district: 0, name },
  { kind: 'catalogue.category-added', category: CATEGORY, code: '01', parent: 0, name },
];

export function received(key = 1, contact: Contact = 'appeal'): CaseEvent {
  return {
    kind: 'case.received',
    case: key,
    reference: `GD-${key}`,
    contact,
    channel: 'phone',
    category: CATEGORY,
    district: 1,
    township: 0,
    place: { longitude: 116.46, latitude: 39.92 },
    call: 0,
  };
}

export function dispatched(
  key = 1,
  options: { readonly unit?: number; readonly grade?: Grade; readonly dueAt?: Instant } = {},
): Extract<CaseEvent, { kind: 'case.dispatched' }> {
  const grade = options.grade ?? '7d';
  return {
    kind: 'case.dispatched',
    case: key,
    unit: options.unit ?? TOWNSHIP_UNIT,
    grade,
    dueAt: options.dueAt ?? MORNING + GRADE_MS[grade],
  };
}

export const accepted = (key = 1): CaseEvent => ({ kind: 'case.accepted', case: key });
export const started = (key = 1): CaseEvent => ({ kind: 'case.started', case: key });
export const returned = (key = 1): CaseEvent => ({ kind: 'case.returned', case: key, reason: 'not our area' });
export const resolved = (key = 1): CaseEvent => ({ kind: 'case.resolved', case: key });
export const closed = (key = 1): CaseEvent => ({ kind: 'case.closed', case: key });
export const unreached = (key = 1): CaseEvent => ({
  kind: 'case.called-back',
  case: key,
  reached: false,
  contacted: null,
  solved: null,
  satisfaction: null,
});
export const saysSolved = (key = 1): CaseEvent => ({
  kind: 'case.called-back',
  case: key,
  reached: true,
  contacted: true,
  solved: true,
  satisfaction: 'satisfied',
});
export const saysNotSolved = (key = 1): CaseEvent => ({
  kind: 'case.called-back',
  case: key,
  reached: true,
  contacted: true,
  solved: false,
  satisfaction: 'dissatisfied',
});

/** The shortest story of case 1 that ends in `status`. */
export function storyTo(status: CaseStatus): readonly DomainEvent[] {
  const stories: Record<CaseStatus, readonly CaseEvent[]> = {
    received: [],
    dispatched: [dispatched()],
    accepted: [dispatched(), accepted()],
    'in-progress': [dispatched(), accepted(), started()],
    returned: [dispatched(), returned()],
    resolved: [dispatched(), accepted(), resolved()],
    closed: [dispatched(), accepted(), resolved(), closed()],
    merged: [received(2), { kind: 'case.merged', case: 1, into: 2 }],
    cancelled: [{ kind: 'case.cancelled', case: 1, reason: 'dialled by mistake' }],
  };
  return [...CITY, received(1), ...stories[status]];
}
