import { grownI32 } from '../domain/typed-growth';
import { MINUTE_MS } from '../time/instant';
import type { DurationMs, Instant } from '../time/instant';

const NIL = -1;
/** Minutes beyond the horizon for which cases are noted, so that all of them are looked through only twice a day of the city. */
const AHEAD = 720;
/** Notes that are never too many. */
const FEW = 4096;

/**
 * Slots of cases by the minute of their deadline, for the minutes up to the horizon and some hours beyond. A note is only ever added: who visits a minute asks
 * the columns what is still so, and may meet a case twice. When the noted minutes run out, or notes have become many, everything is noted anew.
 */
export class NearDeadlines {
  private readonly heads: Int32Array;
  private readonly mask: number;
  private readonly minutes: number;
  private slots = new Int32Array(64);
  private next = new Int32Array(64);
  private length = 0;
  private most = FEW;
  /** Minutes from … until − 1 are noted. */
  private from = 0;
  private until = 0;

  constructor(horizonMs: DurationMs) {
    this.minutes = Math.ceil(horizonMs / MINUTE_MS) + AHEAD;
    this.heads = new Int32Array(2 ** Math.ceil(Math.log2(this.minutes + 1)));
    this.mask = this.heads.length - 1;
  }

  /** Forgets all notes; from now on those from the minute of `at` on are kept. */
  begin(at: Instant): void {
    this.heads.fill(NIL);
    this.length = 0;
    this.from = minuteOf(at);
    this.until = this.from + this.minutes;
  }

  /** Tells that everything has been noted since `begin`. */
  settled(): void {
    this.most = Math.max(FEW, this.length * 2);
  }

  /** Whether all cases must be noted anew before minutes up to that of `at` can be visited. */
  endsBefore(at: Instant): boolean {
    return minuteOf(at) >= this.until;
  }

  /** Far more notes than cases. */
  get overfull(): boolean {
    return this.length >= this.most;
  }

  /** Notes a deadline; one beyond the noted minutes is not needed. It must not lie before the minute of `begin`. */
  note(slot: number, dueAt: Instant): void {
    const minute = minuteOf(dueAt);
    if (minute >= this.until) return;
    if (this.length === this.slots.length) {
      this.slots = grownI32(this.slots, Math.ceil(this.length * 1.5));
      this.next = grownI32(this.next, this.slots.length);
    }
    const place = minute & this.mask;
    this.slots[this.length] = slot;
    this.next[this.length] = this.heads[place]!;
    this.heads[place] = this.length;
    this.length += 1;
  }

  /** The slots noted for minutes from that of `first` to that of `last`, as `visit` is given them; stale ones and repetitions among them. */
  visit(first: Instant, last: Instant, visit: (slot: number) => void): void {
    const end = Math.min(minuteOf(last), this.until - 1);
    for (let minute = Math.max(minuteOf(first), this.from); minute <= end; minute += 1) {
      for (let note = this.heads[minute & this.mask]!; note !== NIL; note = this.next[note]!) visit(this.slots[note]!);
    }
  }

  bytes(): number {
    return this.heads.byteLength + this.slots.byteLength * 2;
  }
}

function minuteOf(at: Instant): number {
  return Math.floor(at / MINUTE_MS);
}
