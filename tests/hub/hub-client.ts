import { inflateRawSync } from 'node:zlib';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { ulid } from 'ulid';
import { afterEach } from 'vitest';
import { settingsOf } from '../../electron/hub/recover';
import { openBatch } from '../../shared/contract/record-batch';
import { batchSchema, heartbeatSchema, snapshotSchema, welcomeSchema, WIRE_VERSION } from '../../shared/contract/wire';
import type { Heartbeat, HubToStream, Outcome, Snapshot, StreamToHub, Welcome } from '../../shared/contract/wire';
import type { Past } from '../../shared/contract/past';
import type { Command } from '../../shared/domain/commands';
import type { LogRecord } from '../../shared/domain/events';
import { recordsOf } from '../../shared/domain/record-columns';
import { Projection } from '../../shared/projection/projection';

const clients = new Set<HubClient>();

afterEach(() => {
  for (const client of clients) client.close();
  clients.clear();
});

/**
 * A small honest client: checks everything against the wire's schemas, folds what comes, says `took` unless it is told not to, and keeps a note
 * of all that it heard.
 */
export class HubClient {
  readonly socket: Socket<HubToStream, StreamToHub>;
  readonly records: LogRecord[] = [];
  readonly heartbeats: Heartbeat[] = [];
  readonly snapshotSeqs: number[] = [];
  /** Where those of them began that were changes. */
  readonly changesSince: number[] = [];
  readonly batchSizes: number[] = [];
  /** Bytes of the biggest snapshot part. */
  biggestPart = 0;
  welcome: Welcome | null = null;
  projection: Projection | null = null;
  /** false: a client that reads but never says so. */
  takes = true;
  #parts: Snapshot[] = [];
  /** Records up to here are not taken again. */
  #last = 0;
  readonly #waiting = new Set<() => void>();

  constructor(url: string, token: string, wire: number = WIRE_VERSION, past: Past | null = null) {
    this.socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, auth: { token, wire, client: 'test', past } });
    this.socket.on('welcome', (message) => {
      this.welcome = welcomeSchema.parse(message);
      this.#changed();
    });
    this.socket.on('batch', (message) => this.#batch(message));
    this.socket.on('snapshot', (message) => this.#snapshot(message));
    this.socket.on('heartbeat', (message) => {
      this.heartbeats.push(heartbeatSchema.parse(message));
      this.#changed();
    });
    this.socket.on('disconnect', () => this.#changed());
    clients.add(this);
  }

  get last(): number {
    return this.projection?.seq ?? 0;
  }

  /** Follows the log from its first record. */
  async follow(): Promise<this> {
    await this.until(() => this.welcome !== null);
    this.projection = this.#empty();
    this.join(this.welcome?.epoch ?? null, 0);
    return this;
  }

  /** Joins like a client that has nothing: it gets a snapshot. */
  async joinAnew(): Promise<this> {
    await this.until(() => this.welcome !== null);
    this.join(null, 0);
    return this;
  }

  /** "I have everything up to `since`"; it may be a lie. */
  join(epoch: string | null, since: number): void {
    this.#last = since;
    this.socket.emit('join', { epoch, since });
  }

  /** Resolves when `is` holds after something was heard; rejects when the socket ends before. */
  until(is: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (is()) resolve();
        else if (this.socket.disconnected && this.welcome !== null) reject(new Error('the socket has ended'));
        else return;
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
      look();
    });
  }

  command(command: Command, expected: { case: number; version: number }[] = [], key = ulid()): Promise<Outcome> {
    return this.socket.emitWithAck('command', { key, expected, command });
  }

  close(): void {
    this.socket.disconnect();
  }

  #empty(): Projection {
    if (this.welcome === null) throw new Error('no welcome yet');
    return new Projection(settingsOf(this.welcome.city));
  }

  #batch(message: unknown): void {
    const { from, to, bytes } = batchSchema.parse(message);
    const opened = openBatch(bytes);
    if (!opened.ok) throw new Error(opened.reason);
    const records = recordsOf(opened.columns);
    this.batchSizes.push(bytes.byteLength);
    if (records[0]?.seq !== from || records.at(-1)?.seq !== to) throw new Error(`a batch ${from}…${to} holds other records`);
    if (to <= this.#last || from > this.#last + 1) throw new Error(`a batch ${from}…${to} came after ${this.#last}`);
    for (const record of records) {
      if (record.seq <= this.#last) continue;
      this.projection?.apply(record);
      this.records.push(record);
    }
    this.#last = to;
    if (this.takes) this.socket.emit('took', { seq: to });
    this.#changed();
  }

  #snapshot(message: unknown): void {
    const part = snapshotSchema.parse(message);
    this.#parts.push(part);
    this.biggestPart = Math.max(this.biggestPart, part.bytes.byteLength);
    if (part.part + 1 < part.parts) return;
    const packed = Buffer.concat(this.#parts.map(({ bytes }) => bytes));
    this.#parts = [];
    if (this.welcome === null) throw new Error('a snapshot before the welcome');
    const bytes = inflateRawSync(packed);
    if (part.since === null) this.projection = Projection.decode(bytes, settingsOf(this.welcome.city));
    else if (this.projection === null || part.since !== this.#last) throw new Error('changes that nobody can use');
    else this.projection = this.projection.applyChanges(bytes);
    if (part.since !== null) this.changesSince.push(part.since);
    if (this.projection.seq !== part.seq) throw new Error('a snapshot of another seq');
    this.snapshotSeqs.push(part.seq);
    this.#last = part.seq;
    if (this.takes) this.socket.emit('took', { seq: part.seq });
    this.#changed();
  }

  #changed(): void {
    for (const look of this.#waiting) look();
  }
}

/** Why the hub would not have this client: the problem document. */
export function refusalOf(client: HubClient): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.socket.once('connect_error', (error) => resolve('data' in error ? error.data : error.message));
    client.socket.once('connect', () => reject(new Error('was let in')));
  });
}
