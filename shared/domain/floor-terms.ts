/** The windows over which a service level is told; `day` runs from the day's reset, the others back from now. */
export const SERVICE_WINDOWS = ['5min', '30min', 'day', '24h'] as const;
export type ServiceWindow = (typeof SERVICE_WINDOWS)[number];

/** What has become of a call so far. An index into this list is what columns carry, so entries are only ever appended. */
export const CALL_OUTCOMES = ['waiting', 'talking', 'wrap-up', 'done', 'abandoned'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];
