import type { Instant } from '../../time/instant';

/** What is planned: when, what kind of thing, and for which key. `stamp` tells the owner whether the plan still stands. */
export interface PlannedStep {
  at: Instant;
  rank: number;
  key: number;
  stamp: number;
}

/**
 * The next planned steps, earliest first: a binary heap in typed columns. Steps of the same instant come by rank, then by key, so that the order
 * does not depend on when they were planned. It holds about one entry per open thing; a plan that was overtaken stays until its time comes.
 */
export class Agenda {
  private at = new Float64Array(1024);
  private order = new Float64Array(1024);
  private stamps = new Uint32Array(1024);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** When the first step is planned; Infinity when nothing is. */
  get nextAt(): Instant {
    return this.count === 0 ? Number.POSITIVE_INFINITY : this.at[0]!;
  }

  /** `rank`: 0…255. `key`: u32. */
  plan(at: Instant, rank: number, key: number, stamp: number): void {
    if (this.count === this.at.length) this.grow();
    const order = rank * 2 ** 32 + key;
    let place = this.count;
    this.count += 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.earlier(at, order, parent)) break;
      this.copy(parent, place);
      place = parent;
    }
    this.at[place] = at;
    this.order[place] = order;
    this.stamps[place] = stamp;
  }

  /** Takes the first step out and writes it into `step`; false when there is none. */
  take(step: PlannedStep): boolean {
    if (this.count === 0) return false;
    step.at = this.at[0]!;
    step.rank = Math.floor(this.order[0]! / 2 ** 32);
    step.key = this.order[0]! % 2 ** 32;
    step.stamp = this.stamps[0]!;
    this.count -= 1;
    if (this.count > 0) this.sink();
    return true;
  }

  /** Moves the last entry down from the top to where it belongs. */
  private sink(): void {
    const { count } = this;
    const at = this.at[count]!;
    const order = this.order[count]!;
    const stamp = this.stamps[count]!;
    let place = 0;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= count) break;
      if (child + 1 < count && this.earlier(this.at[child + 1]!, this.order[child + 1]!, child)) child += 1;
      if (this.earlier(at, order, child)) break;
      this.copy(child, place);
      place = child;
    }
    this.at[place] = at;
    this.order[place] = order;
    this.stamps[place] = stamp;
  }

  private earlier(at: Instant, order: number, than: number): boolean {
    const other = this.at[than]!;
    return at < other || (at === other && order < this.order[than]!);
  }

  private copy(from: number, to: number): void {
    this.at[to] = this.at[from]!;
    this.order[to] = this.order[from]!;
    this.stamps[to] = this.stamps[from]!;
  }

  private grow(): void {
    const length = this.at.length * 2;
    const { at, order, stamps } = this;
    this.at = new Float64Array(length);
    this.at.set(at);
    this.order = new Float64Array(length);
    this.order.set(order);
    this.stamps = new Uint32Array(length);
    this.stamps.set(stamps);
  }
}
