/**
 * Keys are small dense integers that the hub assigns inside one log: they index columns directly. What people know a thing by
 * (a case's reference, a township's nine-digit code) travels once, in the event that introduces the key.
 * 0 never names a thing: it means "none" or "not known".
 */
export type Seq = number & { readonly __unit?: 'seq' };
export type CaseKey = number & { readonly __unit?: 'case' };
export type CallKey = number & { readonly __unit?: 'call' };
export type SeatKey = number & { readonly __unit?: 'seat' };
export type QueueKey = number & { readonly __unit?: 'queue' };
export type DecisionKey = number & { readonly __unit?: 'decision' };
export type DistrictKey = number & { readonly __unit?: 'district' };
export type TownshipKey = number & { readonly __unit?: 'township' };
export type UnitKey = number & { readonly __unit?: 'unit' };
export type CategoryKey = number & { readonly __unit?: 'category' };
export type TaskKey = number & { readonly __unit?: 'task' };
export type EmergencyKey = number & { readonly __unit?: 'emergency' };

export const NONE = 0;

/** Who did it: `system`, `source:<name>`, `unit:<code>`, or `<role>:<name>` for a person. */
export type Actor = string;

/** A name in both languages of the product. A source that knows one language repeats it. */
export interface Name {
  readonly zh: string;
  readonly en: string;
}

/** A place on the ground, WGS-84 degrees. */
export interface Place {
  readonly longitude: number;
  readonly latitude: number;
}
