import { z } from 'zod';

/** Kinds of problem. The window words them in the reader's language by `type`; title and detail are for logs and other programs. */
export const PROBLEM_TYPES = [
  'version-conflict',
  'not-found',
  'illegal-transition',
  'invalid',
  'forbidden',
  'unauthorized',
  'revoked',
  'wrong-code',
  'locked',
  'no-answer',
  'wire-mismatch',
  'overloaded',
  'storage',
  'unavailable',
] as const;

/** An RFC 9457 problem document. */
export const problemSchema = z.object({
  type: z.enum(PROBLEM_TYPES),
  title: z.string(),
  status: z.number().int().min(400).max(599),
  detail: z.string(),
  /** version-conflict: what the things named in `expected` look like now, one entry each. */
  current: z.array(z.object({ case: z.number().int(), version: z.number().int(), status: z.string(), unit: z.number().int() })).optional(),
  /** The refusal's own data (field, rule, state, what). */
  params: z.record(z.string(), z.string()).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
