import type { EmergencyEvent } from '../domain/events';
import type { Actor, CategoryKey, EmergencyKey } from '../domain/keys';
import type { Instant } from '../time/instant';
import { Counts } from './counts';
import { isKey } from './key-limits';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

export interface OpenEmergency {
  readonly emergency: EmergencyKey;
  readonly playbook: string;
  readonly drill: boolean;
  readonly reason: string;
  readonly by: Actor;
  readonly openedAt: Instant;
}

/** The emergency or drill that is open, and the appeals by category that came after it in the log. */
export class Emergency {
  open: OpenEmergency | null = null;
  /** One more than the highest key that was used. */
  nextEmergency: EmergencyKey = 1;
  private readonly since = new Counts();

  /** Appeals received in a category since the emergency was opened; 0 while none is open. */
  receivedByCategorySince(category: CategoryKey): number {
    return this.since.get(category);
  }

  appealReceived(category: CategoryKey): void {
    if (this.open !== null) this.since.add(category, 1);
  }

  objection(event: EmergencyEvent): string | null {
    if (event.kind === 'emergency.opened') {
      if (this.open !== null) return `emergency ${this.open.emergency} is open`;
      return isKey(event.emergency) ? null : `key ${event.emergency} is none`;
    }
    return this.open?.emergency === event.emergency ? null : `emergency ${event.emergency} is not open`;
  }

  apply(event: EmergencyEvent, at: Instant, by: Actor): void {
    this.since.clear();
    if (event.kind === 'emergency.closed') {
      this.open = null;
      return;
    }
    const { emergency, playbook, drill, reason } = event;
    this.open = { emergency, playbook, drill, reason, by, openedAt: at };
    this.nextEmergency = Math.max(this.nextEmergency, emergency + 1);
  }

  canonical(): unknown {
    return { open: this.open, nextEmergency: this.nextEmergency, since: this.since.toArray() };
  }

  write(writer: SnapshotWriter): void {
    writer.number(this.nextEmergency);
    this.since.write(writer);
    writer.flag(this.open !== null);
    if (this.open === null) return;
    writer.number(this.open.emergency);
    writer.text(this.open.playbook);
    writer.flag(this.open.drill);
    writer.text(this.open.reason);
    writer.text(this.open.by);
    writer.number(this.open.openedAt);
  }

  read(reader: SnapshotReader): void {
    this.nextEmergency = reader.integer();
    this.since.read(reader);
    if (!reader.flag()) return;
    this.open = {
      emergency: reader.integer(0xffff_ffff),
      playbook: reader.text(),
      drill: reader.flag(),
      reason: reader.text(),
      by: reader.text(),
      openedAt: reader.instant(),
    };
  }
}
