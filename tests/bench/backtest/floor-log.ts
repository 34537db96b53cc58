import { estimatePatience } from '../../../shared/forecast/patience';
import type { Patience } from '../../../shared/forecast/patience';
import { STEPS_BEFORE } from '../../../shared/forecast/queue-mix';
import type { QueueCalls } from '../../../shared/forecast/queue-mix';
import type { TimedEvent } from '../../../shared/city/simulation/city-simulation';
import type { SeatState } from '../../../shared/domain/terms';
import { HOUR_MS, INTERVAL_MS, MINUTE_MS } from '../../../shared/time/instant';
import type { DurationMs, Instant } from '../../../shared/time/instant';

const MINUTES = 1_440;

interface OpenCall {
  readonly offeredAt: Instant;
  answeredAt: Instant;
}

/** What an outlook reads of a floor, kept from its events over one city day: the least that a stream keeps too. */
export class FloorLog {
  readonly offered: number[];
  readonly answeredInTime: number[];
  seatsPlanned: readonly number[] = [];
  seatsPresent = 0;
  /** By queue key: offered calls by step. */
  private readonly byQueue: number[][] = [];
  private readonly states: SeatState[] = [];
  private readonly calls = new Map<number, OpenCall>();
  /** Per minute of the day: calls whose handling ended, and how long it took. */
  private readonly handled = new Float64Array(MINUTES + 60);
  private readonly handledMs = new Float64Array(MINUTES + 60);
  private waitedMs = 0;
  private abandoned = 0;
  private onBreak = 0;
  /** Seat time, signed in and on a break, up to `seatsAt`. */
  private presentMs = 0;
  private breakMs = 0;
  private seatsAt: Instant;

  constructor(
    readonly startAt: Instant,
    private readonly thresholdMs: DurationMs,
    steps = 288,
  ) {
    this.offered = Array.from({ length: steps }, () => 0);
    this.answeredInTime = this.offered.slice();
    this.seatsAt = startAt;
  }

  take({ at, event }: TimedEvent): void {
    switch (event.kind) {
      case 'seats.planned':
        this.seatsPlanned = event.seats;
        return;
      case 'seat.changed':
        this.passTime(at);
        this.moveSeat(event.seat, event.state);
        return;
      case 'call.offered':
        this.calls.set(event.call, { offeredAt: at, answeredAt: 0 });
        this.count(this.offered, at);
        this.count(this.queue(event.queue), at);
        return;
      case 'call.answered': {
        const call = this.calls.get(event.call);
        if (call === undefined) return;
        call.answeredAt = at;
        this.waitedMs += at - call.offeredAt;
        if (at - call.offeredAt <= this.thresholdMs) this.count(this.answeredInTime, call.offeredAt);
        return;
      }
      case 'call.abandoned': {
        const call = this.calls.get(event.call);
        if (call === undefined) return;
        this.waitedMs += at - call.offeredAt;
        this.abandoned += 1;
        this.calls.delete(event.call);
        return;
      }
      case 'call.wrapped-up': {
        const call = this.calls.get(event.call);
        if (call === undefined) return;
        const minute = Math.floor((at - this.startAt) / MINUTE_MS);
        if (minute < this.handled.length) {
          this.handled[minute]! += 1;
          this.handledMs[minute]! += at - call.answeredAt;
        }
        this.calls.delete(event.call);
        return;
      }
      default:
    }
  }

  /** Calls by queue, after those of the day before: `yesterday` by queue key. */
  queueCalls(yesterday: readonly (readonly number[])[]): QueueCalls {
    const empty = Array.from({ length: STEPS_BEFORE }, () => 0);
    return {
      before: STEPS_BEFORE,
      queues: yesterday.map((before, key) => [...empty, ...before].slice(-STEPS_BEFORE).concat(this.queue(key))),
    };
  }

  /** AHT of the last hour before `now`, of the day where that has fewer than 30 calls; null without any. */
  handlingMs(now: Instant): DurationMs | null {
    const minute = Math.floor((now - this.startAt) / MINUTE_MS);
    const mean = (from: number, least: number): DurationMs | null => {
      let calls = 0;
      let ms = 0;
      for (let i = Math.max(0, from); i < minute; i += 1) {
        calls += this.handled[i]!;
        ms += this.handledMs[i]!;
      }
      return calls >= least ? ms / calls : null;
    };
    return mean(minute - HOUR_MS / MINUTE_MS, 30) ?? mean(0, 1);
  }

  patience(assumedMs: DurationMs): Patience {
    return estimatePatience(this.waitedMs, this.abandoned, assumedMs);
  }

  /** Share of signed-in seat time that is break, since the day began. */
  breakShare(now: Instant): number {
    this.passTime(now);
    return this.presentMs > 0 ? this.breakMs / this.presentMs : 0;
  }

  /** Share answered within the threshold of the calls offered in a step. */
  serviceLevel(step: number): number {
    return this.answeredInTime[step]! / Math.max(1, this.offered[step]!);
  }

  private queue(key: number): number[] {
    while (this.byQueue.length <= key) this.byQueue.push(this.offered.map(() => 0));
    return this.byQueue[key]!;
  }

  private count(series: number[], at: Instant): void {
    const step = Math.floor((at - this.startAt) / INTERVAL_MS);
    if (step >= 0 && step < series.length) series[step]! += 1;
  }

  private moveSeat(seat: number, state: SeatState): void {
    const before = this.states[seat] ?? 'off';
    this.states[seat] = state;
    if (before === 'off' && state !== 'off') this.seatsPresent += 1;
    if (before !== 'off' && state === 'off') this.seatsPresent -= 1;
    if (before === 'break') this.onBreak -= 1;
    if (state === 'break') this.onBreak += 1;
  }

  private passTime(now: Instant): void {
    this.presentMs += (now - this.seatsAt) * this.seatsPresent;
    this.breakMs += (now - this.seatsAt) * this.onBreak;
    this.seatsAt = now;
  }
}
