import { INTERVAL_MS } from '../time/instant';
import type { DurationMs, Instant } from '../time/instant';
import { GRADES } from '../domain/terms';
import { NONE, type UnitKey } from '../domain/keys';
import type { CaseColumns } from './case-columns';
import type { CityClock } from './city-clock';
import { DeadlineCounts } from './deadline-counts';
import type { DeadlineStanding } from './deadline-counts';
import { NearDeadlines } from './near-deadlines';
import { HORIZON_LIMIT_MS } from './settings';
import { AT_RISK, BREACHED, IN_TIME, NO_DEADLINE, RUNNING } from './term-codes';

/**
 * Knows which running cases are in time, at risk and breached at any millisecond without looking at the others: the slots of deadlines that come near are
 * noted by minute, and passing time only visits the minutes it passes, once for now and once for now + horizon. Far deadlines are found by a walk over the
 * columns twice a day of the city, which is cheaper than links that every step of a case must mend.
 *
 * breached: dueAt < now. At risk: now ≤ dueAt ≤ now + horizon. Only statuses in which a deadline runs and cases with a deadline count.
 *
 * Every method that answers first settles up to the clock's now, so an answer never depends on when somebody asked before.
 */
export class DeadlineWheel {
  private readonly near: NearDeadlines;
  private settledAt: Instant = 0;
  private readonly counts = new DeadlineCounts();

  constructor(
    private readonly cases: CaseColumns,
    private readonly clock: CityClock,
    readonly horizonMs: DurationMs,
  ) {
    this.near = new NearDeadlines(horizonMs);
    this.near.begin(0);
  }

  /** Takes a stored case in; nothing happens if no deadline of it runs. */
  hang(slot: number): void {
    const { cases } = this;
    const dueAt = cases.dueAt[slot]!;
    if (dueAt === 0 || RUNNING[cases.status[slot]!] === 0) return;
    const state = this.stateAt(dueAt, this.settledAt);
    cases.deadline[slot] = state;
    this.counts.add(cases, slot, state, 1);
    if (state === BREACHED) return;
    this.near.note(slot, dueAt);
    if (this.near.overfull) this.noteAll();
  }

  /** Takes a case out, before its columns change. */
  unhang(slot: number): void {
    const { cases } = this;
    const state = cases.deadline[slot]!;
    if (state === NO_DEADLINE) return;
    this.counts.add(cases, slot, state, -1);
    cases.deadline[slot] = NO_DEADLINE;
  }

  /** Moves every case on that has become at risk or breached since the last time. */
  settle(): void {
    const { now } = this.clock;
    const from = this.settledAt;
    if (now === from) return;
    this.settledAt = now;
    const horizon = now + this.horizonMs;
    if (this.near.endsBefore(horizon)) {
      this.noteAll();
      return;
    }
    this.near.visit(from, now, this.follow);
    this.near.visit(from + this.horizonMs, horizon, this.follow);
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

  /** Units by the oldest deadline that they have broken, oldest first, the lower key first among equals; at most `limit`. A look at every case. */
  oldestBroken(limit: number): { readonly unit: UnitKey; readonly dueAt: Instant }[] {
    this.settle();
    const { deadline, unit, dueAt, end } = this.cases;
    const oldest = new Map<UnitKey, Instant>();
    for (let slot = 0; slot < end; slot += 1) {
      if (deadline[slot] !== BREACHED) continue;
      const of = unit[slot]!;
      if (of === NONE) continue;
      const at = dueAt[slot]!;
      if (at < (oldest.get(of) ?? Number.POSITIVE_INFINITY)) oldest.set(of, at);
    }
    return Array.from(oldest, ([of, at]) => ({ unit: of, dueAt: at }))
      .sort((a, b) => a.dueAt - b.dueAt || a.unit - b.unit)
      .slice(0, limit);
  }

  /** upcoming[grade][i]: cases not breached whose deadline lies in now + i·stepMs … now + (i + 1)·stepMs, its end excluded. At most 14 days in all. */
  upcoming(steps = 12, stepMs: DurationMs = INTERVAL_MS): number[][] {
    if (steps * stepMs > HORIZON_LIMIT_MS) throw new RangeError('the wheel does not look so far ahead');
    this.settle();
    const { cases } = this;
    const { now } = this.clock;
    const end = now + steps * stepMs;
    const byGrade = GRADES.map(() => Array.from({ length: steps }, () => 0));
    const count = (slot: number) => {
      const ahead = cases.dueAt[slot]! - now;
      const runs = cases.deadline[slot] === IN_TIME || cases.deadline[slot] === AT_RISK;
      if (runs && ahead >= 0 && ahead < steps * stepMs) byGrade[cases.grade[slot]!]![Math.floor(ahead / stepMs)]! += 1;
    };
    if (this.near.endsBefore(end)) {
      for (let slot = 0; slot < cases.end; slot += 1) count(slot);
      return byGrade;
    }
    const seen = new Uint32Array(Math.ceil(cases.end / 32));
    this.near.visit(now, end, (slot) => {
      const bit = 1 << (slot & 31);
      if ((seen[slot >> 5]! & bit) !== 0) return;
      seen[slot >> 5]! |= bit;
      count(slot);
    });
    return byGrade;
  }

  /** Everything counted, by key, zeros at the ends left out: for tests and comparison. */
  canonical(): unknown {
    this.settle();
    return this.counts.canonical();
  }

  bytes(): number {
    return this.near.bytes();
  }

  /** Forgets all cases and begins at the clock's now; then `hangAll` takes them in. */
  clear(): void {
    this.counts.clear();
    this.settledAt = this.clock.now;
    this.near.begin(this.settledAt);
  }

  /** Takes in slots `from` … `to` − 1, whatever their deadline state says, those in use and free ones. */
  hangAll(from: number, to: number): void {
    const { cases, near, settledAt } = this;
    const { deadline, status, dueAt } = cases;
    for (let slot = from; slot < to; slot += 1) {
      const due = dueAt[slot]!;
      // A free slot counts as closed.
      const state = due === 0 || RUNNING[status[slot]!] === 0 ? NO_DEADLINE : this.stateAt(due, settledAt);
      deadline[slot] = state;
      if (state === IN_TIME || state === AT_RISK) near.note(slot, due);
    }
    this.counts.addAll(cases, from, to);
  }

  /** To be called after the last of `hangAll`. */
  hung(): void {
    this.near.settled();
  }

  private stateAt(dueAt: Instant, now: Instant): number {
    if (dueAt < now) return BREACHED;
    return dueAt <= now + this.horizonMs ? AT_RISK : IN_TIME;
  }

  /** Gives a case the state that it has now, if a deadline of it runs at all. Time only makes it worse. */
  private readonly follow = (slot: number): void => {
    const { cases } = this;
    const known = cases.deadline[slot]!;
    if (known === NO_DEADLINE || known === BREACHED) return;
    const state = this.stateAt(cases.dueAt[slot]!, this.settledAt);
    if (state !== known) this.counts.move(cases, slot, state);
  };

  /** Looks all cases through: brings them up to date and notes what is near. */
  private noteAll(): void {
    const { cases, near, settledAt } = this;
    const { deadline, dueAt } = cases;
    near.begin(settledAt);
    for (let slot = 0; slot < cases.end; slot += 1) {
      if (deadline[slot] === NO_DEADLINE || deadline[slot] === BREACHED) continue;
      if (dueAt[slot]! <= settledAt + this.horizonMs) this.follow(slot);
      if (deadline[slot] !== BREACHED) near.note(slot, dueAt[slot]!);
    }
    near.settled();
  }
}
