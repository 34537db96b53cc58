import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventSchema } from '../../shared/contract/records';
import { decide } from '../../shared/domain/decide';
import type { DomainEvent } from '../../shared/domain/events';
import { DEFAULT_GRADE_RULES, dueAt } from '../../shared/domain/grades';
import type { GradeRules } from '../../shared/domain/grades';
import { ENDED_STATUSES, RUNNING_STATUSES } from '../../shared/domain/terms';
import { CITY } from './stories';
import { commandOf, wishes } from './wishes';
import type { Wish } from './wishes';
import { World } from './world';

const rules: fc.Arbitrary<GradeRules> = fc.record({
  calendar: fc.constantFrom('calendar' as const, 'working-days'),
  reassignKeepsDeadline: fc.record({ '2h': fc.boolean(), '24h': fc.boolean(), '7d': fc.boolean(), '15d': fc.boolean() }),
  zone: fc.constantFrom('Asia/Shanghai', 'America/New_York'),
});

/** Lives the wishes through; `look` sees every event that was decided, and folds it in by `apply`. */
function live(drawn: readonly Wish[], gradeRules: GradeRules, look: (world: World, event: DomainEvent, apply: () => void) => void): World {
  const world = new World(gradeRules);
  for (const event of CITY) world.apply(event);
  const name = { zh: '', en: '' };
  const plan = Array.from({ length: 12 }, () => 1);
  world.apply({ kind: 'task.defined', task: 1, name, lead: 0, year: 2025, target: 1, measure: name, plan, sample: true });
  for (const each of drawn) {
    world.now += each.afterMs;
    const command = commandOf(each, world);
    const before = JSON.stringify([...world.cases]);
    const decision = decide(command, world);
    expect(JSON.stringify([...world.cases])).toBe(before);
    if (!decision.ok) continue;
    for (const event of decision.events) look(world, event, () => world.apply(event));
  }
  return world;
}

/** All that commands can lead to. */
const EVERYTHING = [
  'case.accepted',
  'case.called-back',
  'case.cancelled',
  'case.closed',
  'case.dispatched',
  'case.enquiry-answered',
  'case.merged',
  'case.reassigned',
  'case.received',
  'case.reopened',
  'case.resolved',
  'case.returned',
  'case.started',
  'case.urged',
  'emergency.closed',
  'emergency.opened',
  'task.progressed',
];

describe('any commands in any order', () => {
  it('decide only what evolve takes and the wire carries, and change nothing by deciding', () => {
    const seen = new Set<string>();
    // The property says nothing unless the lives were full ones; rare events may need another round.
    for (let round = 0; round < 10 && EVERYTHING.some((kind) => !seen.has(kind)); round += 1) {
      fc.assert(
        fc.property(wishes, rules, (drawn, gradeRules) => {
          live(drawn, gradeRules, (_world, event, apply) => {
            seen.add(event.kind);
            expect(eventSchema.safeParse(event).success).toBe(true);
            expect(apply).not.toThrow();
          });
        }),
        { numRuns: 150 },
      );
    }
    expect([...seen].toSorted()).toEqual(EVERYTHING);
  });

  it('leave a case at the version that counts its events', () => {
    fc.assert(
      fc.property(wishes, rules, (drawn, gradeRules) => {
        const counted = new Map<number, number>();
        const world = live(drawn, gradeRules, (_world, event, apply) => {
          if ('case' in event) counted.set(event.case, (counted.get(event.case) ?? 0) + 1);
          apply();
        });
        for (const [key, fields] of world.cases) {
          expect(fields.key).toBe(key);
          expect(fields.version).toBe(counted.get(key));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never bring back what has ended', () => {
    fc.assert(
      fc.property(wishes, rules, (drawn, gradeRules) => {
        live(drawn, gradeRules, (world, event, apply) => {
          const before = 'case' in event ? world.case(event.case) : null;
          expect(before !== null && ENDED_STATUSES.includes(before.status)).toBe(false);
          apply();
        });
      }),
      { numRuns: 100 },
    );
  });

  it('leave every case in order: who holds it, until when, and what has come', () => {
    fc.assert(
      fc.property(wishes, rules, (drawn, gradeRules) => {
        live(drawn, gradeRules, (world, event, apply) => {
          apply();
          const fields = 'case' in event ? world.case(event.case) : null;
          if (fields === null) return;
          const running = RUNNING_STATUSES.includes(fields.status);
          const ended = ENDED_STATUSES.includes(fields.status);
          expect(fields.changedAt).toBe(world.now);
          expect(fields.endedAt > 0).toBe(ended);
          expect(fields.dueAt > 0).toBe(fields.firstUnit > 0);
          if (running) expect(fields.unit > 0).toBe(fields.status !== 'returned');
          if (running) expect(fields.resolvedAt).toBe(0);
          if (fields.status === 'resolved') expect(fields.resolvedAt).toBeGreaterThan(0);
          // The deadline is its grade's length from where it began, whatever roads the case took.
          if (running) expect(fields.dueAt).toBe(dueAt(fields.grade, fields.dispatchedAt, gradeRules));
        });
      }),
      { numRuns: 100 },
    );
  });

  it('move a deadline only by a dispatch, a reopening, or a reassignment whose rules say so', () => {
    fc.assert(
      fc.property(wishes, fc.boolean(), (drawn, keeps) => {
        const gradeRules = { ...DEFAULT_GRADE_RULES, reassignKeepsDeadline: { '2h': keeps, '24h': keeps, '7d': keeps, '15d': keeps } };
        live(drawn, gradeRules, (world, event, apply) => {
          const before = 'case' in event ? (world.case(event.case)?.dueAt ?? 0) : 0;
          apply();
          const after = 'case' in event ? (world.case(event.case)?.dueAt ?? 0) : 0;
          if (event.kind === 'case.dispatched' || event.kind === 'case.reopened') return;
          if (event.kind === 'case.reassigned' && !keeps) return;
          expect(after).toBe(before);
        });
      }),
      { numRuns: 100 },
    );
  });
});
