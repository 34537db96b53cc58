import type { DurationMs, Instant } from '../time/instant';
import type {
  Actor,
  CallKey,
  CaseKey,
  CategoryKey,
  DecisionKey,
  DistrictKey,
  EmergencyKey,
  Name,
  Place,
  QueueKey,
  SeatKey,
  Seq,
  TaskKey,
  TownshipKey,
  UnitKey,
} from './keys';
import type { AbandonRule } from './service-level';
import type { FloorExpectation, StaffingMeasure } from './staffing';
import type { CaseStatus, Channel, Contact, Grade, Satisfaction, SeatState, UnitKind } from './terms';

/**
 * What has happened, in the past tense. Events are the only way that anything changes: the hub appends them to the log, and hub, stream,
 * tests and replays fold the same ones.
 */
export type DomainEvent =
  | CatalogueEvent
  | CaseEvent
  | CallEvent
  | CallHistoryEvent
  | SeatEvent
  | StaffingEvent
  | TaskEvent
  | EmergencyEvent
  | LogEvent;

/** Reference data arrives as events too, so that a city is data: a key means the same thing for the whole life of a log. */
export type CatalogueEvent =
  | { readonly kind: 'catalogue.district-added'; readonly district: DistrictKey; readonly code: string; readonly name: Name }
  | {
      readonly kind: 'catalogue.township-added';
      readonly township: TownshipKey;
      readonly code: string;
      readonly district: DistrictKey;
      readonly name: Name;
      /** A point inside it for labels; null when the source knows none. */
      readonly place: Place | null;
    }
  | {
      readonly kind: 'catalogue.unit-added';
      readonly unit: UnitKey;
      readonly code: string;
      readonly unitKind: UnitKind;
      readonly district: DistrictKey;
      readonly name: Name;
    }
  | {
      readonly kind: 'catalogue.category-added';
      readonly category: CategoryKey;
      readonly code: string;
      readonly parent: CategoryKey;
      readonly name: Name;
    }
  /** A queue (排队技能组) of the phone line, with the threshold and the rule by which its service level is counted. */
  | {
      readonly kind: 'catalogue.queue-added';
      readonly queue: QueueKey;
      readonly code: string;
      readonly name: Name;
      readonly thresholdMs: DurationMs;
      readonly abandonRule: AbandonRule;
    };

export type CaseEvent =
  | {
      readonly kind: 'case.received';
      readonly case: CaseKey;
      /** The number that people know the case by (工单号), unique in its source. */
      readonly reference: string;
      readonly contact: Contact;
      readonly channel: Channel;
      readonly category: CategoryKey;
      readonly district: DistrictKey;
      readonly township: TownshipKey;
      /** null: the source gave no place, or one that is known to be a placeholder. */
      readonly place: Place | null;
      readonly call: CallKey;
    }
  /** An open case taken over with its state when a log begins: an opening balance, never made by a command. */
  | {
      readonly kind: 'case.carried-over';
      readonly case: CaseKey;
      readonly reference: string;
      readonly channel: Channel;
      readonly category: CategoryKey;
      readonly district: DistrictKey;
      readonly township: TownshipKey;
      readonly place: Place | null;
      readonly status: CaseStatus;
      readonly unit: UnitKey;
      readonly grade: Grade;
      readonly receivedAt: Instant;
      readonly dispatchedAt: Instant;
      readonly dueAt: Instant;
    }
  | { readonly kind: 'case.enquiry-answered'; readonly case: CaseKey }
  | { readonly kind: 'case.dispatched'; readonly case: CaseKey; readonly unit: UnitKey; readonly grade: Grade; readonly dueAt: Instant }
  | { readonly kind: 'case.accepted'; readonly case: CaseKey }
  | { readonly kind: 'case.started'; readonly case: CaseKey }
  | { readonly kind: 'case.returned'; readonly case: CaseKey; readonly reason: string }
  | {
      readonly kind: 'case.reassigned';
      readonly case: CaseKey;
      readonly from: UnitKey;
      readonly to: UnitKey;
      readonly dueAt: Instant;
      readonly reason: string;
    }
  | { readonly kind: 'case.urged'; readonly case: CaseKey; readonly reason: string }
  | { readonly kind: 'case.resolved'; readonly case: CaseKey }
  | {
      readonly kind: 'case.called-back';
      readonly case: CaseKey;
      /** false: the citizen was not reached; the answers are then null and the callback is not valid for the rates. */
      readonly reached: boolean;
      /** What the citizen answers: has the unit been in touch, is it solved, how satisfied. */
      readonly contacted: boolean | null;
      readonly solved: boolean | null;
      readonly satisfaction: Satisfaction | null;
    }
  | { readonly kind: 'case.closed'; readonly case: CaseKey }
  | { readonly kind: 'case.reopened'; readonly case: CaseKey; readonly dueAt: Instant; readonly reason: string }
  | { readonly kind: 'case.merged'; readonly case: CaseKey; readonly into: CaseKey }
  | { readonly kind: 'case.cancelled'; readonly case: CaseKey; readonly reason: string };

export type CallEvent =
  /** `queue`: NONE when the source tells none. */
  | { readonly kind: 'call.offered'; readonly call: CallKey; readonly queue: QueueKey }
  | { readonly kind: 'call.answered'; readonly call: CallKey; readonly seat: SeatKey }
  | { readonly kind: 'call.abandoned'; readonly call: CallKey }
  /** The talk is over; the seat goes into wrap-up. */
  | { readonly kind: 'call.ended'; readonly call: CallKey; readonly seat: SeatKey }
  /** The wrap-up is over; the seat is idle again. */
  | { readonly kind: 'call.wrapped-up'; readonly call: CallKey; readonly seat: SeatKey };

/** Offered calls of one earlier day, all queues together, when a log begins: an opening balance that a forecast can learn from. */
export type CallHistoryEvent = {
  readonly kind: 'calls.carried-over';
  /** Start of that city day. */
  readonly startAt: Instant;
  readonly stepMs: DurationMs;
  /** Entry i: calls offered in startAt + i·stepMs … + stepMs. */
  readonly offered: readonly number[];
};

export type SeatEvent =
  /** A person signs in (idle), goes on a break, comes back (idle) or signs out (off). Talking and wrap-up come from call events. */
  | { readonly kind: 'seat.changed'; readonly seat: SeatKey; readonly state: Extract<SeatState, 'idle' | 'break' | 'off'> }
  /** The shift plan of one day: seats planned in each step from `startAt`, `stepMs` long. */
  | { readonly kind: 'seats.planned'; readonly startAt: Instant; readonly stepMs: DurationMs; readonly seats: readonly number[] };

/** A supervisor has decided to staff the floor otherwise than planned, with what was expected of it at that moment. */
export type StaffingEvent = {
  readonly kind: 'staffing.decided';
  readonly decision: DecisionKey;
  readonly measure: StaffingMeasure;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  /** Expected over fromAt … `scoreUntil` without and with the measure. */
  readonly without: FloorExpectation;
  readonly with: FloorExpectation;
  readonly reason: string;
};

export type TaskEvent =
  | {
      readonly kind: 'task.defined';
      readonly task: TaskKey;
      readonly name: Name;
      /** NONE when the lead department is not verified. */
      readonly lead: UnitKey;
      readonly year: number;
      readonly target: number;
      readonly measure: Name;
      /** Planned total at the end of each month, January first: 12 numbers. */
      readonly plan: readonly number[];
      /** true: target or progress is sample data (示例), and every screen and export says so. */
      readonly sample: boolean;
    }
  | { readonly kind: 'task.progressed'; readonly task: TaskKey; readonly value: number };

export type EmergencyEvent =
  | {
      readonly kind: 'emergency.opened';
      readonly emergency: EmergencyKey;
      /** The code of a playbook of the city (rainstorm, heating failure, …). */
      readonly playbook: string;
      readonly drill: boolean;
      readonly reason: string;
    }
  | { readonly kind: 'emergency.closed'; readonly emergency: EmergencyKey; readonly reason: string };

/** A removed event keeps its place in the log, so that a gap always means a loss. */
export type LogEvent = { readonly kind: 'log.redacted' };

export type EventKind = DomainEvent['kind'];

/** One entry of the log: who and when beside what. `at` is the city's time, which in a replay is not the clock on the wall. */
export interface LogRecord {
  readonly seq: Seq;
  readonly at: Instant;
  readonly by: Actor;
  readonly event: DomainEvent;
}
