import { z } from 'zod';
import { DAY_TYPES } from '../../domain/day-type';

/**
 * scenarios.json: days that are not like the others, as data. A scenario adds calls to the ordinary ones, and takes seats away or makes calls longer
 * for some hours. Times are local, HH:MM, on every day on which the scenario holds; `to` is after `from`, 24:00 is the day's end. Figures are assumptions
 * unless a note says where they were published.
 */
const nameSchema = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const clockTime = z.string().regex(/^(?:([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day is written HH:MM');
const weights = z.record(z.string().min(1), z.number().nonnegative());
const share = z.number().min(0).max(1);

const surgeSchema = z.object({
  /** Categories (leaves) that people call about, by code, with their weights. */
  categories: weights.refine((codes) => Object.values(codes).some((weight) => weight > 0), 'at least one category needs a weight'),
  from: clockTime,
  to: clockTime,
  /** When it is worst: the calls swell until then and ebb away. null: as many in every minute. */
  peak: clockTime.nullable(),
  /** Calls in the whole event of `days` days. */
  calls: z.number().nonnegative().max(1_000_000),
  /** How much more often than elsewhere people call from these districts, by code, beside their usual weight. */
  districts: weights,
  /** The same for all others; 0: nobody calls from there. */
  elsewhere: z.number().nonnegative(),
});

const windowSchema = z.object({ from: clockTime, to: clockTime });

export const scenarioSchema = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  name: nameSchema,
  note: z.string(),
  /** The log begins on the latest such day up to today. Absent: today, whatever it is. */
  dayType: z.enum(DAY_TYPES).optional(),
  /** People call about what they call about in this month (1–12). Absent: the month of the day. */
  month: z.number().int().min(1).max(12).optional(),
  /** The part of an event's calls (`surges[].calls`) that falls on each day of the scenario: 1 for an event of a day. */
  dayShare: share,
  /** The part of its calls that the shift plan reckons with: 0 for what comes unforeseen, 1 for what everybody knows of. */
  planned: share,
  surges: z.array(surgeSchema).max(16),
  /** Talk and wrap-up of calls answered then take so many times as long. */
  handling: z.array(windowSchema.extend({ factor: z.number().min(0.2).max(5) })).max(16),
  /** So many of all seats cannot work then; each comes back within `backMinutes` after the end. */
  seatsLost: z.array(windowSchema.extend({ share, backMinutes: z.number().nonnegative().max(240) })).max(16),
});
export type ScenarioFile = z.infer<typeof scenarioSchema>;

/** The first one is the ordinary day: nothing added, nothing taken away. */
export const scenariosFileSchema = z
  .array(scenarioSchema)
  .min(1)
  .refine(
    ([first]) => first !== undefined && first.surges.length + first.handling.length + first.seatsLost.length === 0,
    'the first scenario is the ordinary day and changes nothing',
  );

/** Minutes since midnight of an HH:MM. */
export function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Why the windows of a scenario make no sense, with the field; null when they do. */
export function wrongWindow({ surges, handling, seatsLost }: ScenarioFile): { readonly field: string; readonly problem: string } | null {
  const lists = { surges, handling, seatsLost };
  for (const [name, list] of Object.entries(lists))
    for (const [i, { from, to }] of list.entries())
      if (minuteOfDay(to) <= minuteOfDay(from)) return { field: `${name}[${i}].to`, problem: `${to} is not after ${from}` };
  for (const [i, { from, to, peak }] of surges.entries())
    if (peak !== null && (minuteOfDay(peak) < minuteOfDay(from) || minuteOfDay(peak) > minuteOfDay(to)))
      return { field: `surges[${i}].peak`, problem: `${peak} is not between ${from} and ${to}` };
  return null;
}
