import type { CaseEvent, LogRecord } from '../../../shared/domain/events';
import type { Seq } from '../../../shared/domain/keys';
import { dueAt, DEFAULT_GRADE_RULES } from '../../../shared/domain/grades';
import { CHANNELS, GRADES } from '../../../shared/domain/terms';
import { DAY_MS, HOUR_MS } from '../../../shared/time/instant';
import type { Instant } from '../../../shared/time/instant';

const RECEIVED = 0;
const DISPATCHED = 1;
const ACCEPTED = 2;
const IN_PROGRESS = 3;
const RESOLVED = 4;

/** What the bench's city looks like: as many of each as resources/city/beijing has. */
const UNITS = 416;
const DISTRICTS = 16;
const TOWNSHIPS = 349;
const CATEGORIES = 151;

export interface SteadyCityOptions {
  /** City time of the first event. */
  readonly startAt?: Instant;
  /** City time between two events; absent: a city day passes per `open` events, 150 k open cases see about 150 k events a day. */
  readonly stepMs?: number;
  /** Seq of the last record before the first one here. */
  readonly after?: Seq;
}

/**
 * An endless, legal, seeded stream of case events over a steady number of open cases: 20 % open, 60 % update, 20 % close, on cases drawn at random, which is
 * harder on caches than a city, where today's cases move most.
 */
export class SteadyCity {
  now: Instant;
  private readonly status: Uint8Array;
  private readonly keys: Uint32Array;
  private readonly stepMs: number;
  private live = 0;
  private seq: Seq;
  private nextKey = 1;
  private carry = 0;

  constructor(
    private readonly open: number,
    private random: number,
    { startAt = Date.UTC(2024, 6, 1, 2), stepMs = DAY_MS / open, after = 0 }: SteadyCityOptions = {},
  ) {
    this.status = new Uint8Array(Math.ceil(open * 1.2) + 1000);
    this.keys = new Uint32Array(this.status.length);
    this.now = startAt;
    this.stepMs = stepMs;
    this.seq = after;
  }

  /** The next `count` of the cases that are open when the log begins. */
  opening(count: number): LogRecord[] {
    const records: LogRecord[] = [];
    for (let i = 0; i < count; i += 1) {
      const key = this.nextKey++;
      const dispatchedAt = this.now - this.below(6 * 24) * HOUR_MS;
      const grade = GRADES[2 + this.below(2)]!;
      this.keep(key, DISPATCHED + this.below(4));
      const status = (['dispatched', 'accepted', 'in-progress', 'resolved'] as const)[this.status[this.live - 1]! - 1]!;
      records.push(
        this.record({
          kind: 'case.carried-over',
          case: key,
          reference: `GD${20_240_000_000 + key}`,
          channel: CHANNELS[this.below(CHANNELS.length)]!,
          category: 1 + this.below(CATEGORIES),
          district: 1 + this.below(DISTRICTS),
          township: 1 + this.below(TOWNSHIPS),
          place: this.place(),
          status,
          unit: 1 + this.below(UNITS),
          grade,
          receivedAt: dispatchedAt,
          dispatchedAt,
          dueAt: dueAt(grade, dispatchedAt, DEFAULT_GRADE_RULES) + this.below(60_000),
        }),
      );
    }
    return records;
  }

  next(count: number): LogRecord[] {
    const records: LogRecord[] = [];
    for (let i = 0; i < count; i += 1) {
      this.carry += this.stepMs;
      const passed = Math.floor(this.carry);
      this.carry -= passed;
      this.now += passed;
      const draw = this.below(10);
      if (draw < 2) records.push(this.record(this.receive()));
      else if (draw < 8) records.push(this.record(this.update(this.below(this.live))));
      else records.push(this.record(this.close(this.below(this.live))));
    }
    return records;
  }

  private receive(): CaseEvent {
    const key = this.nextKey++;
    this.keep(key, RECEIVED);
    return {
      kind: 'case.received',
      case: key,
      reference: `GD${20_240_000_000 + key}`,
      contact: 'appeal',
      channel: CHANNELS[this.below(CHANNELS.length)]!,
      category: 1 + this.below(CATEGORIES),
      district: 1 + this.below(DISTRICTS),
      township: 1 + this.below(TOWNSHIPS),
      place: this.place(),
      call: 0,
    };
  }

  private update(at: number): CaseEvent {
    const key = this.keys[at]!;
    const grade = GRADES[this.below(4)]!;
    switch (this.status[at]) {
      case RECEIVED:
        this.status[at] = DISPATCHED;
        return { kind: 'case.dispatched', case: key, unit: 1 + this.below(UNITS), grade, dueAt: this.now + 7 * DAY_MS };
      case DISPATCHED:
        if (this.below(4) === 0) return { kind: 'case.urged', case: key, reason: 'late' };
        this.status[at] = ACCEPTED;
        return { kind: 'case.accepted', case: key };
      case ACCEPTED:
        this.status[at] = IN_PROGRESS;
        return { kind: 'case.started', case: key };
      case IN_PROGRESS:
        this.status[at] = RESOLVED;
        return { kind: 'case.resolved', case: key };
      default:
        // Nobody is ever reached, so that a callback stays legal.
        return { kind: 'case.called-back', case: key, reached: false, contacted: null, solved: null, satisfaction: null };
    }
  }

  private close(at: number): CaseEvent {
    const key = this.keys[at]!;
    const resolved = this.status[at] === RESOLVED;
    this.live -= 1;
    this.keys[at] = this.keys[this.live]!;
    this.status[at] = this.status[this.live]!;
    return resolved ? { kind: 'case.closed', case: key } : { kind: 'case.cancelled', case: key, reason: 'withdrawn' };
  }

  private keep(key: number, status: number): void {
    this.keys[this.live] = key;
    this.status[this.live] = status;
    this.live += 1;
  }

  private place(): { longitude: number; latitude: number } {
    return { longitude: 115.5 + this.below(1_800_000) / 1e6, latitude: 39.5 + this.below(1_500_000) / 1e6 };
  }

  private record(event: CaseEvent): LogRecord {
    this.seq += 1;
    return { seq: this.seq, at: this.now, by: 'source:bench', event };
  }

  /** xorshift32. */
  private below(limit: number): number {
    let x = this.random;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.random = x;
    return (x >>> 0) % limit;
  }
}
