import type { CatalogueEvent } from '../domain/events';
import type { CategoryKey, DistrictKey, Name, Place, QueueKey, TownshipKey, UnitKey } from '../domain/keys';
import { ABANDON_RULES } from '../domain/service-level';
import type { AbandonRule } from '../domain/service-level';
import { UNIT_KINDS } from '../domain/terms';
import type { UnitKind } from '../domain/terms';
import type { DurationMs } from '../time/instant';
import { isSmallKey, QUEUE_LIMIT, SMALL_KEY_LIMIT } from './key-limits';
import { BadSnapshot } from './errors';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

export interface DistrictEntry {
  readonly code: string;
  readonly name: Name;
}
export interface TownshipEntry extends DistrictEntry {
  readonly district: DistrictKey;
  readonly place: Place | null;
}
export interface UnitEntry extends DistrictEntry {
  readonly kind: UnitKind;
  readonly district: DistrictKey;
}
export interface CategoryEntry extends DistrictEntry {
  readonly parent: CategoryKey;
}
/** A queue of the phone line. Entry 0 stands for "no queue told": its threshold and rule are the city's, not these. */
export interface QueueEntry extends DistrictEntry {
  readonly thresholdMs: DurationMs;
  readonly abandonRule: AbandonRule;
}

const NO_NAME: Name = { zh: '', en: '' };

/**
 * The city's reference data. Entry k of a list belongs to key k; entry 0, and keys that nothing has introduced, are empty entries (code ''). Lists are
 * only ever appended to; `revision` counts the changes.
 */
export class Catalogue {
  readonly districts: DistrictEntry[] = [{ code: '', name: NO_NAME }];
  readonly townships: TownshipEntry[] = [{ code: '', name: NO_NAME, district: 0, place: null }];
  readonly units: UnitEntry[] = [{ code: '', name: NO_NAME, kind: 'department', district: 0 }];
  readonly categories: CategoryEntry[] = [{ code: '', name: NO_NAME, parent: 0 }];
  readonly queues: QueueEntry[] = [{ code: '', name: NO_NAME, thresholdMs: 0, abandonRule: 'abandons-missed' }];
  revision = 0;

  hasUnit(key: UnitKey): boolean {
    return has(this.units, key);
  }

  hasCategory(key: CategoryKey): boolean {
    return has(this.categories, key);
  }

  hasQueue(key: QueueKey): boolean {
    return has(this.queues, key);
  }

  /** The next free key of each list. */
  get next(): { district: DistrictKey; township: TownshipKey; unit: UnitKey; category: CategoryKey; queue: QueueKey } {
    return {
      district: this.districts.length,
      township: this.townships.length,
      unit: this.units.length,
      category: this.categories.length,
      queue: this.queues.length,
    };
  }

  /** null: fine. Keys are introduced once. */
  objection(event: CatalogueEvent): string | null {
    const [list, key] = this.target(event);
    const limit = event.kind === 'catalogue.queue-added' ? QUEUE_LIMIT : SMALL_KEY_LIMIT;
    if (!isSmallKey(key) || key > limit) return `key ${key} is not in 1…${limit}`;
    if (event.kind === 'catalogue.queue-added' && !(Number.isSafeInteger(event.thresholdMs) && event.thresholdMs >= 0))
      return `its threshold ${event.thresholdMs} is no length of time`;
    if (event.code === '') return 'its code is empty';
    return has(list, key) ? `key ${key} is there already` : null;
  }

  /** `event` must have raised no objection. */
  apply(event: CatalogueEvent): void {
    this.revision += 1;
    switch (event.kind) {
      case 'catalogue.district-added':
        put(this.districts, event.district, { code: event.code, name: event.name });
        return;
      case 'catalogue.township-added': {
        const { code, name, district, place } = event;
        put(this.townships, event.township, { code, name, district, place });
        return;
      }
      case 'catalogue.unit-added': {
        const { code, name, unitKind, district } = event;
        put(this.units, event.unit, { code, name, kind: unitKind, district });
        return;
      }
      case 'catalogue.category-added':
        put(this.categories, event.category, { code: event.code, name: event.name, parent: event.parent });
        return;
      case 'catalogue.queue-added': {
        const { code, name, thresholdMs, abandonRule } = event;
        put(this.queues, event.queue, { code, name, thresholdMs, abandonRule });
        return;
      }
      default:
        event satisfies never;
    }
  }

  /** Becomes what another one is; entries are never changed, so both may hold them. */
  adopt(other: Catalogue): void {
    this.revision = other.revision;
    for (const name of ['districts', 'townships', 'units', 'categories', 'queues'] as const) {
      const list: unknown[] = this[name];
      list.splice(0, list.length, ...other[name]);
    }
  }

  canonical(): unknown {
    const { districts, townships, units, categories, queues } = this;
    return {
      districts: [...districts],
      townships: [...townships],
      units: [...units],
      categories: [...categories],
      queues: [...queues],
    };
  }

  write(writer: SnapshotWriter): void {
    const entry = ({ code, name }: DistrictEntry) => {
      writer.text(code);
      writer.text(name.zh);
      writer.text(name.en);
    };
    writer.number(this.revision);
    writer.number(this.districts.length);
    for (const district of this.districts) entry(district);
    writer.number(this.townships.length);
    for (const township of this.townships) {
      entry(township);
      writer.number(township.district);
      writer.number(township.place?.longitude ?? Number.NaN);
      writer.number(township.place?.latitude ?? Number.NaN);
    }
    writer.number(this.units.length);
    for (const unit of this.units) {
      entry(unit);
      writer.number(UNIT_KINDS.indexOf(unit.kind));
      writer.number(unit.district);
    }
    writer.number(this.categories.length);
    for (const category of this.categories) {
      entry(category);
      writer.number(category.parent);
    }
    writer.number(this.queues.length);
    for (const queue of this.queues) {
      entry(queue);
      writer.number(queue.thresholdMs);
      writer.number(ABANDON_RULES.indexOf(queue.abandonRule));
    }
  }

  read(reader: SnapshotReader): void {
    const entry = () => ({ code: reader.text(), name: { zh: reader.text(), en: reader.text() } });
    const key = () => reader.integer(0xffff_ffff);
    this.revision = reader.integer();
    fill(this.districts, reader, entry);
    fill(this.townships, reader, () => ({ ...entry(), district: key(), place: placeOf(reader.number(), reader.number()) }));
    fill(this.units, reader, () => ({ ...entry(), kind: reader.oneOf(UNIT_KINDS), district: key() }));
    fill(this.categories, reader, () => ({ ...entry(), parent: key() }));
    fill(this.queues, reader, () => ({ ...entry(), thresholdMs: reader.integer(), abandonRule: reader.oneOf(ABANDON_RULES) }));
    if (this.queues.length > QUEUE_LIMIT + 1) throw new BadSnapshot('there are more queues than there can be');
  }

  private target(event: CatalogueEvent): [readonly DistrictEntry[], number] {
    switch (event.kind) {
      case 'catalogue.district-added':
        return [this.districts, event.district];
      case 'catalogue.township-added':
        return [this.townships, event.township];
      case 'catalogue.unit-added':
        return [this.units, event.unit];
      case 'catalogue.category-added':
        return [this.categories, event.category];
      case 'catalogue.queue-added':
        return [this.queues, event.queue];
    }
  }
}

function has(list: readonly DistrictEntry[], key: number): boolean {
  const entry = list[key];
  return key > 0 && entry !== undefined && entry.code !== '';
}

function put<Entry extends DistrictEntry>(list: Entry[], key: number, entry: Entry): void {
  while (list.length < key) list.push(list[0]!);
  list[key] = entry;
}

function fill<Entry>(list: Entry[], reader: SnapshotReader, next: () => Entry): void {
  const length = reader.integer(SMALL_KEY_LIMIT + 1);
  if (length === 0) throw new BadSnapshot('a catalogue list lacks its empty entry');
  list.length = 0;
  for (let key = 0; key < length; key += 1) list.push(next());
}

function placeOf(longitude: number, latitude: number): Place | null {
  return Number.isNaN(longitude) ? null : { longitude, latitude };
}
