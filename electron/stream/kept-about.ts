import { z } from 'zod';
import { sourceSchema } from '../../shared/contract/city';
import { seqSchema } from '../../shared/contract/wire';

/** What everything that is kept of a picture says of it. */
export const keptAboutSchema = z.object({
  epoch: z.string().min(1).max(64),
  seq: seqSchema,
  cityNow: z.number().int(),
  speed: z.number().nonnegative(),
  /** By this machine's clock. */
  writtenAt: z.number().int(),
  source: sourceSchema,
});
