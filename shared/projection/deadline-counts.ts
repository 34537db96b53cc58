import type { CaseColumns } from './case-columns';
import { Counts } from './counts';
import { AT_RISK, BREACHED, IN_TIME } from './term-codes';

/** Counts of running cases of one unit, district or grade by what their deadline says. */
export interface DeadlineStanding {
  readonly inTime: number;
  readonly atRisk: number;
  readonly breached: number;
}

/** Running cases by deadline state and one small key. */
class Standings {
  private readonly inTime = new Counts();
  private readonly atRisk = new Counts();
  private readonly breached = new Counts();

  add(key: number, state: number, change: number): void {
    if (state === IN_TIME) this.inTime.add(key, change);
    else if (state === AT_RISK) this.atRisk.add(key, change);
    else if (state === BREACHED) this.breached.add(key, change);
  }

  of(key: number): DeadlineStanding {
    return { inTime: this.inTime.get(key), atRisk: this.atRisk.get(key), breached: this.breached.get(key) };
  }

  get end(): number {
    return Math.max(this.atRisk.end, this.breached.end);
  }

  clear(): void {
    this.inTime.clear();
    this.atRisk.clear();
    this.breached.clear();
  }

  canonical(): unknown {
    return { inTime: this.inTime.toArray(), atRisk: this.atRisk.toArray(), breached: this.breached.toArray() };
  }
}

/** The wheel's counters: in total, by unit, district and grade. */
export class DeadlineCounts {
  readonly byUnit = new Standings();
  readonly byDistrict = new Standings();
  readonly byGrade = new Standings();
  private readonly totals = new Float64Array(BREACHED + 1);

  /** `change` +1 or −1 for the case in `slot` in `state`. */
  add(cases: CaseColumns, slot: number, state: number, change: number): void {
    this.totals[state]! += change;
    this.byUnit.add(cases.unit[slot]!, state, change);
    this.byDistrict.add(cases.district[slot]!, state, change);
    this.byGrade.add(cases.grade[slot]!, state, change);
  }

  /** From the state in its column to `state`, which the column then says. */
  move(cases: CaseColumns, slot: number, state: number): void {
    this.add(cases, slot, cases.deadline[slot]!, -1);
    cases.deadline[slot] = state;
    this.add(cases, slot, state, 1);
  }

  total(): DeadlineStanding {
    return { inTime: this.totals[IN_TIME]!, atRisk: this.totals[AT_RISK]!, breached: this.totals[BREACHED]! };
  }

  clear(): void {
    this.totals.fill(0);
    this.byUnit.clear();
    this.byDistrict.clear();
    this.byGrade.clear();
  }

  canonical(): unknown {
    return {
      total: this.total(),
      byUnit: this.byUnit.canonical(),
      byDistrict: this.byDistrict.canonical(),
      byGrade: this.byGrade.canonical(),
    };
  }
}
