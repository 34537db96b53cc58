import type { DistrictKey, UnitKey } from '../domain/keys';
import type { DurationMs, Instant } from '../time/instant';

/** Each district's deadlines, and what comes from it beside what is usual there at this time. Entry order: by key, every district. */
export interface DistrictsTile {
  /** What `appeals` and `usual` are of. */
  readonly windowMs: DurationMs;
  readonly districts: readonly DistrictFigures[];
}

export interface DistrictFigures {
  readonly district: DistrictKey;
  readonly open: number;
  readonly atRisk: number;
  readonly breached: number;
  readonly appeals: number;
  /** Tenths of an appeal; null: too little is known of the city yet. */
  readonly usual: number | null;
  /** The same of the categories that the open emergency concerns; null while none is open. */
  readonly concerned: { readonly appeals: number; readonly usual: number | null } | null;
}

/** Deadlines beyond the horizon of `due`, and those that have been broken for longest. */
export interface OverdueTile {
  /** Cases by grade that fall due in each of the next hours: byGrade[grade index][hour]. */
  readonly hours: { readonly stepMs: DurationMs; readonly byGrade: readonly (readonly number[])[] };
  /** Units by the oldest deadline that they have broken, `dueAt`, oldest first, at most 10; `breached` of theirs are broken in all. */
  readonly oldest: readonly { readonly unit: UnitKey; readonly dueAt: Instant; readonly breached: number }[];
}
