import { DAY_MS, MINUTE_MS } from '../../time/instant';
import type { DurationMs } from '../../time/instant';
import { CONTACTS_A_DAY } from './contact-id';

/** Planners know the day in half hours. */
const SMOOTH_MINUTES = 30;
const MINUTES = DAY_MS / MINUTE_MS;
const EXAMPLES = 5;

/** Why a line of a file of arrivals is not taken. */
export const ARRIVAL_REFUSALS = ['line-too-long', 'not-a-number', 'negative', 'after-the-day', 'too-many-rows'] as const;
export type ArrivalRefusal = (typeof ARRIVAL_REFUSALS)[number];

/** When the calls of one recorded day came. */
export interface RecordedDay {
  /** ms after the start of the day, rising, no two alike. */
  readonly times: Float64Array;
  /** Calls in each minute of the day as somebody would expect them who knows the day in half hours; sums to their number. */
  readonly profile: Float64Array;
}

/** What became of the lines: rows = kept + Σ refused.count. */
export interface ArrivalReport {
  readonly rows: number;
  readonly kept: number;
  readonly refused: readonly { readonly reason: ArrivalRefusal; readonly count: number; readonly examples: readonly string[] }[];
}

/**
 * Reads gaps between calls, in minutes, one a line without a header, into the times of one day from midnight on. A broken line is left out as if it
 * were not there; calls that come after the day has ended belong to no day and are left out too. Empty lines are no rows.
 */
export class GapsToDay {
  private readonly times: DurationMs[] = [];
  private readonly refused = new Map<ArrivalRefusal, { count: number; examples: string[] }>();
  private rows = 0;
  private minutes = 0;

  /** `text` null: the line was too long to be read. */
  add(text: string | null, line: number): void {
    if (text !== null && text.trim() === '') return;
    this.rows += 1;
    const refusal = this.take(text);
    if (refusal === null) return;
    const entry = this.refused.get(refusal) ?? { count: 0, examples: [] };
    entry.count += 1;
    if (entry.examples.length < EXAMPLES) entry.examples.push(`line ${line}`);
    this.refused.set(refusal, entry);
  }

  finish(): { readonly day: RecordedDay; readonly report: ArrivalReport } {
    const times = Float64Array.from(this.times);
    const refused = [...this.refused].map(([reason, { count, examples }]) => ({ reason, count, examples }));
    return { day: { times, profile: smoothed(times) }, report: { rows: this.rows, kept: times.length, refused } };
  }

  private take(text: string | null): ArrivalRefusal | null {
    if (text === null) return 'line-too-long';
    const gap = Number(text);
    if (!Number.isFinite(gap)) return 'not-a-number';
    if (gap < 0) return 'negative';
    if (this.times.length >= CONTACTS_A_DAY) return 'too-many-rows';
    const minutes = this.minutes + gap;
    // Two calls of the same moment come one after the other.
    const time = Math.max(Math.floor(minutes * MINUTE_MS), (this.times.at(-1) ?? -1) + 1);
    if (time >= DAY_MS) return 'after-the-day';
    this.minutes = minutes;
    this.times.push(time);
    return null;
  }
}

function smoothed(times: Float64Array): Float64Array {
  const halfHours = new Float64Array(MINUTES / SMOOTH_MINUTES);
  for (const time of times) halfHours[Math.floor(time / (SMOOTH_MINUTES * MINUTE_MS))]! += 1;
  return Float64Array.from({ length: MINUTES }, (_, minute) => halfHours[Math.floor(minute / SMOOTH_MINUTES)]! / SMOOTH_MINUTES);
}
