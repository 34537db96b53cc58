import type { UnitKey } from '../domain/keys';
import type { Instant } from '../time/instant';
import { Counts } from './counts';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/**
 * How resolutions stood to their deadlines, since the log began: late is resolvedAt > dueAt at the moment of `case.resolved`. A case that was reopened
 * counts with every resolution. Enquiries and cases without a deadline do not count. By the unit that held the case then.
 */
export class Resolutions {
  late = 0;
  inTime = 0;
  readonly lateByUnit = new Counts();
  readonly inTimeByUnit = new Counts();

  /** `unit` resolved a case; `dueAt` 0: it had no deadline. */
  resolved(unit: UnitKey, dueAt: Instant, resolvedAt: Instant): void {
    if (dueAt === 0) return;
    if (resolvedAt > dueAt) {
      this.late += 1;
      this.lateByUnit.add(unit, 1);
    } else {
      this.inTime += 1;
      this.inTimeByUnit.add(unit, 1);
    }
  }

  canonical(): unknown {
    return { late: this.late, inTime: this.inTime, lateByUnit: this.lateByUnit.toArray(), inTimeByUnit: this.inTimeByUnit.toArray() };
  }

  write(writer: SnapshotWriter): void {
    writer.number(this.late);
    writer.number(this.inTime);
    this.lateByUnit.write(writer);
    this.inTimeByUnit.write(writer);
  }

  read(reader: SnapshotReader): void {
    this.late = reader.integer();
    this.inTime = reader.integer();
    this.lateByUnit.read(reader);
    this.inTimeByUnit.read(reader);
  }
}
