import type { DomainEvent } from '../domain/events';
import { NONE } from '../domain/keys';
import type { Instant } from '../time/instant';
import { zoneClock } from '../time/zone';
import type { ZoneClock } from '../time/zone';
import { anyDateReader } from './date-format';
import type { DateReader } from './date-format';
import type { Mapping } from './mapping';
import { readRow } from './recorded-row';
import type { ReadColumn, RecordedCase, RowRefusal } from './recorded-row';

/** One thing that the file says has happened. */
export interface RecordedEvent {
  readonly at: Instant;
  readonly event: DomainEvent;
}

/** What became of the rows: rows = kept + Σ refused.count, each row counted once. */
export interface RowReport {
  readonly rows: number;
  readonly kept: number;
  /** Of the kept ones: those whose place is missing, a placeholder or outside the city. */
  readonly withoutPlace: number;
  readonly refused: readonly { readonly reason: RowRefusal; readonly count: number; readonly examples: readonly string[] }[];
  readonly events: number;
}

const EXAMPLES = 5;
/** All rows are held until they are in order; about 1 GB. */
const MOST_ROWS = 2_000_000;
/** Codes are no longer than this on the wire. */
const CODE_LIMIT = 64;
/** Columns hold keys of units, categories and areas in 16 bits. */
const NAMES_LIMIT = 0xffff;

/**
 * Turns recorded rows into events: hand every row in, then `finish`. Each kept row becomes received and dispatched when it was created, and, if it has
 * ended, resolved and closed, or cancelled, at its end. The files note no acceptance and no start of work, so none is told. A duplicate has no
 * known original, so it cannot be merged: it is cancelled, with the file's own words as the reason.
 */
export class RowsToEvents {
  private readonly clock: ZoneClock;
  private readonly readDate: DateReader;
  private readonly cases: RecordedCase[] = [];
  private readonly references = new Set<string>();
  private readonly units = new Set<string>();
  private readonly categories = new Set<string>();
  private readonly areas = new Set<string>();
  private readonly refused = new Map<RowRefusal, { count: number; examples: string[] }>();
  private rows = 0;
  private withoutPlace = 0;

  /** Throws a RangeError on a zone or a date format that makes no sense. */
  constructor(
    private readonly mapping: Mapping,
    private readonly mostRows = MOST_ROWS,
  ) {
    this.clock = zoneClock(mapping.city.zone);
    this.readDate = anyDateReader(mapping.dateFormats);
  }

  /** `label`: how the report names the row if it has no reference, e.g. `line 17`. */
  add(read: ReadColumn, label: string): void {
    const row = readRow(this.mapping, this.clock, this.readDate, read);
    if (typeof row === 'string') return this.refuse(row, read('reference').trim() || label);
    if (this.references.has(row.reference)) return this.refuse('duplicate-id', row.reference);
    if (this.cases.length >= this.mostRows) return this.refuse('too-many-rows', row.reference);
    if (!this.room(row)) return this.refuse('too-many-names', row.reference);
    this.rows += 1;
    this.references.add(row.reference);
    this.units.add(row.unit);
    this.categories.add(row.category);
    if (row.area !== '') this.areas.add(row.area);
    if (row.place === null) this.withoutPlace += 1;
    this.cases.push(row);
  }

  /** A row that could not be read at all, or is not to be taken for another reason. */
  refuse(reason: RowRefusal, label: string): void {
    this.rows += 1;
    const entry = this.refused.get(reason) ?? { count: 0, examples: [] };
    entry.count += 1;
    if (entry.examples.length < EXAMPLES) entry.examples.push(label.slice(0, 64));
    this.refused.set(reason, entry);
  }

  /** All events by time; what happens at the same time stays in the order of the rows, and of each case's life. */
  finish(): { readonly events: readonly RecordedEvent[]; readonly report: RowReport } {
    // Rows by creation first, so that cases get their keys in the order in which they come.
    const cases = this.cases.toSorted((a, b) => a.createdAt - b.createdAt);
    const steps: { at: Instant; index: number; step: number }[] = [];
    for (const [index, { createdAt, endedAt }] of cases.entries()) {
      steps.push({ at: createdAt, index, step: 0 });
      if (endedAt !== 0) steps.push({ at: endedAt, index, step: 1 });
    }
    steps.sort((a, b) => a.at - b.at || a.step - b.step || a.index - b.index);
    const catalogue = new Catalogue();
    const events: RecordedEvent[] = [];
    for (const { at, index, step } of steps) {
      const row = cases[index]!;
      const told = step === 0 ? [...catalogue.introduce(row), ...begin(row, index + 1, catalogue)] : end(row, index + 1);
      for (const event of told) events.push({ at, event });
    }
    const refused = [...this.refused].map(([reason, { count, examples }]) => ({ reason, count, examples }));
    const { rows, withoutPlace } = this;
    return { events, report: { rows, kept: cases.length, withoutPlace, refused, events: events.length } };
  }

  private room({ unit, category, area }: RecordedCase): boolean {
    const full = (names: ReadonlySet<string>, name: string): boolean => names.size >= NAMES_LIMIT && !names.has(name);
    return !full(this.units, unit) && !full(this.categories, category) && !full(this.areas, area);
  }
}

/** Keys of units, categories and areas, given in the order of their first use. */
class Catalogue {
  readonly units = new Map<string, number>();
  readonly categories = new Map<string, number>();
  readonly areas = new Map<string, number>();

  /** The events that introduce what the row names for the first time. The file knows one language, so names are given in it twice. */
  introduce({ unit, category, area }: RecordedCase): DomainEvent[] {
    const events: DomainEvent[] = [];
    const name = (text: string) => ({ zh: text, en: text });
    if (area !== '' && !this.areas.has(area)) {
      this.areas.set(area, this.areas.size + 1);
      events.push({ kind: 'catalogue.district-added', district: this.areas.size, code: codeOf(area, this.areas.size), name: name(area) });
    }
    if (!this.units.has(unit)) {
      this.units.set(unit, this.units.size + 1);
      const key = this.units.size;
      events.push({
        kind: 'catalogue.unit-added',
        unit: key,
        code: codeOf(unit, key),
        unitKind: 'department',
        district: NONE,
        name: name(unit),
      });
    }
    if (!this.categories.has(category)) {
      this.categories.set(category, this.categories.size + 1);
      const key = this.categories.size;
      events.push({ kind: 'catalogue.category-added', category: key, code: codeOf(category, key), parent: NONE, name: name(category) });
    }
    return events;
  }
}

/** A name is its own code; one that is too long for a code is cut and told apart by its key. */
function codeOf(name: string, key: number): string {
  return name.length <= CODE_LIMIT ? name : `${name.slice(0, CODE_LIMIT - 8)}…${key}`;
}

function begin(row: RecordedCase, key: number, catalogue: Catalogue): DomainEvent[] {
  const { reference, channel, place, grade, dueAt } = row;
  return [
    {
      kind: 'case.received',
      case: key,
      reference,
      contact: 'appeal',
      channel,
      category: catalogue.categories.get(row.category) ?? NONE,
      district: catalogue.areas.get(row.area) ?? NONE,
      township: NONE,
      place,
      call: NONE,
    },
    { kind: 'case.dispatched', case: key, unit: catalogue.units.get(row.unit) ?? NONE, grade, dueAt },
  ];
}

function end({ status, statusText }: RecordedCase, key: number): DomainEvent[] {
  if (status !== 'closed') return [{ kind: 'case.cancelled', case: key, reason: statusText }];
  return [
    { kind: 'case.resolved', case: key },
    { kind: 'case.closed', case: key },
  ];
}
