import type { CaseColumns } from './case-columns';
import { Counts, highest } from './counts';
import { DEADLINE_STATES, GRADES } from '../domain/terms';
import { AT_RISK, BREACHED, IN_TIME, NO_DEADLINE } from './term-codes';

/** Counts of running cases of one unit, district or grade by what their deadline says. */
export interface DeadlineStanding {
  readonly inTime: number;
  readonly atRisk: number;
  readonly breached: number;
}

const STATES = DEADLINE_STATES.length;

/** Running cases by deadline state and one small key. */
class Standings {
  /** By STATES · key + state. */
  private readonly counts = new Counts(16 * STATES);

  add(key: number, state: number, change: number): void {
    this.counts.add(key * STATES + state, change);
  }

  /** The counters by STATES · key + state, with room for keys up to `key`: good until the next call of anything here. */
  upTo(key: number): Uint32Array {
    return this.counts.upTo(key * STATES + STATES - 1);
  }

  of(key: number): DeadlineStanding {
    const at = key * STATES;
    const { counts } = this;
    return { inTime: counts.get(at + IN_TIME), atRisk: counts.get(at + AT_RISK), breached: counts.get(at + BREACHED) };
  }

  /** One more than the highest key that may have been counted. */
  get end(): number {
    return Math.ceil(this.counts.end / STATES);
  }

  clear(): void {
    this.counts.clear();
  }

  canonical(): unknown {
    const all = Array.from({ length: this.end }, (_, key) => this.of(key));
    const column = (state: keyof DeadlineStanding): number[] => {
      const counts = all.map((standing) => standing[state]);
      return counts.slice(0, counts.findLastIndex((count) => count > 0) + 1);
    };
    return { inTime: column('inTime'), atRisk: column('atRisk'), breached: column('breached') };
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

  /** Counts slots `from` … `to` − 1 by the state in their column. */
  addAll(cases: CaseColumns, from: number, to: number): void {
    const { deadline, unit, district, grade } = cases;
    const { totals } = this;
    const byUnit = this.byUnit.upTo(highest(unit, from, to));
    const byDistrict = this.byDistrict.upTo(highest(district, from, to));
    const byGrade = this.byGrade.upTo(GRADES.length - 1);
    for (let slot = from; slot < to; slot += 1) {
      const state = deadline[slot]!;
      if (state === NO_DEADLINE) continue;
      totals[state]! += 1;
      byUnit[unit[slot]! * STATES + state]! += 1;
      byDistrict[district[slot]! * STATES + state]! += 1;
      byGrade[grade[slot]! * STATES + state]! += 1;
    }
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
