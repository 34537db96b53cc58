import * as fc from 'fast-check';
import { COMMAND_FROM } from '../../shared/domain/case-decide';
import type { Command } from '../../shared/domain/commands';
import { CHANNELS, CONTACTS, GRADES, SATISFACTIONS } from '../../shared/domain/terms';
import { CATEGORY } from './stories';
import type { World } from './world';

/** Chance for property tests: what somebody wants, in any state, and how long after the wish before. */

const REASONS = ['because', ' x ', 'y'.repeat(500), '', 'z'.repeat(501)];
const KINDS = [
  ...(Object.keys(COMMAND_FROM) as (keyof typeof COMMAND_FROM)[]),
  'receive-case',
  'open-emergency',
  'close-emergency',
  'progress-task',
] as const;

/** Few cases and units, so that wishes meet. */
export const wish = fc.record({
  /** true: a step that the case's status allows; random wishes alone hardly ever see a case reopened. */
  sensible: fc.boolean(),
  pick: fc.nat(),
  case: fc.integer({ min: 1, max: 6 }),
  other: fc.integer({ min: 1, max: 6 }),
  unit: fc.integer({ min: 1, max: 4 }),
  grade: fc.constantFrom(...GRADES),
  reason: fc.constantFrom(...REASONS),
  reference: fc.constantFrom('GD-1', 'r'.repeat(64), '', 'r'.repeat(65)),
  contact: fc.constantFrom(...CONTACTS),
  channel: fc.constantFrom(...CHANNELS),
  category: fc.constantFrom(CATEGORY, CATEGORY, 0, 99),
  place: fc.constantFrom(null, { longitude: 116.4, latitude: 39.9 }),
  reached: fc.boolean(),
  contacted: fc.constantFrom(true, false, null),
  solved: fc.constantFrom(true, false, null),
  satisfaction: fc.constantFrom(null, ...SATISFACTIONS),
  drill: fc.boolean(),
  playbook: fc.constantFrom('rainstorm', 'locusts'),
  amount: fc.double({ min: -1, max: 1e16 }),
  afterMs: fc.integer({ min: 0, max: 3_600_000 }),
});
export type Wish = typeof wish extends fc.Arbitrary<infer Drawn> ? Drawn : never;

export const wishes = fc.array(wish, { minLength: 60, maxLength: 200, size: 'max' });

/** The command that the wish is in this world. */
export function commandOf(drawn: Wish, world: World): Command {
  const kind = pickKind(drawn, world);
  const { case: key, reason } = drawn;
  switch (kind) {
    case 'receive-case': {
      const { reference, contact, channel, category, place } = drawn;
      return { kind, reference, contact, channel, category, district: 1, township: 0, place, call: 0 };
    }
    case 'dispatch-case':
      return { kind, case: key, unit: drawn.unit, grade: drawn.grade };
    case 'reassign-case':
      return { kind, case: key, to: drawn.unit, reason };
    case 'call-back':
      return {
        kind,
        case: key,
        reached: drawn.reached,
        contacted: drawn.contacted,
        solved: drawn.solved,
        satisfaction: drawn.satisfaction,
      };
    case 'merge-case':
      return { kind, case: key, into: drawn.other };
    case 'return-case':
    case 'urge-case':
    case 'reopen-case':
    case 'cancel-case':
      return { kind, case: key, reason };
    case 'open-emergency':
      return { kind, playbook: drawn.playbook, drill: drawn.drill, reason };
    case 'close-emergency':
      return { kind, emergency: world.openEmergency?.emergency ?? 1, reason };
    case 'progress-task':
      return { kind, task: drawn.unit, value: drawn.amount };
    default:
      return { kind, case: key };
  }
}

function pickKind(drawn: Wish, world: World): (typeof KINDS)[number] {
  const fields = world.case(drawn.case);
  const ends = drawn.pick % 7 === 0;
  const kinds = KINDS.filter((kind) => {
    if (!drawn.sensible) return true;
    if (!(kind in COMMAND_FROM)) return kind === 'receive-case' && fields === null;
    if (fields === null || ((kind === 'merge-case' || kind === 'cancel-case') && !ends)) return false;
    return COMMAND_FROM[kind as keyof typeof COMMAND_FROM].includes(fields.status);
  });
  return kinds[drawn.pick % kinds.length] ?? 'receive-case';
}
