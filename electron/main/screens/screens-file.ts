import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { rotationOf, usualRotation, type WallRotation } from '../../../shared/contract/rotation';
import { FIRST_WALL_PAGE } from '../../../shared/contract/wall-pages';
import { alarmsSchema, pageSchema, turnsSchema } from './rotation-schema';

const lengthMm = z.number().positive().max(100_000);

const screenSchema = z
  .object({
    /** What people call this screen. */
    name: z.string().min(1).max(80),
    /** A name of its display (screens/identity.ts). */
    display: z.string().min(1).max(200),
    /** Where it hangs, in people's words. */
    place: z.string().max(200).default(''),
    widthMm: lengthMm.nullable().default(null),
    heightMm: lengthMm.nullable().default(null),
    viewingDistanceMm: lengthMm.nullable().default(null),
    /** The one page that it shows, or `pages`: those that take turns there. */
    page: pageSchema.optional(),
    pages: turnsSchema.optional(),
    /** What brings which page forward; absent: what is usual for `pages`. */
    alarms: alarmsSchema.optional(),
    /** 1 is shown first when there are fewer displays than screens. */
    priority: z.number().int().min(1).max(1_000).default(1),
  })
  .strict()
  .superRefine(({ page, pages, alarms = [] }, context) => {
    if (page !== undefined && pages !== undefined)
      context.addIssue({ code: 'custom', path: ['pages'], message: 'a screen has either page or pages' });
    for (const [index, { when }] of alarms.entries()) {
      if (alarms.findIndex((other) => other.when === when) !== index)
        context.addIssue({ code: 'custom', path: ['alarms', index, 'when'], message: `a second rule for ${when}` });
    }
  });

const fileSchema = z
  .object({ screens: z.array(screenSchema).min(1).max(64) })
  .strict()
  .superRefine(({ screens }, context) => {
    for (const [index, { name }] of screens.entries()) {
      if (screens.findIndex((other) => other.name === name) !== index)
        context.addIssue({ code: 'custom', path: ['screens', index, 'name'], message: `a second screen is called ${name}` });
    }
  });

/** One screen of the building: a display with its size and place, and the pages that belong on it. Lengths in millimetres. */
export type Screen = z.infer<typeof screenSchema>;

/** What a screen shows, and when. */
export function rotationOn({ page, pages, alarms }: Pick<Screen, 'page' | 'pages' | 'alarms'>): WallRotation {
  const usual = pages === undefined ? rotationOf([page ?? FIRST_WALL_PAGE]) : usualRotation(pages);
  return alarms === undefined ? usual : { ...usual, alarms };
}

export type ReadScreens =
  | { readonly ok: true; readonly screens: readonly Screen[] }
  /** `absent`: there is no file, which is no mistake. */
  | { readonly ok: false; readonly absent: boolean; readonly reason: string };

/** Reads screens.json. The app never writes it: a mistake in it is said with its place, and the file stays as it is. */
export function readScreens(path: string): ReadScreens {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { ok: false, absent, reason: `${path} could not be read: ${error instanceof Error ? error.message : String(error)}` };
  }
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text));
    if (parsed.success) return { ok: true, screens: parsed.data.screens };
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return { ok: false, absent: false, reason: `${path} was not understood: ${issues.join('; ')}` };
  } catch (error) {
    return { ok: false, absent: false, reason: `${path} is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
