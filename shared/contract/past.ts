import { z } from 'zod';

/** No recorded hour passes faster than in a second. */
const MOST_PAST_SPEED = 3_600;

/** The city as it was: at that moment of its time, which then passes at `speed` city ms per real ms; 0: it stands still. */
export const pastSchema = z.object({
  at: z.number().int().nonnegative().max(8_640_000_000_000_000),
  speed: z.number().min(0).max(MOST_PAST_SPEED),
});

export type Past = z.infer<typeof pastSchema>;
