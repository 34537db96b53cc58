import type { SeatKey } from '../domain/keys';
import { SEAT_STATES } from '../domain/terms';
import type { SeatState } from '../domain/terms';
import { INTERVAL_MS } from '../time/instant';
import type { Instant } from '../time/instant';
import type { CityClock } from './city-clock';
import { BadSnapshot } from './errors';
import { PRESENT_MS, SEAT_TALK_MS, SEAT_WRAP_UP_MS, STAFFED_MS } from './floor-columns';
import { isInstant, SMALL_KEY_LIMIT } from './key-limits';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { stepOf } from './step-series';
import type { StepSeries } from './step-series';
import { grownF64, grownU8 } from '../domain/typed-growth';

const OFF = 0;
const TALKING = 2;
const WRAP_UP = 3;
const BREAK = 4;
const STATE_CODE = Object.fromEntries(SEAT_STATES.map((state, code) => [state, code])) as Readonly<Record<SeatState, number>>;

/**
 * What every seat does, and the seat time that has passed in each step. A seat's states follow each other in the order of the log; a record that is
 * older than the clock still changes the time since its own moment, so that the sums do not depend on how far the clock had been moved before.
 */
export class SeatBoard {
  /** When the first seat was heard of; null: never. */
  since: Instant | null = null;
  private states: Uint8Array = new Uint8Array(1024);
  private changedAt: Float64Array = new Float64Array(1024);
  private readonly seatsIn = new Float64Array(SEAT_STATES.length);
  private integratedTo: Instant = 0;

  constructor(
    private readonly clock: CityClock,
    private readonly series: StepSeries,
  ) {}

  /** Seats in a state now; 'off' counts seats that have signed out, not those never seen. */
  in(state: SeatState): number {
    return this.seatsIn[STATE_CODE[state]]!;
  }

  /** Signed in: idle + talking + wrap-up + break. */
  get present(): number {
    return this.in('idle') + this.in('talking') + this.in('wrap-up') + this.in('break');
  }

  stateOf(seat: SeatKey): SeatState {
    return SEAT_STATES[this.codeOf(seat)]!;
  }

  /** Index into SEAT_STATES. */
  codeOf(seat: SeatKey): number {
    return this.states[seat] ?? OFF;
  }

  /** `seat` must be a checked small key and the step to `to`, an index into SEAT_STATES, a legal one. */
  change(seat: SeatKey, to: number, at: Instant): void {
    if (seat >= this.states.length) this.grow(seat);
    this.integrate();
    const from = this.states[seat]!;
    const start = Math.max(at, this.changedAt[seat]!);
    if (this.since === null || at < this.since) this.since = at;
    // Seats never seen are 'off' without being counted as such.
    if (this.changedAt[seat] !== 0) this.seatsIn[from]! -= 1;
    this.seatsIn[to]! += 1;
    if (from !== to) {
      this.spread(start, this.clock.now, from, -1);
      this.spread(start, this.clock.now, to, 1);
    }
    this.states[seat] = to;
    this.changedAt[seat] = start;
  }

  /** Adds the seat time up to the clock's now. */
  integrate(): void {
    const { now } = this.clock;
    for (let code = 1; code < this.seatsIn.length; code += 1) {
      const seats = this.seatsIn[code]!;
      if (seats !== 0) this.spread(this.integratedTo, now, code, seats);
    }
    this.integratedTo = now;
  }

  canonical(): unknown {
    this.integrate();
    const seats: [number, string, number][] = [];
    for (let seat = 1; seat < this.states.length; seat += 1) {
      const at = this.changedAt[seat]!;
      if (at !== 0) seats.push([seat, this.stateOf(seat), at]);
    }
    return { since: this.since, seats, counts: Object.fromEntries(SEAT_STATES.map((state) => [state, this.in(state)])) };
  }

  write(writer: SnapshotWriter): void {
    this.integrate();
    writer.number(this.since ?? Number.NaN);
    const seats = this.changedAt.findLastIndex((at) => at !== 0) + 1;
    writer.u8s(this.states.subarray(0, seats));
    writer.f64s(this.changedAt.subarray(0, seats));
  }

  /** The clock must have been read before: seat time has been added up to its now. */
  read(reader: SnapshotReader): void {
    const since = reader.number();
    if (!Number.isNaN(since) && !isInstant(since)) throw new BadSnapshot('the first seat was heard of at no moment');
    this.since = Number.isNaN(since) ? null : since;
    this.states = reader.u8s();
    this.changedAt = reader.f64s();
    const seats = this.states.length;
    const shaped = seats <= SMALL_KEY_LIMIT + 1 && this.changedAt.length === seats;
    if (!shaped) throw new BadSnapshot('the seats are not of one length');
    this.integratedTo = this.clock.now;
    this.seatsIn.fill(0);
    for (let seat = 0; seat < seats; seat += 1) {
      const state = this.states[seat]!;
      if (state >= SEAT_STATES.length || !isInstant(this.changedAt[seat]!)) throw new BadSnapshot('a seat makes no sense');
      if (this.changedAt[seat] !== 0) this.seatsIn[state]! += 1;
    }
  }

  /** Adds the time from … to of `seats` seats in one state, step by step. Steps that are not kept any more take nothing. */
  private spread(from: Instant, to: Instant, state: number, seats: number): void {
    if (state === OFF || to <= from) return;
    const { series } = this;
    series.open(stepOf(to));
    let at = Math.max(from, series.oldest * INTERVAL_MS);
    while (at < to) {
      const step = stepOf(at);
      const end = Math.min((step + 1) * INTERVAL_MS, to);
      const time = (end - at) * seats;
      series.add(step, PRESENT_MS, time);
      if (state !== BREAK) series.add(step, STAFFED_MS, time);
      if (state === TALKING) series.add(step, SEAT_TALK_MS, time);
      if (state === WRAP_UP) series.add(step, SEAT_WRAP_UP_MS, time);
      at = end;
    }
  }

  private grow(seat: SeatKey): void {
    const room = Math.min(SMALL_KEY_LIMIT + 1, Math.max(seat + 1, this.states.length * 2));
    this.states = grownU8(this.states, room);
    this.changedAt = grownF64(this.changedAt, room);
  }
}
