import type { QueueKey } from '../domain/keys';
import { NONE } from '../domain/keys';
import { BadSnapshot } from './errors';
import { CALL_COLUMNS, FLOOR_COLUMNS } from './floor-columns';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { StepSeries } from './step-series';

/** Calls by step, queue by queue and all together; the series of all carries the seat time too. A queue's series is made when its first call comes. */
export class FloorSeries {
  readonly total = new StepSeries(FLOOR_COLUMNS);
  private readonly byQueue: (StepSeries | undefined)[] = [];
  private newest = -1;

  /** null: the queue has never had a call. */
  of(queue: QueueKey): StepSeries | null {
    return this.byQueue[queue] ?? null;
  }

  /** Queues that have had a call, by key; NONE among them when calls have come without a queue. */
  queues(): QueueKey[] {
    return this.byQueue.flatMap((series, queue) => (series === undefined ? [] : [queue]));
  }

  /** Opens every series up to `step`; earlier is a no-op. */
  open(step: number): void {
    if (step <= this.newest) return;
    this.newest = step;
    this.total.open(step);
    for (const series of this.byQueue) series?.open(step);
  }

  /** `queue`: NONE or a checked key; `step` must have been opened. */
  add(queue: QueueKey, step: number, column: number, amount: number): void {
    this.total.add(step, column, amount);
    (this.byQueue[queue] ?? this.make(queue)).add(step, column, amount);
  }

  canonical(): unknown {
    return { series: this.total.rows(), queues: this.queues().map((queue) => [queue, this.byQueue[queue]!.rows()]) };
  }

  write(writer: SnapshotWriter): void {
    this.total.write(writer);
    const queues = this.queues();
    writer.u8s(Uint8Array.from(queues));
    for (const queue of queues) this.byQueue[queue]!.write(writer);
  }

  /** Into an empty one. `knows`: whether a queue is there. */
  read(reader: SnapshotReader, knows: (queue: QueueKey) => boolean): void {
    this.total.read(reader);
    for (const queue of reader.u8s()) {
      if (!(queue === NONE || knows(queue)) || this.of(queue) !== null) throw new BadSnapshot(`calls of queue ${queue} make no sense`);
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
