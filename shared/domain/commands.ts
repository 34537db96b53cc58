import type { CaseKey, CategoryKey, DistrictKey, Place, TaskKey, TownshipKey, UnitKey, CallKey, EmergencyKey } from './keys';
import type { FloorExpectation, StaffingMeasure } from './staffing';
import type { Instant } from '../time/instant';
import type { Channel, Contact, Grade, Satisfaction } from './terms';

/** What somebody wants done, in the imperative. `decide` turns it into events or says why not. */
export type CaseCommand =
  | {
      readonly kind: 'receive-case';
      readonly reference: string;
      readonly contact: Contact;
      readonly channel: Channel;
      readonly category: CategoryKey;
      readonly district: DistrictKey;
      readonly township: TownshipKey;
      readonly place: Place | null;
      readonly call: CallKey;
    }
  | { readonly kind: 'answer-enquiry'; readonly case: CaseKey }
  | { readonly kind: 'dispatch-case'; readonly case: CaseKey; readonly unit: UnitKey; readonly grade: Grade }
  | { readonly kind: 'accept-case'; readonly case: CaseKey }
  | { readonly kind: 'start-case'; readonly case: CaseKey }
  | { readonly kind: 'return-case'; readonly case: CaseKey; readonly reason: string }
  | { readonly kind: 'reassign-case'; readonly case: CaseKey; readonly to: UnitKey; readonly reason: string }
  | { readonly kind: 'urge-case'; readonly case: CaseKey; readonly reason: string }
  | { readonly kind: 'resolve-case'; readonly case: CaseKey }
  | {
      readonly kind: 'call-back';
      readonly case: CaseKey;
      readonly reached: boolean;
      readonly contacted: boolean | null;
      readonly solved: boolean | null;
      readonly satisfaction: Satisfaction | null;
    }
  | { readonly kind: 'close-case'; readonly case: CaseKey }
  | { readonly kind: 'reopen-case'; readonly case: CaseKey; readonly reason: string }
  | { readonly kind: 'merge-case'; readonly case: CaseKey; readonly into: CaseKey }
  | { readonly kind: 'cancel-case'; readonly case: CaseKey; readonly reason: string };

export type EmergencyCommand =
  | { readonly kind: 'open-emergency'; readonly playbook: string; readonly drill: boolean; readonly reason: string }
  | { readonly kind: 'close-emergency'; readonly emergency: EmergencyKey; readonly reason: string };

export type TaskCommand = { readonly kind: 'progress-task'; readonly task: TaskKey; readonly value: number };

/** Applies a what-if. `without` and `with`: what the sender was shown to expect of it. */
export type StaffingCommand = {
  readonly kind: 'decide-staffing';
  readonly measure: StaffingMeasure;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly without: FloorExpectation;
  readonly with: FloorExpectation;
  readonly reason: string;
};

export type Command = CaseCommand | EmergencyCommand | TaskCommand | StaffingCommand;

/** Why a command was not carried out. Expected, typed, never an exception. */
export type Refusal =
  /** Nothing by that key. */
  | { readonly kind: 'not-found'; readonly what: 'case' | 'unit' | 'category' | 'task' | 'playbook' | 'emergency' }
  /** The thing exists but its life does not allow this step now. */
  | { readonly kind: 'illegal-transition'; readonly command: Command['kind']; readonly state: string }
  /** The value itself makes no sense (an empty reason, a merge into itself, a unit that has the case already). */
  | { readonly kind: 'invalid'; readonly field: string; readonly rule: string };

export type Decision<Event> = { readonly ok: true; readonly events: readonly Event[] } | { readonly ok: false; readonly refusal: Refusal };
