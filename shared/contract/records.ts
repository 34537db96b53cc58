import { z } from 'zod';
import type { LogRecord } from '../domain/events';
import { ABANDON_RULES } from '../domain/service-level';
import { FACTOR_LIMITS, SEATS_LIMIT } from '../domain/staffing';
import { AMOUNT_LIMIT, REASON_LIMIT, REFERENCE_LIMIT } from '../domain/refusals';
import { CASE_STATUSES, CHANNELS, CONTACTS, GRADES, SATISFACTIONS, UNIT_KINDS } from '../domain/terms';
import { unpackUnchecked } from './pack';

/**
 * What a log record from another machine must look like: every kind of event, nothing more in it, every string and number bounded. The hub
 * keeps what it sends within the two limits.
 */
export const MAX_BATCH_RECORDS = 65_536;
export const MAX_BATCH_BYTES = 16 * 1024 * 1024;

const key = z.number().int().positive().max(0xffff_ffff);
/** A key that may be NONE. */
const keyOrNone = z.number().int().nonnegative().max(0xffff_ffff);
const instant = z.number().int().nonnegative().max(8_640_000_000_000_000);
const code = z.string().min(1).max(64);
const reference = z.string().min(1).max(REFERENCE_LIMIT);
const label = z.string().max(200);
const name = z.strictObject({ zh: label, en: label });
/** Empty when a source gives none; commands always give one. */
const reason = z.string().max(REASON_LIMIT);
const place = z.strictObject({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-90).max(90) });
const amount = z.number().nonnegative().max(AMOUNT_LIMIT);

const catalogueEvents = [
  z.strictObject({ kind: z.literal('catalogue.district-added'), district: key, code, name }),
  z.strictObject({
    kind: z.literal('catalogue.township-added'),
    township: key,
    code,
    district: keyOrNone,
    name,
    place: place.nullable(),
  }),
  z.strictObject({ kind: z.literal('catalogue.unit-added'), unit: key, code, unitKind: z.enum(UNIT_KINDS), district: keyOrNone, name }),
  z.strictObject({ kind: z.literal('catalogue.category-added'), category: key, code, parent: keyOrNone, name }),
  z.strictObject({
    kind: z.literal('catalogue.queue-added'),
    queue: key,
    code,
    name,
    thresholdMs: z.number().int().positive().max(86_400_000),
    abandonRule: z.enum(ABANDON_RULES),
  }),
] as const;

const caseEvents = [
  z.strictObject({
    kind: z.literal('case.received'),
    case: key,
    reference,
    contact: z.enum(CONTACTS),
    channel: z.enum(CHANNELS),
    category: keyOrNone,
    district: keyOrNone,
    township: keyOrNone,
    place: place.nullable(),
    call: keyOrNone,
  }),
  z.strictObject({
    kind: z.literal('case.carried-over'),
    case: key,
    reference,
    channel: z.enum(CHANNELS),
    category: keyOrNone,
    district: keyOrNone,
    township: keyOrNone,
    place: place.nullable(),
    status: z.enum(CASE_STATUSES),
    unit: keyOrNone,
    grade: z.enum(GRADES),
    receivedAt: instant,
    dispatchedAt: instant,
    dueAt: instant,
  }),
  z.strictObject({ kind: z.literal('case.enquiry-answered'), case: key }),
  z.strictObject({ kind: z.literal('case.dispatched'), case: key, unit: keyOrNone, grade: z.enum(GRADES), dueAt: instant }),
  z.strictObject({ kind: z.literal('case.accepted'), case: key }),
  z.strictObject({ kind: z.literal('case.started'), case: key }),
  z.strictObject({ kind: z.literal('case.returned'), case: key, reason }),
  z.strictObject({ kind: z.literal('case.reassigned'), case: key, from: keyOrNone, to: keyOrNone, dueAt: instant, reason }),
  z.strictObject({ kind: z.literal('case.urged'), case: key, reason }),
  z.strictObject({ kind: z.literal('case.resolved'), case: key }),
  z.strictObject({
    kind: z.literal('case.called-back'),
    case: key,
    reached: z.boolean(),
    contacted: z.boolean().nullable(),
    solved: z.boolean().nullable(),
    satisfaction: z.enum(SATISFACTIONS).nullable(),
  }),
  z.strictObject({ kind: z.literal('case.closed'), case: key }),
  z.strictObject({ kind: z.literal('case.reopened'), case: key, dueAt: instant, reason }),
  z.strictObject({ kind: z.literal('case.merged'), case: key, into: key }),
  z.strictObject({ kind: z.literal('case.cancelled'), case: key, reason }),
] as const;

const callEvents = [
  z.strictObject({ kind: z.literal('call.offered'), call: key, queue: keyOrNone }),
  z.strictObject({ kind: z.literal('call.answered'), call: key, seat: key }),
  z.strictObject({ kind: z.literal('call.abandoned'), call: key }),
  z.strictObject({ kind: z.literal('call.ended'), call: key, seat: key }),
  z.strictObject({ kind: z.literal('call.wrapped-up'), call: key, seat: key }),
] as const;

const stepMs = z.number().int().positive().max(86_400_000);
const perStep = z.array(z.number().int().nonnegative().max(1_000_000)).max(1_500).readonly();
const callHistoryEvents = [z.strictObject({ kind: z.literal('calls.carried-over'), startAt: instant, stepMs, offered: perStep })] as const;

const seatEvents = [
  z.strictObject({ kind: z.literal('seat.changed'), seat: key, state: z.enum(['idle', 'break', 'off']) }),
  z.strictObject({ kind: z.literal('seats.planned'), startAt: instant, stepMs, seats: perStep }),
] as const;

const factor = z.number().min(FACTOR_LIMITS.least).max(FACTOR_LIMITS.most);
const share = z.number().min(0).max(1);
const shareRange = z.strictObject({ low: share, likely: share, high: share });
const expectation = z.strictObject({ serviceLevel: shareRange, abandoned: shareRange, occupancy: shareRange });
const staffingEvents = [
  z.strictObject({
    kind: z.literal('staffing.decided'),
    decision: key,
    measure: z.strictObject({
      seats: z.number().int().min(-SEATS_LIMIT).max(SEATS_LIMIT),
      handlingFactor: factor,
      arrivalsFactor: factor,
      patienceFactor: factor,
    }),
    fromAt: instant,
    toAt: instant,
    without: expectation,
    with: expectation,
    reason,
  }),
] as const;

const taskEvents = [
  z.strictObject({
    kind: z.literal('task.defined'),
    task: key,
    name,
    lead: keyOrNone,
    year: z.number().int().min(1900).max(3000),
    target: amount,
    measure: name,
    plan: z.array(amount).length(12).readonly(),
    sample: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('task.progressed'), task: key, value: amount }),
] as const;

const otherEvents = [
  z.strictObject({ kind: z.literal('emergency.opened'), emergency: key, playbook: code, drill: z.boolean(), reason }),
  z.strictObject({ kind: z.literal('emergency.closed'), emergency: key, reason }),
  z.strictObject({ kind: z.literal('log.redacted') }),
] as const;

export const eventSchema = z.discriminatedUnion('kind', [
  ...catalogueEvents,
  ...caseEvents,
  ...callEvents,
  ...callHistoryEvents,
  ...seatEvents,
  ...staffingEvents,
  ...taskEvents,
  ...otherEvents,
]);

export const recordSchema = z.strictObject({
  seq: z.number().int().positive(),
  at: instant,
  by: z.string().min(1).max(200),
  event: eventSchema,
});

/** At most MAX_BATCH_RECORDS records; that their seqs follow each other is for the receiver, who knows where it stands. */
export const recordsSchema = z.array(recordSchema).max(MAX_BATCH_RECORDS);

type Inferred = z.infer<typeof recordSchema>;
type BothWays = [Inferred] extends [LogRecord]
  ? [LogRecord] extends [Inferred]
    ? true
    : 'the schema refuses what the domain has'
  : 'the schema lets pass what the domain has not';
/** Does not compile when schema and domain part ways. */
true satisfies BothWays;

export type ParsedRecords = { readonly ok: true; readonly records: LogRecord[] } | { readonly ok: false; readonly reason: string };

/** Unpacks and checks records from another machine. Never throws: `reason` is English for a log line and repeats nothing of the content. */
export function parseRecords(bytes: Uint8Array): ParsedRecords {
  if (bytes.byteLength > MAX_BATCH_BYTES) return { ok: false, reason: `${bytes.byteLength} bytes are more than ${MAX_BATCH_BYTES}` };
  let value: unknown;
  try {
    value = unpackUnchecked(bytes);
  } catch {
    return { ok: false, reason: 'not msgpack' };
  }
  const parsed = recordsSchema.safeParse(value);
  if (parsed.success) return { ok: true, records: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, reason: issue === undefined ? 'not records' : `${issue.code} at ${issue.path.slice(0, 6).join('.')}` };
}
