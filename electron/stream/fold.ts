import type { ConnectionEffect, ConnectionInput } from '../../shared/connection/connection-state';
import type { City } from '../../shared/contract/city';
import { openBatch } from '../../shared/contract/record-batch';
import type { Welcome } from '../../shared/contract/wire';
import type { RecordColumns } from '../../shared/domain/record-columns';
import type { Seq } from '../../shared/domain/keys';
import { Projection } from '../../shared/projection/projection';
import type { ProjectionSettings } from '../../shared/projection/settings';
import { settingsOf } from './city-settings';
import { inTurns } from './in-turns';
import type { Picture } from './picture';
import { release } from './release';
import type { StreamLog } from './stream-log';
import { sameContent } from './tiles/same-content';
import { unpackSnapshot } from './unpack';
import type { Urgency } from './urgency';

type Work = Extract<ConnectionEffect, { kind: 'begin' | 'load' | 'change' | 'apply' | 'advance' | 'check' }>;
type Result = Extract<ConnectionInput, { kind: 'applied' | 'agreed' | 'spoiled' | 'refused' }>;

export interface FoldLimits {
  /** One turn of the event loop folds at most so much, so that frames and sockets get theirs in between. */
  readonly turnRecords: number;
  readonly turnMs: number;
  /** Batches that wait. The hub's window is far smaller; more comes only from a hub that ignores it. */
  readonly mostWaitingBytes: number;
  readonly mostProjectionBytes: number;
}

export const FOLD_LIMITS: FoldLimits = {
  turnRecords: 20_000,
  turnMs: 8,
  mostWaitingBytes: 128 * 1024 * 1024,
  mostProjectionBytes: 1024 * 1024 * 1024,
};

export interface FoldOutside {
  readonly monotonicMs: () => number;
  readonly log: StreamLog;
  /** What the connection must hear of. */
  readonly report: (result: Result) => void;
  /** Told before a picture is rebuilt, and after. */
  readonly urgency: (urgency: Urgency) => void;
  /** The picture has moved or was replaced; called between turns, never inside one. */
  readonly moved: () => void;
}

/**
 * Folds what the connection hands on into the picture, in order and a little at a time. Nobody else changes a projection, and it changes only inside
 * a turn: whatever is read between two turns is true at one seq.
 */
export class Fold {
  picture: Picture | null = null;
  readonly #outside: FoldOutside;
  readonly #limits: FoldLimits;
  #welcome: Welcome | null = null;
  #waiting: Work[] = [];
  #waitingBytes = 0;
  /** The batch that a turn has left unfinished. */
  #open: { readonly bytes: Uint8Array; readonly columns: RecordColumns; next: number } | null = null;
  #generation = 0;
  /** A turn is planned, or a snapshot is being unpacked. */
  #busy = false;
  #nextId = 1;
  #told = { picture: 0, seq: 0 };
  /** The picture must not change as long. */
  #holds = 0;
  #stopped = false;

  constructor(outside: FoldOutside, limits: FoldLimits = FOLD_LIMITS) {
    this.#outside = outside;
    this.#limits = limits;
  }

  /** Shows a picture that was kept on disk. */
  adopt(picture: Omit<Picture, 'id' | 'sound'>): void {
    this.picture = { ...picture, id: this.#nextId++, sound: true };
  }

  /** What the hub says of its city, for the picture that is shown and for the next one. */
  welcome(welcome: Welcome): void {
    this.#welcome = welcome;
    if (this.picture?.epoch !== welcome.epoch) return;
    this.picture = { ...this.picture, city: this.#city(welcome.city), source: welcome.source, speed: welcome.speed };
  }

  /** Work of earlier generations is dropped; the picture stays to be looked at. */
  discard(generation: number): void {
    this.#generation = generation;
    this.#drop();
    if (this.picture !== null) this.picture = { ...this.picture, sound: false };
  }

  take(work: Work): void {
    if (this.#stopped) return;
    if (work.kind === 'begin' || work.kind === 'load') {
      this.#generation = work.generation;
      this.#drop();
    }
    if (work.generation !== this.#generation) return;
    this.#waiting.push(work);
    if (work.kind === 'apply') this.#waitingBytes += work.batch.bytes.byteLength;
    if (this.#waitingBytes > this.#limits.mostWaitingBytes) {
      this.#refuse('it sends far more than its window allows');
      return;
    }
    this.#plan();
  }

  /** Nothing is folded, and what comes waits, until the answer is called (once). */
  hold(): () => void {
    this.#holds += 1;
    return () => {
      this.#holds -= 1;
      this.#plan();
    };
  }

  stop(): void {
    this.#stopped = true;
    this.#drop();
  }

  #drop(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#open = null;
  }

  #plan(): void {
    if (this.#busy || this.#stopped || this.#holds > 0) return;
    this.#busy = true;
    setImmediate(() => {
      this.#busy = false;
      if (this.#holds === 0) this.#turn();
    });
  }

  #turn(): void {
    const until = this.#outside.monotonicMs() + this.#limits.turnMs;
    let left = this.#limits.turnRecords;
    while (!this.#busy && left > 0 && this.#outside.monotonicMs() < until) {
      if (this.#open === null && !this.#next()) break;
      left -= this.#fold(Math.min(left, 500));
    }
    this.#tellApplied();
    this.#outside.moved();
    if (this.#open !== null || this.#waiting.length > 0) this.#plan();
  }

  #tellApplied(): void {
    const { picture } = this;
    if (picture === null || !picture.sound) return;
    const { seq } = picture.projection;
    if (this.#told.picture === picture.id && this.#told.seq === seq) return;
    this.#told = { picture: picture.id, seq };
    this.#outside.report({ kind: 'applied', generation: this.#generation, seq });
  }

  /** Begins the next piece of work; false: there is none. */
  #next(): boolean {
    const work = this.#waiting.shift();
    if (work === undefined) return false;
    switch (work.kind) {
      case 'begin':
        if (this.#welcome !== null) this.#show(work.epoch, this.#welcome, new Projection(settingsOf(this.#welcome.city)));
        break;
      case 'load':
        this.#busy = true;
        void this.#load(work, (bytes, settings) => Projection.decodeSteps(bytes, settings));
        break;
      case 'change':
        this.#busy = true;
        void this.#load(work, (bytes) => this.#change(work.since, bytes));
        break;
      case 'apply':
        this.#waitingBytes -= work.batch.bytes.byteLength;
        this.#openBatch(work);
        break;
      case 'advance':
        this.#guard('records', () => this.picture?.projection.advanceTo(work.cityNow));
        break;
      case 'check':
        this.#check(work);
        break;
    }
    return true;
  }

  #openBatch(work: Extract<Work, { kind: 'apply' }>): void {
    const { from, to, bytes } = work.batch;
    const opened = openBatch(bytes);
    const why = opened.ok ? misfit(opened.columns, from, to) : opened.reason;
    if (!opened.ok || why !== null) {
      this.#refuse(`its records ${from} to ${to} do not pass the check: ${why}`);
      return;
    }
    this.#open = { bytes, columns: opened.columns, next: work.from - from };
  }

  /** Folds at most `most` records of the open batch and says how many it were. */
  #fold(most: number): number {
    const open = this.#open;
    const projection = this.picture?.projection;
    if (open === null || projection === undefined) return 0;
    const { columns } = open;
    const end = Math.min(columns.length, open.next + most);
    const from = open.next;
    this.#guard('records', () => {
      projection.applyColumns(columns, from, end);
      open.next = end;
    });
    if (this.#open === open && open.next >= columns.length) {
      this.#open = null;
      release(open.bytes);
    }
    return Math.max(1, open.next - from);
  }

  /** Shows what `make` makes of the parts. Other work waits meanwhile. */
  async #load(
    work: Extract<Work, { kind: 'load' | 'change' }>,
    make: (bytes: Uint8Array, settings: ProjectionSettings) => Generator<void, Projection>,
  ): Promise<void> {
    this.#outside.urgency('rebuilding');
    try {
      const bytes = await unpackSnapshot(work.parts, this.#limits.mostProjectionBytes);
      const welcome = this.#welcome;
      if (welcome === null || !this.#isWanted(work)) return;
      const projection = await inTurns(this.#whileWanted(work, make(bytes, settingsOf(welcome.city))));
      release(bytes);
      if (projection === null) return;
      if (projection.seq !== work.seq) throw new Error(`a snapshot at seq ${work.seq} holds seq ${projection.seq}`);
      this.#show(work.epoch, welcome, projection);
      this.#tellApplied();
    } catch (error) {
      if (work.generation === this.#generation) this.#spoil('snapshot', error);
    } finally {
      this.#outside.urgency('telling');
      this.#busy = false;
      this.#outside.moved();
      this.#plan();
    }
  }

  /** The same steps; null as soon as their result is not wanted any more. */
  *#whileWanted(work: Work, steps: Generator<void, Projection>): Generator<void, Projection | null> {
    for (;;) {
      const step = steps.next();
      if (!this.#isWanted(work)) return null;
      if (step.done === true) return step.value;
      yield;
    }
  }

  #isWanted({ generation }: Work): boolean {
    return generation === this.#generation && !this.#stopped;
  }

  /** In one step: until it is done, what is held must not be looked at. */
  *#change(since: Seq, bytes: Uint8Array): Generator<void, Projection> {
    yield;
    return this.#heldAt(since).applyChanges(bytes);
  }

  #heldAt(seq: Seq): Projection {
    const projection = this.picture?.projection;
    if (projection === undefined || projection.seq !== seq) throw new Error(`changes since seq ${seq} do not fit what is held`);
    return projection;
  }

  #show(epoch: string, { city, source, speed }: Welcome, projection: Projection): void {
    this.picture = { id: this.#nextId++, epoch, projection, city: this.#city(city), source, speed, sound: true };
  }

  /** The city that is shown already if the new one says the same, so that windows are not sent its outlines again. */
  #city(city: City): City {
    return this.picture !== null && sameContent(this.picture.city, city) ? this.picture.city : city;
  }

  #check(work: Extract<Work, { kind: 'check' }>): void {
    const projection = this.picture?.projection;
    if (projection === undefined || projection.seq !== work.seq) return;
    if (projection.digest() === work.digest) this.#outside.report({ kind: 'agreed', generation: work.generation });
    else this.#spoil('digest', new Error(`the digest at seq ${work.seq} is not the hub's`));
  }

  #guard(cause: 'records', work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#spoil(cause, error);
    }
  }

  #spoil(cause: 'digest' | 'records' | 'snapshot', error: unknown): void {
    this.#outside.log.error({ cause, error: String(error) }, 'what the hub has sent does not hold together');
    const generation = this.#generation;
    this.#drop();
    this.#outside.report({ kind: 'spoiled', generation, cause });
  }

  #refuse(detail: string): void {
    this.#drop();
    this.#outside.report({
      kind: 'refused',
      problem: { type: 'invalid', title: 'The hub breaks the wire contract', status: 502, detail },
    });
    // What was handed on is not folded any more, so nothing of it may be counted on.
    this.#outside.report({ kind: 'spoiled', generation: this.#generation, cause: 'refused' });
  }
}

/** null: exactly the records `from` … `to`. */
function misfit(columns: RecordColumns, from: number, to: number): string | null {
  if (columns.length !== to - from + 1) return `${columns.length} records`;
  return columns.from === from ? null : `they begin at ${columns.from}`;
}
