import { packRecords, unpackUnchecked } from '../../shared/contract/pack';
import { openBatch, packBatch } from '../../shared/contract/record-batch';
import type { Batch, Heartbeat, Snapshot, Welcome } from '../../shared/contract/wire';
import type { LogRecord } from '../../shared/domain/events';
import { recordsOf } from '../../shared/domain/record-columns';
import { connectionStep } from '../../shared/connection/connection';
import {
  type Connection,
  CONNECTION_LIMITS,
  type ConnectionEffect,
  type ConnectionInput,
  NOT_STARTED,
} from '../../shared/connection/connection-state';

/** A number in [0, 1) from a seed: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export type FromHub =
  | { readonly kind: 'welcome'; readonly message: Welcome }
  | { readonly kind: 'snapshot'; readonly message: Snapshot }
  | { readonly kind: 'batch'; readonly message: Batch }
  | { readonly kind: 'heartbeat'; readonly message: Heartbeat };

/** What is folded: plain lists here, real projections in tests/stream. */
export interface Held {
  readonly seq: number;
  /** Throws on a record that is not the next one of its log. */
  apply(record: LogRecord): void;
  digest(): string;
  encode(): Uint8Array;
  /** null: that is not known any more. */
  encodeChanges(since: number): Uint8Array | null;
  /** What is held from then on. Throws unless they are changes since `seq`. */
  applyChanges(bytes: Uint8Array): Held;
  /** Plain data, equal for what is equal. */
  canonical(): unknown;
}

export interface Matter {
  begin(epoch: string): Held;
  decode(epoch: string, bytes: Uint8Array): Held;
  /** Hands out the records of one log, from its first. */
  records(epoch: string, random: () => number): (count: number) => readonly LogRecord[];
}

/** Records that say which log they are of, folded into the list of them. */
class RecordList implements Held {
  readonly #epoch: string;
  readonly #records: LogRecord[];

  constructor(epoch: string, records: LogRecord[]) {
    this.#epoch = epoch;
    this.#records = records;
  }

  get seq(): number {
    return this.#records.length;
  }

  apply(record: LogRecord): void {
    if (record.seq !== this.seq + 1) throw new Error(`record ${record.seq} was handed on after ${this.seq}`);
    if (record.by !== `${this.#epoch}:${record.seq}`) throw new Error(`record ${record.by} was handed on in epoch ${this.#epoch}`);
    this.#records.push(record);
  }

  digest(): string {
    return `${this.seq}/${this.#records.at(-1)?.by ?? ''}`;
  }

  encode(): Uint8Array {
    return packRecords(this.#records);
  }

  encodeChanges(since: number): Uint8Array | null {
    // Not every gap can be told of.
    return since % 7 === 3 ? null : packRecords(this.#records.slice(since));
  }

  applyChanges(bytes: Uint8Array): Held {
    const changed = new RecordList(this.#epoch, [...this.#records]);
    for (const record of unpackUnchecked(bytes) as LogRecord[]) changed.apply(record);
    return changed;
  }

  canonical(): unknown {
    return [...this.#records];
  }
}

export const LISTS: Matter = {
  begin: (epoch) => new RecordList(epoch, []),
  decode: (epoch, bytes) => new RecordList(epoch, unpackUnchecked(bytes) as LogRecord[]),
  records: (epoch) => {
    let seq = 0;
    return (count) =>
      Array.from({ length: count }, () => {
        seq += 1;
        return { seq, at: seq * 10, by: `${epoch}:${seq}`, event: { kind: 'log.redacted' } };
      });
  },
};

/** A log that nothing goes wrong with. */
export class ModelLog {
  readonly epoch: string;
  readonly records: LogRecord[] = [];
  /** Its full replay. */
  readonly held: Held;
  readonly #next: (count: number) => readonly LogRecord[];

  constructor(epoch: string, matter: Matter, random: () => number) {
    this.epoch = epoch;
    this.held = matter.begin(epoch);
    this.#next = matter.records(epoch, random);
  }

  grow(count: number): void {
    for (const record of this.#next(count)) {
      this.records.push(record);
      this.held.apply(record);
    }
  }

  get head(): number {
    return this.records.length;
  }

  get cityNow(): number {
    return this.records.at(-1)?.at ?? 0;
  }
}

const WELCOME = {
  speed: 1,
  source: { kind: 'none', name: 'model', speed: 1 },
  city: {
    name: { zh: '模', en: 'Model' },
    hotline: '12345',
    zone: 'Asia/Shanghai',
    extent: [0, 0, 1, 1],
    focus: [0, 0, 1, 1],
    outlines: null,
    sketch: null,
    seatsInstalled: 0,
    serviceLevel: { thresholdMs: 15_000, target: 0.95, abandonRule: 'abandons-missed' },
    dayReset: '00:00',
    calendar: { holidays: [], workdays: [] },
    staffing: { patienceMs: 120_000 },
    horizonMs: 7_200_000,
    playbooks: [],
  },
  role: 'supervisor',
  actor: 'supervisor:model',
  reach: { from: 0, to: 0 },
} satisfies Partial<Welcome>;

/** One socket's end at the hub: a cursor over the log. */
export class ModelSession {
  readonly #log: ModelLog;
  readonly #send: (message: FromHub) => void;
  readonly #random: () => number;
  #cursor: number | null = null;

  constructor(log: ModelLog, random: () => number, send: (message: FromHub) => void) {
    this.#log = log;
    this.#random = random;
    this.#send = send;
  }

  join(epoch: string | null, since: number): void {
    const log = this.#log;
    this.#send({ kind: 'welcome', message: { ...WELCOME, epoch: log.epoch, head: log.head, cityNow: log.cityNow } });
    const knows = epoch === log.epoch && since <= log.head;
    this.#cursor = knows ? since : 0;
    if (knows && this.#random() < 0.3) this.#leap();
    else if (!knows && this.#random() < 0.7) this.#snapshot(null, log.held.encode());
    this.follow();
  }

  follow(): void {
    while (this.#cursor !== null && this.#cursor < this.#log.head) {
      const from = this.#cursor + 1;
      const to = Math.min(this.#log.head, this.#cursor + 1 + Math.floor(this.#random() * 9));
      this.#batch(from, to);
      this.#cursor = to;
    }
  }

  /** Records that were sent before, sent again. */
  repeat(): void {
    if (this.#cursor === null || this.#cursor < 2) return;
    const from = 1 + Math.floor(this.#random() * (this.#cursor - 1));
    this.#batch(from, Math.min(this.#cursor, from + Math.floor(this.#random() * 12)));
  }

  /** A slow client is brought to the head without the records between. */
  skip(): void {
    if (this.#cursor !== null) this.#leap();
  }

  beat(digest: string | null): void {
    if (this.#cursor === null) return;
    const { epoch, head, cityNow, held } = this.#log;
    const value = digest ?? held.digest();
    this.#send({
      kind: 'heartbeat',
      message: { epoch, head, cityNow, serverNow: 0, speed: 1, digest: this.#cursor === head ? { seq: head, value } : null },
    });
  }

  #batch(from: number, to: number): void {
    const bytes = packBatch(this.#log.records.slice(from - 1, to));
    this.#send({ kind: 'batch', message: { epoch: this.#log.epoch, from, to, bytes } });
  }

  /** What has changed since the cursor, or everything. */
  #leap(): void {
    const { head, held } = this.#log;
    const since = this.#cursor;
    const changes = since === null || since === head || this.#random() < 0.3 ? null : held.encodeChanges(since);
    if (changes === null) this.#snapshot(null, held.encode());
    else this.#snapshot(since, changes);
  }

  #snapshot(since: number | null, bytes: Uint8Array): void {
    const { epoch, head } = this.#log;
    const parts = 1 + Math.floor(this.#random() * 4);
    const size = Math.ceil(bytes.length / parts);
    for (let part = 0; part < parts; part++) {
      this.#send({
        kind: 'snapshot',
        message: { epoch, since, seq: head, part, parts, bytes: bytes.slice(part * size, (part + 1) * size) },
      });
    }
    this.#cursor = head;
  }
}

export interface Kept {
  readonly epoch: string;
  readonly seq: number;
  readonly bytes: Uint8Array;
}

interface Out {
  connect(): void;
  disconnect(): void;
  join(epoch: string | null, since: number): void;
}

/** The owner of a connection in small: it folds, and fails at once when the machine breaks its promise. */
export class ModelClient {
  state: Connection = NOT_STARTED;
  epoch: string | null = null;
  held: Held | null = null;
  /** Times that changes were taken instead of records. */
  changed = 0;
  readonly notes: string[] = [];
  readonly #matter: Matter;
  readonly #out: Out;
  readonly #random: () => number;
  readonly #work: ConnectionEffect[] = [];
  #generation = 0;

  constructor(out: Out, matter: Matter, random: () => number) {
    this.#matter = matter;
    this.#out = out;
    this.#random = random;
  }

  start(kept: Kept | null, nowMs: number): void {
    if (kept !== null) {
      this.epoch = kept.epoch;
      this.held = this.#matter.decode(kept.epoch, kept.bytes);
    }
    const cached = kept === null ? null : { epoch: kept.epoch, seq: kept.seq, ageMs: 1_000 };
    this.input({ kind: 'start', hub: { url: 'http://hub', token: 't' }, cached }, nowMs);
  }

  input(input: ConnectionInput, nowMs: number): void {
    const { state, effects } = connectionStep(this.state, input, nowMs, this.#random(), CONNECTION_LIMITS);
    this.state = state;
    for (const effect of effects) this.#do(effect);
  }

  /** Does at most `count` pieces of waiting work; folding is slower than receiving. */
  work(count: number, nowMs: number): void {
    for (let i = 0; i < count; i++) {
      const piece = this.#work.shift();
      if (piece === undefined) return;
      this.#fold(piece, nowMs);
    }
  }

  get idle(): boolean {
    return this.#work.length === 0;
  }

  #do(effect: ConnectionEffect): void {
    switch (effect.kind) {
      case 'connect':
        this.#out.connect();
        break;
      case 'disconnect':
        this.#out.disconnect();
        break;
      case 'join':
        this.#out.join(effect.epoch, effect.since);
        break;
      case 'discard':
        this.#work.length = 0;
        this.#generation = effect.generation;
        break;
      case 'note':
        this.notes.push(effect.text);
        break;
      case 'begin':
      case 'load':
      case 'change':
      case 'apply':
      case 'advance':
      case 'check':
        this.#work.push(effect);
        break;
      case 'took':
      case 'welcomed':
        break;
    }
  }

  #fold(effect: ConnectionEffect, nowMs: number): void {
    switch (effect.kind) {
      case 'begin':
        this.#generation = effect.generation;
        this.epoch = effect.epoch;
        this.held = this.#matter.begin(effect.epoch);
        break;
      case 'load': {
        this.#generation = effect.generation;
        this.epoch = effect.epoch;
        this.held = this.#matter.decode(effect.epoch, Buffer.concat(effect.parts));
        if (this.held.seq !== effect.seq) throw new Error(`a snapshot at ${effect.seq} holds seq ${this.held.seq}`);
        this.input({ kind: 'applied', generation: effect.generation, seq: effect.seq }, nowMs);
        break;
      }
      case 'change': {
        if (effect.generation !== this.#generation || this.held === null) return;
        if (this.held.seq !== effect.since) throw new Error(`changes since ${effect.since} came due at ${this.held.seq}`);
        this.held = this.held.applyChanges(Buffer.concat(effect.parts));
        if (this.held.seq !== effect.seq) throw new Error(`changes to ${effect.seq} lead to ${this.held.seq}`);
        this.changed += 1;
        this.input({ kind: 'applied', generation: effect.generation, seq: effect.seq }, nowMs);
        break;
      }
      case 'apply': {
        if (effect.generation !== this.#generation || this.held === null) return;
        const opened = openBatch(effect.batch.bytes);
        if (!opened.ok) throw new Error(opened.reason);
        for (const record of recordsOf(opened.columns)) if (record.seq >= effect.from) this.held.apply(record);
        this.input({ kind: 'applied', generation: effect.generation, seq: this.held.seq }, nowMs);
        break;
      }
      case 'check': {
        const { generation } = effect;
        if (generation !== this.#generation || this.held === null) return;
        if (this.held.seq !== effect.seq) throw new Error(`a digest of ${effect.seq} came due at ${this.held.seq}`);
        const agrees = this.held.digest() === effect.digest;
        this.input(agrees ? { kind: 'agreed', generation } : { kind: 'spoiled', generation, cause: 'digest' }, nowMs);
        break;
      }
      default:
        break;
    }
  }
}
