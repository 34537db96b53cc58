import type { QueueKey } from '../domain/keys';
import { NONE } from '../domain/keys';
import { BadSnapshot } from './errors';
import { CALL_COLUMNS } from './floor-columns';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { StepSeries } from './step-series';

/** Calls by step and queue. A queue's series is made when its first call comes; all queues together are summed when somebody asks. */
export class CallSeries {
  private readonly byQueue: (StepSeries | undefined)[] = [];
  private newest = -1;

  /** Queues that have had a call, by key; NONE among them when calls have come without a queue. */
  queues(): QueueKey[] {
    return this.byQueue.flatMap((series, queue) => (series === undefined ? [] : [queue]));
  }

  /** Opens every series up to `step`; earlier is a no-op. */
  open(step: number): void {
    if (step <= this.newest) return;
    this.newest = step;
    for (const series of this.byQueue) series?.open(step);
  }

  /** `queue`: NONE or a checked key; `step` must have been opened. */
  add(queue: QueueKey, step: number, column: number, amount: number): void {
    (this.byQueue[queue] ?? this.make(queue)).add(step, column, amount);
  }

  /** Of one queue, or of all (null), over `from` … `to`, both included; 0 for a queue that never had a call. */
  sum(queue: QueueKey | null, from: number, to: number, column: number): number {
    if (queue !== null) return this.byQueue[queue]?.sum(from, to, column) ?? 0;
    let sum = 0;
    for (const series of this.byQueue) if (series !== undefined) sum += series.sum(from, to, column);
    return sum;
  }

  /** The same step by step: entry i is step from + i. */
  column(queue: QueueKey | null, from: number, to: number, column: number): Float64Array {
    const values = new Float64Array(Math.max(0, to - from + 1));
    if (queue === null) for (const series of this.byQueue) series?.addTo(values, from, column);
    else this.byQueue[queue]?.addTo(values, from, column);
    return values;
  }

  /** By queue: [step, its sums] of every kept step in which something is not 0. */
  canonical(): unknown {
    return this.queues().map((queue) => [queue, this.byQueue[queue]!.rows()]);
  }

  write(writer: SnapshotWriter): void {
    const queues = this.queues();
    writer.u8s(Uint8Array.from(queues));
    for (const queue of queues) this.byQueue[queue]!.write(writer);
  }

  /** Into an empty one. `knows`: whether a queue is there. */
  read(reader: SnapshotReader, knows: (queue: QueueKey) => boolean): void {
    for (const queue of reader.u8s()) {
      if (!(queue === NONE || knows(queue)) || this.byQueue[queue] !== undefined)
        throw new BadSnapshot(`calls of queue ${queue} make no sense`);
      this.make(queue).read(reader);
    }
  }

  private make(queue: QueueKey): StepSeries {
    const series = new StepSeries(CALL_COLUMNS);
    while (this.byQueue.length < queue) this.byQueue.push(undefined);
    this.byQueue[queue] = series;
    series.open(this.newest);
    return series;
  }
}
