import { z } from 'zod';
import { type Past, pastSchema } from './past';
import { problemSchema } from './problem';
import { citySchema, sourceSchema } from './city';
import type { HubToScreens, ScreensToHub } from './screens';
import { FACTOR_LIMITS, SEATS_LIMIT } from '../domain/staffing';
import { CHANNELS, GRADES, ROLES, SATISFACTIONS } from '../domain/terms';

/**
 * What hub and stream say to each other over socket.io. Everything that arrives is checked against these schemas; a change here changes the
 * hash in tests/contract/wire.spec.ts, which then asks for a new WIRE_VERSION; so does another layout of packed records,
 * and of a snapshot.
 */
export const WIRE_VERSION = 9;

export const seqSchema = z.number().int().nonnegative();
const key = z.number().int().nonnegative().max(0xffff_ffff);
const reason = z.string().trim().min(1).max(500);
/** Any view on bytes: what the packer makes here, what socket.io hands out there. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected');
const place = z.object({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-90).max(90) });

/**
 * In the handshake's `auth`. With `past` the client is served what the log knew at that moment and nothing later, as if it were now: head, times, records, snapshots,
 * histories. Such a client gives no commands and is told no digests.
 */
export const handshakeSchema = z.object({
  token: z.string().min(1).max(4096),
  wire: z.number().int(),
  client: z.string().max(100),
  past: pastSchema.nullable().default(null),
});

/** client → hub: "I have everything up to `since` of `epoch`" (null: nothing). */
export const joinSchema = z.object({ epoch: z.string().max(64).nullable(), since: seqSchema });

/** client → hub: everything up to `seq` has been applied; frees the hub's window for this socket. */
export const tookSchema = z.object({ seq: seqSchema });

/** hub → client, first, and again as the answer to `seek`. `reach`: the log's first and last moment. */
export const welcomeSchema = z.object({
  epoch: z.string(),
  head: seqSchema,
  cityNow: z.number(),
  speed: z.number().nonnegative(),
  source: sourceSchema,
  city: citySchema,
  role: z.enum(ROLES),
  actor: z.string(),
  reach: z.object({ from: z.number(), to: z.number() }),
});

/**
 * hub → client: the projection at `seq`, in parts of at most 1 MiB, raw deflate over the packed form. Part p of `parts`, from 0. `since` null: the whole of it
 * (`Projection.encode`); else what makes it of the one at `since`, which the client has (`Projection.encodeChanges`).
 */
export const snapshotSchema = z.object({
  epoch: z.string(),
  since: seqSchema.nullable(),
  seq: seqSchema,
  part: z.number().int().nonnegative(),
  parts: z.number().int().positive().max(4096),
  bytes,
});

/** hub → client: the records from…to, packed by `packBatch`. The first ones may be known already: batches are the same for everybody. */
export const batchSchema = z.object({ epoch: z.string(), from: seqSchema, to: seqSchema, bytes });

/** hub → client, every second. `digest` is there when this socket has been sent everything up to `digest.seq`. */
export const heartbeatSchema = z.object({
  epoch: z.string(),
  head: seqSchema,
  cityNow: z.number(),
  serverNow: z.number(),
  speed: z.number().nonnegative(),
  digest: z.object({ seq: seqSchema, value: z.string() }).nullable(),
});

const instant = z.number().int().nonnegative().max(8_640_000_000_000_000);
const factor = z.number().min(FACTOR_LIMITS.least).max(FACTOR_LIMITS.most);
const share = z.number().min(0).max(1);
const shareRange = z.object({ low: share, likely: share, high: share });
const expectation = z.object({ serviceLevel: shareRange, abandoned: shareRange, occupancy: shareRange });

const commandBodySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('receive-case'),
    reference: z.string().min(1).max(64),
    contact: z.enum(['appeal', 'enquiry']),
    channel: z.enum(CHANNELS),
    category: key,
    district: key,
    township: key,
    place: place.nullable(),
    call: key,
  }),
  z.object({ kind: z.literal('answer-enquiry'), case: key }),
  z.object({ kind: z.literal('dispatch-case'), case: key, unit: key, grade: z.enum(GRADES) }),
  z.object({ kind: z.literal('accept-case'), case: key }),
  z.object({ kind: z.literal('start-case'), case: key }),
  z.object({ kind: z.literal('return-case'), case: key, reason }),
  z.object({ kind: z.literal('reassign-case'), case: key, to: key, reason }),
  z.object({ kind: z.literal('urge-case'), case: key, reason }),
  z.object({ kind: z.literal('resolve-case'), case: key }),
  z.object({
    kind: z.literal('call-back'),
    case: key,
    reached: z.boolean(),
    contacted: z.boolean().nullable(),
    solved: z.boolean().nullable(),
    satisfaction: z.enum(SATISFACTIONS).nullable(),
  }),
  z.object({ kind: z.literal('close-case'), case: key }),
  z.object({ kind: z.literal('reopen-case'), case: key, reason }),
  z.object({ kind: z.literal('merge-case'), case: key, into: key }),
  z.object({ kind: z.literal('cancel-case'), case: key, reason }),
  z.object({ kind: z.literal('open-emergency'), playbook: z.string().min(1).max(64), drill: z.boolean(), reason }),
  z.object({ kind: z.literal('close-emergency'), emergency: key, reason }),
  z.object({ kind: z.literal('progress-task'), task: key, value: z.number().nonnegative().finite() }),
  z.object({
    kind: z.literal('decide-staffing'),
    measure: z.object({
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
]);

/** client → hub, acknowledged with an outcome. `key` is a ULID. */
export const commandSchema = z.object({
  key: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
  expected: z.array(z.object({ case: key, version: z.number().int().positive() })).max(1000),
  command: commandBodySchema,
});

export const outcomeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), seq: seqSchema, versions: z.array(z.object({ case: key, version: z.number().int() })) }),
  z.object({ ok: z.literal(false), problem: problemSchema }),
]);

/** client → hub, acknowledged with packed records of one case, oldest first, or a problem. */
export const historySchema = z.object({ case: key });
export const historyAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), bytes }),
  z.object({ ok: z.literal(false), problem: problemSchema }),
]);

export type Handshake = z.input<typeof handshakeSchema>;
export type Join = z.infer<typeof joinSchema>;
export type Took = z.infer<typeof tookSchema>;
export type Welcome = z.infer<typeof welcomeSchema>;
export type Snapshot = z.infer<typeof snapshotSchema>;
export type Batch = z.infer<typeof batchSchema>;
export type Heartbeat = z.infer<typeof heartbeatSchema>;
export type CommandMessage = z.infer<typeof commandSchema>;
export type Outcome = z.infer<typeof outcomeSchema>;

/** The names of the messages, so that neither end spells one. socket.io's own connection-state recovery is never used. */
export interface HubToStream extends HubToScreens {
  welcome: (message: Welcome) => void;
  snapshot: (message: Snapshot) => void;
  batch: (message: Batch) => void;
  heartbeat: (message: Heartbeat) => void;
}
export interface StreamToHub extends ScreensToHub {
  join: (message: Join) => void;
  took: (message: Took) => void;
  /** Of a client in the past: to another moment of it. */
  seek: (message: Past) => void;
  command: (message: CommandMessage, answer: (outcome: Outcome) => void) => void;
  history: (message: z.infer<typeof historySchema>, answer: (records: z.infer<typeof historyAnswerSchema>) => void) => void;
}
