import { INTERVAL_MS, MINUTE_MS } from '../time/instant';
import type { DurationMs, Instant } from '../time/instant';
import { GRADES } from '../domain/terms';
import type { UnitKey } from '../domain/keys';
import type { CaseColumns } from './case-columns';
import type { CityClock } from './city-clock';
import { DeadlineCounts } from './deadline-counts';
import type { DeadlineStanding } from './deadline-counts';
import { HORIZON_LIMIT_MS } from './settings';
import { AT_RISK, BREACHED, IN_TIME, NO_DEADLINE, RUNNING } from './term-codes';

/** Minutes that the ring holds (22.75 days); later deadlines wait in the overflow list. */
const RING = 32_768;
const MASK = RING - 1;
/** The overflow is hung anew after so many minutes, long before the ring turns into it. A longer jump of the clock rebuilds everything. */
const TURN = 4_096;
const NIL = -1;

/**
 * Knows which running cases are in time, at risk and breached at any millisecond without looking at the others: cases that are not breached hang in
 * doubly linked lists by the minute of their deadline, and passing time only visits the minutes it passes, once for now and once for now + horizon.
 *
 * breached: dueAt < now. At risk: now ≤ dueAt ≤ now + horizon. Only statuses in which a deadline runs and cases with a deadline count.
 *
 * Every method that answers first settles up to the clock's now, so an answer never depends on when somebody asked before.
 */
export class DeadlineWheel {
  private readonly heads = new Int32Array(RING).fill(NIL);
  private overflow = NIL;
  /** The ring holds minutes base … base + RING − 1. */
  private base = 0;
  private settledAt: Instant = 0;
  private readonly counts = new DeadlineCounts();

  constructor(
    private readonly cases: CaseColumns,
    private readonly clock: CityClock,
    readonly horizonMs: DurationMs,
  ) {}

  /** Takes a stored case in; nothing happens if no deadline of it runs. */
  hang(slot: number): void {
    const { cases } = this;
    const dueAt = cases.dueAt[slot]!;
    if (dueAt === 0 || RUNNING[cases.status[slot]!] === 0) return;
    const state = this.stateAt(dueAt, this.settledAt);
    cases.deadline[slot] = state;
    this.counts.add(cases, slot, state, 1);
    if (state !== BREACHED) this.link(slot, dueAt);
  }

  /** Takes a case out, before its columns change. */
  unhang(slot: number): void {
    const { cases } = this;
    const state = cases.deadline[slot]!;
    if (state === NO_DEADLINE) return;
    this.counts.add(cases, slot, state, -1);
    if (state !== BREACHED) this.unlink(slot);
    cases.deadline[slot] = NO_DEADLINE;
  }

  /** Moves every case on that has become at risk or breached since the last time. */
  settle(): void {
    const { now } = this.clock;
    const from = this.settledAt;
    if (now === from) return;
    this.settledAt = now;
    const minute = Math.floor(now / MINUTE_MS);
    const passed = Math.floor(from / MINUTE_MS);
    if (minute - passed > TURN) {
      this.rebuild();
      return;
    }
    for (let m = passed; m <= minute; m += 1) this.breach(m, now);
    const horizon = now + this.horizonMs;
    const last = Math.floor(horizon / MINUTE_MS);
    for (let m = Math.floor((from + this.horizonMs) / MINUTE_MS); m <= last; m += 1) this.warn(m, horizon);
    if (minute - this.base > TURN) this.turn(minute);
  }

  /** Of one case's deadline. Index into DEADLINE_STATES. */
  state(slot: number): number {
    this.settle();
    return this.cases.deadline[slot]!;
  }

  total(): DeadlineStanding {
    this.settle();
    return this.counts.total();
  }

  ofUnit(unit: UnitKey): DeadlineStanding {
    this.settle();
    return this.counts.byUnit.of(unit);
  }

  ofDistrict(district: number): DeadlineStanding {
    this.settle();
    return this.counts.byDistrict.of(district);
  }

  /** In the order of GRADES. */
  byGrade(): DeadlineStanding[] {
    this.settle();
    return GRADES.map((_, grade) => this.counts.byGrade.of(grade));
  }

  /** Units with breached or at-risk cases: most breached first, then most at risk, then the lower key; at most `limit`. */
  worstUnits(limit: number): (DeadlineStanding & { readonly unit: UnitKey })[] {
    this.settle();
    const { byUnit } = this.counts;
    const found: (DeadlineStanding & { readonly unit: UnitKey })[] = [];
    for (let unit = 1; unit < byUnit.end; unit += 1) {
      const standing = byUnit.of(unit);
      if (standing.breached + standing.atRisk > 0) found.push({ unit, ...standing });
    }
    return found.sort((a, b) => b.breached - a.breached || b.atRisk - a.atRisk || a.unit - b.unit).slice(0, limit);
  }

  /** upcoming[grade][i]: cases not breached whose deadline lies in now + i·stepMs … now + (i + 1)·stepMs, its end excluded. At most 14 days in all. */
  upcoming(steps = 12, stepMs: DurationMs = INTERVAL_MS): number[][] {
    if (steps * stepMs > HORIZON_LIMIT_MS) throw new RangeError('the wheel does not look so far ahead');
    this.settle();
    const { cases } = this;
    const { now } = this.clock;
    const byGrade = GRADES.map(() => Array.from({ length: steps }, () => 0));
    const last = Math.floor((now + steps * stepMs) / MINUTE_MS);
    for (let m = Math.floor(now / MINUTE_MS); m <= last; m += 1) {
      for (let slot = this.heads[m & MASK]!; slot !== NIL; slot = cases.next[slot]!) {
        const step = Math.floor((cases.dueAt[slot]! - now) / stepMs);
        if (step < steps) byGrade[cases.grade[slot]!]![step]! += 1;
      }
    }
    return byGrade;
  }

  /** Everything counted, by key, zeros at the ends left out: for tests and comparison. */
  canonical(): unknown {
    this.settle();
    return this.counts.canonical();
  }

  bytes(): number {
    return this.heads.byteLength;
  }

  /** From the columns alone, up to the clock's now: after a snapshot was read, or a long jump. */
  rebuild(): void {
    const { cases } = this;
    this.heads.fill(NIL);
    this.overflow = NIL;
    this.counts.clear();
    this.settledAt = this.clock.now;
    this.base = Math.floor(this.settledAt / MINUTE_MS);
    for (let slot = 0; slot < cases.end; slot += 1) {
      if (cases.keys[slot] === 0) continue;
      cases.deadline[slot] = NO_DEADLINE;
      this.hang(slot);
    }
  }

  private stateAt(dueAt: Instant, now: Instant): number {
    if (dueAt < now) return BREACHED;
    return dueAt <= now + this.horizonMs ? AT_RISK : IN_TIME;
  }

  private breach(minute: number, now: Instant): void {
    const { cases } = this;
    let slot = this.heads[minute & MASK]!;
    while (slot !== NIL) {
      const next = cases.next[slot]!;
      if (cases.dueAt[slot]! < now) {
        this.unlink(slot);
        this.counts.move(cases, slot, BREACHED);
      }
      slot = next;
    }
  }

  private warn(minute: number, horizon: Instant): void {
    const { cases } = this;
    for (let slot = this.heads[minute & MASK]!; slot !== NIL; slot = cases.next[slot]!) {
      if (cases.deadline[slot] === IN_TIME && cases.dueAt[slot]! <= horizon) this.counts.move(cases, slot, AT_RISK);
    }
  }

  /** Hangs what waits in the overflow into a ring that now begins at `minute`. */
  private turn(minute: number): void {
    const { cases } = this;
    let slot = this.overflow;
    this.overflow = NIL;
    this.base = minute;
    while (slot !== NIL) {
      const next = cases.next[slot]!;
      this.link(slot, cases.dueAt[slot]!);
      slot = next;
    }
  }

  private link(slot: number, dueAt: Instant): void {
    const { cases } = this;
    const minute = Math.floor(dueAt / MINUTE_MS);
    const inRing = minute - this.base < RING;
    const head = inRing ? this.heads[minute & MASK]! : this.overflow;
    cases.previous[slot] = NIL;
    cases.next[slot] = head;
    if (head !== NIL) cases.previous[head] = slot;
    if (inRing) this.heads[minute & MASK] = slot;
    else this.overflow = slot;
  }

  private unlink(slot: number): void {
    const { cases } = this;
    const next = cases.next[slot]!;
    const previous = cases.previous[slot]!;
    if (next !== NIL) cases.previous[next] = previous;
    if (previous !== NIL) {
      cases.next[previous] = next;
      return;
    }
    const minute = Math.floor(cases.dueAt[slot]! / MINUTE_MS);
    if (minute - this.base < RING) this.heads[minute & MASK] = next;
    else this.overflow = next;
  }
}
