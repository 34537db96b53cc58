import { packChunks } from '../../../electron/hub/chunks';
import { settingsOf } from '../../../electron/hub/recover';
import { Fold } from '../../../electron/stream/fold';
import type { City } from '../../../shared/contract/city';
import type { Welcome } from '../../../shared/contract/wire';
import type { LogRecord } from '../../../shared/domain/events';
import { ObjectFold } from '../naive/object-fold';

/** Events that travel together; then the deadlines are asked for, as a frame does. */
const BATCH = { maxRecords: 1_000, maxBytes: 256 * 1024 };
const EPOCH = 'bench';

/** One way from bytes that have arrived to figures that can be read. */
export interface Contestant {
  /** What a hub would send of these records for this way of folding. Not measured. */
  prepare(records: readonly LogRecord[]): readonly (Uint8Array | string)[];
  /** Unpacks, checks and folds what `prepare` has made. Measured. */
  take(messages: readonly (Uint8Array | string)[]): Promise<void>;
  /** The same for all that fold the same records; '' of one that folds nothing. */
  answer(): string;
  /** Bytes of typed columns, with index and wheel; 0 where there are none. */
  columnBytes(): number;
}

export const CONTESTANTS = { columns, objects, parse } as const satisfies Record<string, (city: City) => Contestant>;
export type ContestantName = keyof typeof CONTESTANTS;

/** The stream's own fold, fed with batches as they come from the wire. */
function columns(city: City): Contestant {
  let reached: (seq: number) => void = () => {};
  const fold = new Fold({
    monotonicMs: () => performance.now(),
    log: { info: () => {}, warn: () => {}, error: (fields, text) => console.error(text, fields) },
    report: (result) => {
      if (result.kind === 'applied') reached(result.seq);
      else throw new Error(JSON.stringify(result));
    },
    urgency: () => {},
    moved: () => fold.picture?.projection.deadlines.settle(),
  });
  const welcome: Welcome = {
    epoch: EPOCH,
    head: 0,
    cityNow: 0,
    speed: 1,
    source: { kind: 'simulate', name: 'bench', speed: 1 },
    city,
    role: 'supervisor',
    actor: 'supervisor:bench',
    reach: { from: 0, to: 0 },
  };
  fold.welcome(welcome);
  fold.take({ kind: 'begin', generation: 1, epoch: EPOCH });
  let last = 0;
  return {
    prepare: (records) => packChunks(records, BATCH).map(({ bytes }) => bytes),
    take(messages) {
      const done = new Promise<void>((resolve) => {
        const until = last + messages.length * BATCH.maxRecords;
        reached = (seq) => {
          if (seq === until) resolve();
        };
      });
      for (const bytes of messages as readonly Uint8Array[]) {
        const from = last + 1;
        last += BATCH.maxRecords;
        fold.take({ kind: 'apply', generation: 1, from, batch: { epoch: EPOCH, from, to: last, bytes } });
      }
      return done;
    },
    answer() {
      const { projection } = fold.picture ?? {};
      projection?.deadlines.settle();
      return `${projection?.digest()} ${JSON.stringify(projection?.deadlines.total())} ${projection?.census.open}`;
    },
    columnBytes: () => (fold.picture?.projection.cases.bytes() ?? 0) + (fold.picture?.projection.deadlines.bytes() ?? 0),
  };
}

/** JSON.parse of each event, and the same fold on a Map of objects. */
function objects(city: City): Contestant {
  const fold = new ObjectFold(settingsOf(city));
  let seq = 0;
  return {
    prepare: lines,
    async take(messages) {
      for (const message of messages) {
        fold.apply(JSON.parse(message as string) as LogRecord);
        seq += 1;
        if (seq % BATCH.maxRecords === 0) fold.settle();
      }
    },
    answer() {
      fold.settle();
      const { 'in-time': inTime, 'at-risk': atRisk, breached } = fold.running;
      const totals = { inTime: inTime.total, atRisk: atRisk.total, breached: breached.total };
      return `${fold.digest.value(seq)} ${JSON.stringify(totals)} ${fold.openCases}`;
    },
    columnBytes: () => 0,
  };
}

/** JSON.parse of each event and nothing else: what a design that keeps events as text pays before it folds anything. */
function parse(): Contestant {
  return {
    prepare: lines,
    async take(messages) {
      let last = 0;
      for (const message of messages) last = (JSON.parse(message as string) as LogRecord).seq;
      if (last === 0) throw new Error('nothing parsed');
    },
    answer: () => '',
    columnBytes: () => 0,
  };
}

function lines(records: readonly LogRecord[]): string[] {
  return records.map((record) => JSON.stringify(record));
}
