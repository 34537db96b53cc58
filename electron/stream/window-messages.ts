import { CALL_OUTCOMES } from '../../shared/domain/floor-terms';
import { z } from 'zod';
import { type FromWindow } from '../../shared/contract/frames';
import { actSchema, pairSchema, revokeSchema } from '../../shared/contract/screens';
import { CASE_STATUSES, CHANNELS, DEADLINE_STATES, GRADES } from '../../shared/domain/terms';

/** What a page may say. Pages are ours, but a page is also what an attacker would reach first: sizes are bounded, nothing else passes. */
const TILE_NAMES = [
  'link',
  'city',
  'catalogue',
  'floor',
  'floorDay',
  'queues',
  'outlook',
  'staffing',
  'calls',
  'heat',
  'hotspots',
  'deadlines',
  'due',
  'districts',
  'overdue',
  'tasks',
  'emergency',
  'timeline',
  'census',
  'table',
  'selected',
] as const;

const key = z.number().int().nonnegative().max(0xffff_ffff);
const keys = z.array(key).max(2_000);

const tableQuerySchema = z.object({
  deadline: z.array(z.enum(DEADLINE_STATES)).max(DEADLINE_STATES.length),
  status: z.array(z.enum(CASE_STATUSES)).max(CASE_STATUSES.length),
  grade: z.array(z.enum(GRADES)).max(GRADES.length),
  district: keys,
  unit: keys,
  category: keys,
  channel: z.array(z.enum(CHANNELS)).max(CHANNELS.length),
  text: z.string().max(200),
  sort: z.object({
    column: z.enum(['dueAt', 'receivedAt', 'reference', 'grade', 'status', 'unit', 'district', 'category', 'channel']),
    descending: z.boolean(),
  }),
  offset: z.number().int().nonnegative().max(100_000_000),
  limit: z.number().int().nonnegative().max(1_000),
  anchor: z
    .object({ case: key, place: z.number().int().nonnegative().max(100_000_000) })
    .nullable()
    .default(null),
});

const instant = z.number().nonnegative().max(8_640_000_000_000_000);

const callsQuerySchema = z.object({
  queue: key.nullable(),
  fromAt: instant,
  toAt: instant,
  outcome: z.array(z.enum(CALL_OUTCOMES)).max(CALL_OUTCOMES.length),
  offset: z.number().int().nonnegative().max(1_000_000),
  limit: z.number().int().nonnegative().max(500),
});

const wantsSchema = z.object({
  tiles: z.array(z.enum(TILE_NAMES)).max(64),
  table: tableQuerySchema.nullable(),
  calls: callsQuerySchema.nullable().default(null),
  selected: key.nullable(),
});

const screenRequestSchema = z.discriminatedUnion('kind', [
  actSchema.extend({ kind: z.literal('act') }),
  pairSchema.extend({ kind: z.literal('pair') }),
  revokeSchema.extend({ kind: z.literal('revoke') }),
]);

const fromWindowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), surface: z.enum(['wall', 'desk', 'briefing']), wants: wantsSchema }),
  z.object({ kind: z.literal('credit'), number: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('want'), wants: wantsSchema }),
  z.object({ kind: z.literal('refresh') }),
  z.object({ kind: z.literal('command'), key: z.string().max(64), expected: z.unknown(), command: z.unknown() }),
  z.object({ kind: z.literal('history'), id: z.number().int(), case: key }),
  z.object({ kind: z.literal('console'), open: z.boolean() }),
  z.object({ kind: z.literal('screen-request'), id: z.number().int(), request: screenRequestSchema }),
]);

type Kinds = FromWindow['kind'] extends CheckedFromWindow['kind'] ? true : 'a message of pages is not let through';
type Wanted = Extract<FromWindow, { kind: 'want' }>['wants']['tiles'][number] extends (typeof TILE_NAMES)[number]
  ? true
  : 'a tile is missing';
/** Do not compile when contract and check part ways. */
true satisfies Kinds;
true satisfies Wanted;

/** A checked message; a command's own content is checked by `commandSchema` later, so that a bad one gets an answer. null: not one. */
export type CheckedFromWindow = z.infer<typeof fromWindowSchema>;

export function checkedFromWindow(data: unknown): CheckedFromWindow | null {
  const parsed = fromWindowSchema.safeParse(data);
  return parsed.success ? parsed.data : null;
}
