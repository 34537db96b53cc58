import type { CategoryKey, DistrictKey, UnitKey } from '../domain/keys';
import { Counts } from './counts';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/** What the whole log has brought, never reset: for comparing a replay with an independent count. */
export class Totals {
  /** Cases received; carried-over ones are counted apart. */
  received = 0;
  carriedOver = 0;
  ended = 0;
  readonly byCategory = new Counts();
  /** By index into CHANNELS. */
  readonly byChannel = new Counts();
  readonly byDistrict = new Counts();
  /** Cases by the unit of their first `case.dispatched`. Carried-over cases have been dispatched before the log. */
  readonly byFirstUnit = new Counts();

  /** `channel`: index into CHANNELS. */
  receive(category: CategoryKey, channel: number, district: DistrictKey): void {
    this.received += 1;
    this.byCategory.add(category, 1);
    this.byChannel.add(channel, 1);
    this.byDistrict.add(district, 1);
  }

  dispatchFirst(unit: UnitKey): void {
    this.byFirstUnit.add(unit, 1);
  }

  canonical(): unknown {
    return {
      received: this.received,
      carriedOver: this.carriedOver,
      ended: this.ended,
      byCategory: this.byCategory.toArray(),
      byChannel: this.byChannel.toArray(),
      byDistrict: this.byDistrict.toArray(),
      byFirstUnit: this.byFirstUnit.toArray(),
    };
  }

  write(writer: SnapshotWriter): void {
    writer.number(this.received);
    writer.number(this.carriedOver);
    writer.number(this.ended);
    for (const counts of this.counts()) counts.write(writer);
  }

  read(reader: SnapshotReader): void {
    this.received = reader.integer();
    this.carriedOver = reader.integer();
    this.ended = reader.integer();
    for (const counts of this.counts()) counts.read(reader);
  }

  private counts(): Counts[] {
    return [this.byCategory, this.byChannel, this.byDistrict, this.byFirstUnit];
  }
}
