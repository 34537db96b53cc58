/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly __unit?: 'ms since epoch' };

/** A length of time in milliseconds. */
export type DurationMs = number & { readonly __unit?: 'ms' };

export const SECOND_MS: DurationMs = 1_000;
export const MINUTE_MS: DurationMs = 60_000;
export const HOUR_MS: DurationMs = 3_600_000;
export const DAY_MS: DurationMs = 86_400_000;

/** The step of every day series: 5 minutes, 288 to a 24-hour day. */
export const INTERVAL_MS: DurationMs = 5 * MINUTE_MS;
