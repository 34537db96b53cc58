import type { TaskEvent } from '../domain/events';
import type { Name, TaskKey, UnitKey } from '../domain/keys';
import { plannedAt as planAt } from '../domain/tasks';
import type { Instant } from '../time/instant';
import type { ZoneClock } from '../time/zone';
import { BadSnapshot } from './errors';
import { isSmallKey, SMALL_KEY_LIMIT } from './key-limits';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

export interface TaskEntry {
  readonly task: TaskKey;
  readonly name: Name;
  readonly lead: UnitKey;
  readonly year: number;
  readonly target: number;
  readonly measure: Name;
  /** Planned total at the end of each month, January first. */
  readonly plan: readonly number[];
  readonly sample: boolean;
  /** Measured total; null until some progress was reported. */
  readonly value: number | null;
}

/** The monthly tasks (每月一题) with what was measured last. A task that is defined again keeps its value. */
export class Tasks {
  private readonly entries = new Map<TaskKey, TaskEntry>();

  has(task: TaskKey): boolean {
    return this.entries.has(task);
  }

  /** By key. */
  all(): TaskEntry[] {
    return [...this.entries.values()].sort((a, b) => a.task - b.task);
  }

  objection(event: TaskEvent): string | null {
    if (event.kind === 'task.progressed') return this.has(event.task) ? null : `task ${event.task} is not defined`;
    if (!isSmallKey(event.task)) return `key ${event.task} is not in 1…${SMALL_KEY_LIMIT}`;
    return event.plan.length === 12 ? null : 'a plan has twelve months';
  }

  apply(event: TaskEvent): void {
    const known = this.entries.get(event.task);
    if (event.kind === 'task.defined') {
      const { task, name, lead, year, target, measure, plan, sample } = event;
      this.entries.set(task, { task, name, lead, year, target, measure, plan, sample, value: known?.value ?? null });
    } else if (known !== undefined) {
      this.entries.set(event.task, { ...known, value: event.value });
    }
  }

  canonical(): unknown {
    return this.all();
  }

  write(writer: SnapshotWriter): void {
    const entries = this.all();
    writer.number(entries.length);
    for (const { task, name, lead, year, target, measure, plan, sample, value } of entries) {
      for (const text of [name.zh, name.en, measure.zh, measure.en]) writer.text(text);
      for (const number of [task, lead, year, target, value ?? Number.NaN]) writer.number(number);
      writer.flag(sample);
      writer.f64s(Float64Array.from(plan));
    }
  }

  read(reader: SnapshotReader): void {
    this.entries.clear();
    for (let left = reader.integer(SMALL_KEY_LIMIT); left > 0; left -= 1) {
      const name = { zh: reader.text(), en: reader.text() };
      const measure = { zh: reader.text(), en: reader.text() };
      const task = reader.integer(SMALL_KEY_LIMIT);
      const lead = reader.integer(0xffff_ffff);
      const year = reader.integer(9_999);
      const target = reader.number();
      const value = reader.number();
      const sample = reader.flag();
      const plan = Array.from(reader.f64s());
      if (plan.length !== 12) throw new BadSnapshot('a plan has twelve months');
      this.entries.set(task, { task, name, lead, year, target, measure, plan, sample, value: Number.isNaN(value) ? null : value });
    }
  }
}

/** What the plan says for `now`, by the domain's rule. */
export function plannedAt(task: Pick<TaskEntry, 'year' | 'plan'>, zone: ZoneClock, now: Instant): number {
  return planAt(task.plan, task.year, now, zone);
}
