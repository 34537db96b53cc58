import { EVENT_KINDS, GENERAL_CODES } from '../domain/event-codes';
import type { DomainEvent, LogRecord } from '../domain/events';
import type { Actor } from '../domain/keys';
import type { RecordColumns } from '../domain/record-columns';
import { recordAt } from '../domain/record-columns';
import { ROLES } from '../domain/terms';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { readDecided, writeDecided } from './staffing';

export const TIMELINE_LENGTH = 30;

/** Kinds worth telling. Cases move thousands of times an hour by themselves; of those only what a person did is. Order: the snapshot's. */
const KINDS = [
  'emergency.opened',
  'emergency.closed',
  'task.progressed',
  'case.reassigned',
  'case.urged',
  'case.merged',
  'case.cancelled',
  'staffing.decided',
] as const;
type NotableEvent = Extract<DomainEvent, { kind: (typeof KINDS)[number] }>;

/** 1 for kinds that columns hold and that are worth telling when a person did it. */
const ROW_KINDS = Uint8Array.from(EVENT_KINDS, (kind, code) =>
  code < GENERAL_CODES && (KINDS as readonly string[]).includes(kind) ? 1 : 0,
);

/** The latest notable records, oldest first, at most 30. */
export class Timeline {
  private records: (LogRecord & { readonly event: NotableEvent })[] = [];
  /** Counts the notable records of the whole log. */
  revision = 0;
  /** The actors of the columns that were looked at last, and which of them are persons: many records of a batch are of few actors. */
  private actors: readonly Actor[] = [];
  private persons: readonly boolean[] = [];

  /** Newest first. */
  newest(): LogRecord[] {
    return this.records.toReversed();
  }

  apply(record: LogRecord): void {
    const { seq, at, by, event } = record;
    if (!notable(event, by)) return;
    this.revision += 1;
    this.records.push({ seq, at, by, event });
    if (this.records.length > TIMELINE_LENGTH) this.records.shift();
  }

  /** The same for the record in `row`, made an object only if it is worth telling. */
  applyRow(columns: RecordColumns, row: number): void {
    if (ROW_KINDS[columns.kind[row]!] === 0) return;
    const { actors } = columns;
    if (actors !== this.actors || actors.length !== this.persons.length) {
      this.actors = actors;
      this.persons = actors.map(isPerson);
    }
    if (this.persons[columns.by[row]!] === true) this.apply(recordAt(columns, row));
  }

  /** The same without what people wrote about cases and staffing; why an emergency was opened or closed is for everybody. */
  wordless(): Timeline {
    const copy = new Timeline();
    copy.revision = this.revision;
    copy.records = this.records.map((record) => ({ ...record, event: wordless(record.event) }));
    return copy;
  }

  canonical(): unknown {
    return { revision: this.revision, records: [...this.records] };
  }

  write(writer: SnapshotWriter): void {
    writer.number(this.revision);
    writer.number(this.records.length);
    for (const { seq, at, by, event } of this.records) {
      writer.number(seq);
      writer.number(at);
      writer.text(by);
      writer.number(KINDS.indexOf(event.kind));
      writeEvent(event, writer);
    }
  }

  read(reader: SnapshotReader): void {
    this.revision = reader.integer();
    this.records = [];
    for (let left = reader.integer(TIMELINE_LENGTH); left > 0; left -= 1) {
      const seq = reader.integer();
      const at = reader.instant();
      const by = reader.text();
      this.records.push({ seq, at, by, event: readEvent(reader) });
    }
  }
}

function wordless(event: NotableEvent): NotableEvent {
  switch (event.kind) {
    case 'case.reassigned':
    case 'case.urged':
    case 'case.cancelled':
    case 'staffing.decided':
      return { ...event, reason: '' };
    default:
      return event;
  }
}

/** An actor `<role>:<name>` is a person; `system`, `source:…` and `unit:…` are not. */
export function isPerson(by: string): boolean {
  const colon = by.indexOf(':');
  return colon > 0 && (ROLES as readonly string[]).includes(by.slice(0, colon));
}

function notable(event: DomainEvent, by: string): event is NotableEvent {
  switch (event.kind) {
    case 'emergency.opened':
    case 'emergency.closed':
    case 'task.progressed':
    case 'staffing.decided':
      return true;
    case 'case.reassigned':
    case 'case.urged':
    case 'case.merged':
    case 'case.cancelled':
      return isPerson(by);
    default:
      return false;
  }
}

function writeEvent(event: NotableEvent, writer: SnapshotWriter): void {
  switch (event.kind) {
    case 'emergency.opened':
      writer.number(event.emergency);
      writer.text(event.playbook);
      writer.flag(event.drill);
      writer.text(event.reason);
      return;
    case 'emergency.closed':
      writer.number(event.emergency);
      writer.text(event.reason);
      return;
    case 'task.progressed':
      writer.number(event.task);
      writer.number(event.value);
      return;
    case 'case.reassigned':
      for (const number of [event.case, event.from, event.to, event.dueAt]) writer.number(number);
      writer.text(event.reason);
      return;
    case 'case.urged':
    case 'case.cancelled':
      writer.number(event.case);
      writer.text(event.reason);
      return;
    case 'case.merged':
      writer.number(event.case);
      writer.number(event.into);
      return;
    case 'staffing.decided':
      writeDecided(event, writer);
      return;
    default:
      event satisfies never;
  }
}

function readEvent(reader: SnapshotReader): NotableEvent {
  const kind = reader.oneOf(KINDS);
  const key = () => reader.integer(0xffff_ffff);
  switch (kind) {
    case 'emergency.opened':
      return { kind, emergency: key(), playbook: reader.text(), drill: reader.flag(), reason: reader.text() };
    case 'emergency.closed':
      return { kind, emergency: key(), reason: reader.text() };
    case 'task.progressed':
      return { kind, task: key(), value: reader.number() };
    case 'case.reassigned':
      return { kind, case: key(), from: key(), to: key(), dueAt: reader.instant(), reason: reader.text() };
    case 'case.urged':
    case 'case.cancelled':
      return { kind, case: key(), reason: reader.text() };
    case 'case.merged':
      return { kind, case: key(), into: key() };
    case 'staffing.decided':
      return readDecided(reader);
  }
}
