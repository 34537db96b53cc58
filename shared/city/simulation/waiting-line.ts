import type { CallKey } from '../../domain/keys';
import type { Instant } from '../../time/instant';

/**
 * Calls that wait in one queue, first come first served: a ring of keys. A call that gives up stays in its place until it would be its turn, so that nobody
 * has to be moved; who is still there, the owner knows.
 */
export class WaitingLine {
  private calls = new Uint32Array(256);
  private since = new Float64Array(256);
  private first = 0;
  private count = 0;

  /** `stillWaits`: whether a call that was added has neither been answered nor given up. */
  constructor(private readonly stillWaits: (call: CallKey) => boolean) {}

  add(call: CallKey, offeredAt: Instant): void {
    if (this.count === this.calls.length) this.grow();
    const place = (this.first + this.count) & (this.calls.length - 1);
    this.calls[place] = call;
    this.since[place] = offeredAt;
    this.count += 1;
  }

  /** The call that waits longest; 0: nobody waits. */
  head(): CallKey {
    while (this.count > 0) {
      const call = this.calls[this.first]!;
      if (this.stillWaits(call)) return call;
      this.first = (this.first + 1) & (this.calls.length - 1);
      this.count -= 1;
    }
    return 0;
  }

  /** When the `head` came. */
  headSince(): Instant {
    return this.since[this.first]!;
  }

  private grow(): void {
    const { calls, since, first } = this;
    const length = calls.length;
    this.calls = new Uint32Array(length * 2);
    this.since = new Float64Array(length * 2);
    for (let i = 0; i < length; i += 1) {
      this.calls[i] = calls[(first + i) & (length - 1)]!;
      this.since[i] = since[(first + i) & (length - 1)]!;
    }
    this.first = 0;
  }
}
