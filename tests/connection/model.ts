import { packRecords, unpackUnchecked } from '../../shared/contract/pack';
import type { Batch, Heartbeat, Snapshot, Welcome } from '../../shared/contract/wire';
import type { LogRecord } from '../../shared/domain/events';
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

/** A log that nothing goes wrong with. */
export class ModelLog {
  epoch: string;
  records: LogRecord[] = [];

  constructor(epoch: string) {
    this.epoch = epoch;
  }

  grow(count: number): void {
    for (let i = 0; i < count; i++) {
      const seq = this.records.length + 1;
      // The actor carries the epoch, so that records of two logs can be told apart in what was folded.
      this.records.push({ seq, at: seq * 10, by: `${this.epoch}:${seq}`, event: { kind: 'log.redacted' } });
    }
  }

  get head(): number {
    return this.records.length;
  }
}

/** What a folded run of records comes to: enough to be compared, and to notice a loss or a double at once. */
export function foldedDigest(records: readonly LogRecord[]): string {
  return `${records.length}/${records.at(-1)?.by ?? ''}`;
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
    serviceLevel: { thresholdMs: 15_000, target: 0.95 },
    horizonMs: 7_200_000,
    playbooks: [],
  },
  role: 'supervisor',
  actor: 'supervisor:model',
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
    this.#send({ kind: 'welcome', message: { ...WELCOME, epoch: log.epoch, head: log.head, cityNow: log.head * 10 } });
    const knows = epoch === log.epoch && since <= log.head;
    this.#cursor = knows ? since : 0;
    if (!knows && this.#random() < 0.7) this.#snapshot();
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

  /** A slow client is switched over to a snapshot. */
  skip(): void {
    if (this.#cursor === null) return;
    this.#snapshot();
  }

  beat(digest: string | null): void {
    if (this.#cursor === null) return;
    const { epoch, head } = this.#log;
    const value = digest ?? foldedDigest(this.#log.records);
    this.#send({
      kind: 'heartbeat',
      message: { epoch, head, cityNow: head * 10, serverNow: 0, speed: 1, digest: this.#cursor === head ? { seq: head, value } : null },
    });
  }

  #batch(from: number, to: number): void {
    const bytes = packRecords(this.#log.records.slice(from - 1, to));
    this.#send({ kind: 'batch', message: { epoch: this.#log.epoch, from, to, bytes } });
  }

  #snapshot(): void {
    const { epoch, head } = this.#log;
    const bytes = packRecords(this.#log.records);
    const parts = 1 + Math.floor(this.#random() * 4);
    const size = Math.ceil(bytes.length / parts);
    for (let part = 0; part < parts; part++) {
      this.#send({
        kind: 'snapshot',
        message: { epoch, seq: head, part, parts, bytes: bytes.slice(part * size, (part + 1) * size) },
      });
    }
    this.#cursor = head;
  }
}

export interface Kept {
  readonly epoch: string;
  readonly records: readonly LogRecord[];
}

interface Out {
  connect(): void;
  disconnect(): void;
  join(epoch: string | null, since: number): void;
}

/** The owner of a connection in small: it folds into a plain list and says at once when the machine's promise is broken. */
export class ModelClient {
  state: Connection = NOT_STARTED;
  epoch: string | null = null;
  folded: LogRecord[] = [];
  connects = 0;
  readonly notes: string[] = [];
  readonly #out: Out;
  readonly #random: () => number;
  readonly #work: ConnectionEffect[] = [];
  #generation = 0;

  constructor(out: Out, random: () => number) {
    this.#out = out;
    this.#random = random;
  }

  start(kept: Kept | null, nowMs: number): void {
    if (kept !== null) {
      this.epoch = kept.epoch;
      this.folded = [...kept.records];
    }
    const cached = kept === null ? null : { epoch: kept.epoch, seq: kept.records.length, ageMs: 1_000 };
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
        this.connects += 1;
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
        this.folded = [];
        break;
      case 'load': {
        this.#generation = effect.generation;
        this.epoch = effect.epoch;
        this.folded = unpackUnchecked(Buffer.concat(effect.parts)) as LogRecord[];
        if (this.folded.length !== effect.seq) throw new Error(`a snapshot at ${effect.seq} holds ${this.folded.length} records`);
        this.input({ kind: 'applied', generation: effect.generation, seq: effect.seq }, nowMs);
        break;
      }
      case 'apply': {
        if (effect.generation !== this.#generation) return;
        const records = (unpackUnchecked(effect.batch.bytes) as LogRecord[]).filter((record) => record.seq >= effect.from);
        for (const record of records) {
          if (record.seq !== this.folded.length + 1) throw new Error(`record ${record.seq} was handed on after ${this.folded.length}`);
          if (record.by !== `${this.epoch}:${record.seq}`) throw new Error(`record ${record.by} was handed on in epoch ${this.epoch}`);
          this.folded.push(record);
        }
        this.input({ kind: 'applied', generation: effect.generation, seq: this.folded.length }, nowMs);
        break;
      }
      case 'check': {
        if (effect.generation !== this.#generation) return;
        if (this.folded.length !== effect.seq) throw new Error(`a digest of ${effect.seq} came due at ${this.folded.length}`);
        const agrees = foldedDigest(this.folded) === effect.digest;
        this.input(
          agrees ? { kind: 'agreed', generation: effect.generation } : { kind: 'spoiled', generation: effect.generation, cause: 'digest' },
          nowMs,
        );
        break;
      }
      default:
        break;
    }
  }
}
