import { z } from 'zod';
import { ALARMS } from '../../../shared/contract/rotation';
import { WALL_PAGES, type WallPage, wallPageOf } from '../../../shared/contract/wall-pages';

/** How screens.json says which pages take turns, and what brings one forward. */

const LEAST_SECONDS = 5;
const MOST_SECONDS = 3_600;
const MOST_TURNS = 24;
const seconds = z.number().min(LEAST_SECONDS).max(MOST_SECONDS);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written as HH:MM');

/** A page by the name that people have for it: one that every wall has, or a layout. Whether there is such a layout is seen when it is shown. */
export const pageSchema = z.string().transform((name, context): WallPage => {
  const page = wallPageOf(name);
  if (page !== null) return page;
  context.addIssue({
    code: 'custom',
    message: `no page can be called so; there is ${WALL_PAGES.join(', ')}, and every layout by its name`,
  });
  return z.NEVER;
});

const pageTurnSchema = z
  .object({ page: pageSchema, seconds, from: timeOfDay.nullable().default(null), to: timeOfDay.nullable().default(null) })
  .strict()
  .superRefine(({ from, to }, context) => {
    if ((from === null) !== (to === null)) context.addIssue({ code: 'custom', message: 'from and to belong together' });
    else if (from !== null && from === to)
      context.addIssue({ code: 'custom', message: 'from and to are the same time: leave both out for the whole day' });
  });

const alarmRuleSchema = z.object({ when: z.enum(ALARMS), page: pageSchema, seconds: seconds.nullable().default(null) }).strict();

export const turnsSchema = z.array(pageTurnSchema).min(1).max(MOST_TURNS);
export const alarmsSchema = z.array(alarmRuleSchema).max(ALARMS.length);
