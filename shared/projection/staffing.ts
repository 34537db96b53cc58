import type { LogRecord, StaffingEvent } from '../domain/events';
import type { DecisionKey } from '../domain/keys';
import { SEATS_LIMIT } from '../domain/staffing';
import type { FloorExpectation, ShareRange } from '../domain/staffing';
import type { Instant } from '../time/instant';
import { isInstant, isKey } from './key-limits';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/** More decisions than a floor takes in two days. */
const DECISIONS_KEPT = 50;

export type StaffingDecision = LogRecord & { readonly event: StaffingEvent };

/** The latest staffing decisions in the order of the log, at most 50: what they change of the plan, and what was expected of them. */
export class Staffing {
  /** One more than the highest key that was used. */
  nextDecision: DecisionKey = 1;
  private decisions: StaffingDecision[] = [];

  /** In the order of the log. */
  all(): readonly StaffingDecision[] {
    return this.decisions;
  }

  /** Seats beside the planned ones at a moment: the sum of the decisions whose fromAt … toAt (not included) holds it. */
  seatsAt(moment: Instant): number {
    let seats = 0;
    for (const { event } of this.decisions) if (moment >= event.fromAt && moment < event.toAt) seats += event.measure.seats;
    return seats;
  }

  objection({ decision, measure, fromAt, toAt, without, with: withMeasure }: StaffingEvent): string | null {
    if (!isKey(decision) || decision < this.nextDecision) return `decision ${decision} is not after ${this.nextDecision - 1}`;
    if (!(isInstant(fromAt) && isInstant(toAt) && toAt > fromAt)) return 'it holds at no time';
    if (!(Number.isInteger(measure.seats) && Math.abs(measure.seats) <= SEATS_LIMIT))
      return `${measure.seats} seats are no number of seats`;
    const factors = [measure.handlingFactor, measure.arrivalsFactor, measure.patienceFactor];
    if (!factors.every((factor) => Number.isFinite(factor) && factor > 0)) return 'a factor is not positive';
    return [...numbersOf(without), ...numbersOf(withMeasure)].every(Number.isFinite) ? null : 'an expectation is no number';
  }

  /** `record.event` must have raised no objection. */
  apply({ seq, at, by }: LogRecord, event: StaffingEvent): void {
    this.nextDecision = event.decision + 1;
    this.decisions.push({ seq, at, by, event });
    if (this.decisions.length > DECISIONS_KEPT) this.decisions.shift();
  }

  /** The same without what people wrote. */
  wordless(): Staffing {
    const copy = new Staffing();
    copy.nextDecision = this.nextDecision;
    copy.decisions = this.decisions.map((record) => ({ ...record, event: { ...record.event, reason: '' } }));
    return copy;
  }

  canonical(): unknown {
    return { nextDecision: this.nextDecision, decisions: [...this.decisions] };
  }

  write(writer: SnapshotWriter): void {
    writer.number(this.nextDecision);
    writer.number(this.decisions.length);
    for (const { seq, at, by, event } of this.decisions) {
      writer.number(seq);
      writer.number(at);
      writer.text(by);
      writeDecided(event, writer);
    }
  }

  read(reader: SnapshotReader): void {
    this.nextDecision = reader.integer();
    this.decisions = [];
    for (let left = reader.integer(DECISIONS_KEPT); left > 0; left -= 1) {
      const seq = reader.integer();
      const at = reader.instant();
      const by = reader.text();
      this.decisions.push({ seq, at, by, event: readDecided(reader) });
    }
  }
}

/** A decision as snapshots hold it. */
export function writeDecided(event: StaffingEvent, writer: SnapshotWriter): void {
  const { decision, measure, fromAt, toAt } = event;
  const { seats, handlingFactor, arrivalsFactor, patienceFactor } = measure;
  for (const number of [decision, seats, handlingFactor, arrivalsFactor, patienceFactor, fromAt, toAt]) writer.number(number);
  for (const number of [...numbersOf(event.without), ...numbersOf(event.with)]) writer.number(number);
  writer.text(event.reason);
}

export function readDecided(reader: SnapshotReader): StaffingEvent {
  const range = (): ShareRange => ({ low: reader.number(), likely: reader.number(), high: reader.number() });
  const expectation = (): FloorExpectation => ({ serviceLevel: range(), abandoned: range(), occupancy: range() });
  return {
    kind: 'staffing.decided',
    decision: reader.integer(0xffff_ffff),
    measure: {
      seats: reader.number(),
      handlingFactor: reader.number(),
      arrivalsFactor: reader.number(),
      patienceFactor: reader.number(),
    },
    fromAt: reader.instant(),
    toAt: reader.instant(),
    without: expectation(),
    with: expectation(),
    reason: reader.text(),
  };
}

function numbersOf({ serviceLevel, abandoned, occupancy }: FloorExpectation): number[] {
  return [serviceLevel, abandoned, occupancy].flatMap(({ low, likely, high }) => [low, likely, high]);
}
