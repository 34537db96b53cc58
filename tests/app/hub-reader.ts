import { io } from 'socket.io-client';
import { ulid } from 'ulid';
import { openBatch } from '../../shared/contract/record-batch';
import { parseRecords } from '../../shared/contract/records';
import { batchSchema, historyAnswerSchema, type Outcome, outcomeSchema, WIRE_VERSION, welcomeSchema } from '../../shared/contract/wire';
import type { Command } from '../../shared/domain/commands';
import type { LogRecord } from '../../shared/domain/events';
import { recordsOf } from '../../shared/domain/record-columns';
import type { Name, TaskKey, UnitKey } from '../../shared/domain/keys';

interface NamedUnit {
  readonly unit: UnitKey;
  readonly name: Name;
}

export interface HubReader {
  /** The first record that fits, of all that this reader has seen or will see. */
  waitFor(fits: (record: LogRecord) => boolean): Promise<LogRecord>;
  /** Whether a record that fits has come so far. */
  seen(fits: (record: LogRecord) => boolean): boolean;
  history(key: number): Promise<readonly LogRecord[]>;
  command(command: Command): Promise<Outcome>;
  /** Two units whose English names nobody else bears. */
  unitsOtherThan(unit: UnitKey): readonly [NamedUnit, NamedUnit];
  firstTask(): TaskKey;
  close(): void;
}

/** Follows a hub's log from its first record over a socket of its own: what the log says, independent of the app. */
export async function readHub(address: { readonly url: string; readonly token: string }): Promise<HubReader> {
  const socket = io(address.url, {
    transports: ['websocket'],
    auth: { token: address.token, wire: WIRE_VERSION, client: 'test-reader' },
    forceNew: true,
  });
  const records: LogRecord[] = [];
  const watchers = new Set<() => void>();
  const units: NamedUnit[] = [];
  const tasks: TaskKey[] = [];

  let headAtStart = Number.POSITIVE_INFINITY;
  const take = (record: LogRecord) => {
    records.push(record);
    const { event } = record;
    if (event.kind === 'catalogue.unit-added') units.push({ unit: event.unit, name: event.name });
    if (event.kind === 'task.defined') tasks.push(event.task);
  };
  await new Promise<void>((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.on('welcome', (message: unknown) => {
      const welcome = welcomeSchema.parse(message);
      headAtStart = welcome.head;
      socket.emit('join', { epoch: welcome.epoch, since: records.at(-1)?.seq ?? 0 });
    });
    socket.on('snapshot', () => reject(new Error('the log is too long for this reader: it wants the records themselves')));
    socket.on('batch', (message: unknown) => {
      const batch = batchSchema.parse(message);
      const opened = openBatch(batch.bytes);
      if (!opened.ok) throw new Error(opened.reason);
      for (const record of recordsOf(opened.columns)) if (record.seq > (records.at(-1)?.seq ?? 0)) take(record);
      socket.emit('took', { seq: batch.to });
      for (const watch of watchers) watch();
      if (batch.to >= headAtStart) resolve();
    });
  });

  return {
    waitFor: (fits) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          watchers.delete(watch);
          reject(new Error('the log did not say so within 30 s'));
        }, 30_000);
        const watch = () => {
          const found = records.find(fits);
          if (found === undefined) return;
          clearTimeout(late);
          watchers.delete(watch);
          resolve(found);
        };
        watchers.add(watch);
        watch();
      }),
    seen: (fits) => records.some(fits),
    async history(key) {
      const answer = historyAnswerSchema.parse(await socket.timeout(10_000).emitWithAck('history', { case: key }));
      if (!answer.ok) throw new Error(answer.problem.detail);
      const parsed = parseRecords(answer.bytes);
      if (!parsed.ok) throw new Error(parsed.reason);
      return parsed.records;
    },
    command: async (command) =>
      outcomeSchema.parse(await socket.timeout(10_000).emitWithAck('command', { key: ulid(), expected: [], command })),
    unitsOtherThan(unit) {
      const [one, two] = units.filter((each) => each.unit !== unit && units.filter(({ name }) => name.en === each.name.en).length === 1);
      if (one === undefined || two === undefined) throw new Error('the log does not name two other units');
      return [one, two];
    },
    firstTask() {
      const [task] = tasks;
      if (task === undefined) throw new Error('the log names no monthly task');
      return task;
    },
    close: () => socket.close(),
  };
}
