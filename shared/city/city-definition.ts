import { z } from 'zod';
import { extentSchema } from '../contract/city';
import { ABANDON_RULES } from '../domain/service-level';
import { GRADES, UNIT_KINDS } from '../domain/terms';
import { scenariosFileSchema, wrongWindow } from './simulation/scenario';
import { simulationSchema } from './simulation/settings';

/** What the files of one city under `resources/city` say. Everything about a city is data: a second city needs files, no code. */

const nameSchema = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const pointSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
type Point = z.infer<typeof pointSchema>;
/** Outlines have thousands of points: looked at one by one, not by a schema each, which would hold up every start. */
const ringSchema = z.custom<Point[]>().superRefine((ring, context) => {
  const wrong = wrongInRing(ring);
  if (wrong !== null) context.addIssue({ code: 'custom', ...wrong });
});

const thresholdMs = z.number().int().positive().max(86_400_000);
const abandonRule = z.enum(ABANDON_RULES);
const localDate = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date is written YYYY-MM-DD');
/** A queue's key is its place here, from 1; columns and masks hold no more. */
const QUEUES_LIMIT = 16;

/** city.json */
export const cityFileSchema = z.object({
  name: nameSchema,
  hotline: z.string(),
  zone: z.string().min(1),
  /** Local time at which the operational day begins. */
  dayReset: z.string().regex(/^([01]\d|2[0-3]):[0-5][05]$/, 'a time of day is written HH:MM, on a 5-minute step'),
  seats: z.object({ installed: z.number().int().nonnegative() }),
  /** Of the city as a whole; each queue names its own threshold and rule. */
  serviceLevel: z.object({ thresholdMs, target: z.number().min(0).max(1), abandonRule }),
  /** Mean patience until it can be measured: an assumption. */
  staffing: z.object({ patienceMs: z.number().positive() }),
  queues: z
    .array(z.object({ code: z.string().min(1), name: nameSchema, thresholdMs, abandonRule }))
    .min(1)
    .max(QUEUES_LIMIT),
  extent: extentSchema,
  focus: extentSchema,
});

/** calendar.json: days that are not what their weekday says. */
export const calendarFileSchema = z.object({
  note: z.string(),
  holidays: z.array(localDate).max(2_000),
  workdays: z.array(localDate).max(2_000),
});

/** districts.json: WGS-84 outlines, at most one feature per district. */
export const districtsFileSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({ code: z.string().min(1), name: nameSchema, label: pointSchema }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: z.array(ringSchema).min(1) }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ringSchema).min(1)).min(1) }),
      ]),
    }),
  ),
});

/** townships.json. `weight`: how many contacts come from it, relative to the others. */
export const townshipsFileSchema = z.array(
  z.object({
    code: z.string().min(1),
    district: z.string().min(1),
    name: nameSchema,
    kind: z.string(),
    point: pointSchema,
    pointSource: z.string(),
    weight: z.number().nonnegative(),
  }),
);

/** categories.json: leaves carry grade, share and the kind of unit that handles them; `department` names the unit where it is always the same. */
export const categoriesFileSchema = z.array(
  z.object({
    code: z.string().min(1),
    parent: z.string().nullable(),
    name: nameSchema,
    grade: z.enum(GRADES).optional(),
    share: z.number().nonnegative().optional(),
    unitKind: z.enum(UNIT_KINDS).optional(),
    department: z.string().nullable().optional(),
  }),
);

/** units.json. The unit of a township or a district carries its code. */
export const unitsFileSchema = z.array(
  z.object({ code: z.string().min(1), kind: z.enum(UNIT_KINDS), name: nameSchema, short: nameSchema, district: z.string().nullable() }),
);

/** tasks.json: monthly tasks (每月一题). `plan`: cumulative totals at the end of each month. */
export const tasksFileSchema = z.array(
  z.object({
    id: z.string().min(1),
    year: z.number().int(),
    order: z.number().int(),
    name: nameSchema,
    lead: z.string().nullable(),
    target: z.number().positive(),
    unit: nameSchema,
    plan: z.array(z.number().nonnegative()).length(12),
    sample: z.boolean(),
  }),
);

/** playbooks.json: what emergency mode means, by kind of emergency. */
export const playbooksFileSchema = z.array(
  z.object({
    code: z.string().min(1),
    name: nameSchema,
    actions: z.array(nameSchema),
    categories: z.array(z.string()),
    gradeRaise: z.boolean(),
  }),
);

/** sketch.json: roads and water drawn by hand (示意). */
export const sketchFileSchema = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.record(z.string(), z.unknown())) });

/** Each part of a definition, the file that holds it and what the file must look like. */
export const CITY_FILES = {
  city: { file: 'city.json', schema: cityFileSchema },
  calendar: { file: 'calendar.json', schema: calendarFileSchema },
  districts: { file: 'districts.json', schema: districtsFileSchema },
  townships: { file: 'townships.json', schema: townshipsFileSchema },
  categories: { file: 'categories.json', schema: categoriesFileSchema },
  units: { file: 'units.json', schema: unitsFileSchema },
  tasks: { file: 'tasks.json', schema: tasksFileSchema },
  playbooks: { file: 'playbooks.json', schema: playbooksFileSchema },
  sketch: { file: 'sketch.json', schema: sketchFileSchema },
  simulation: { file: 'simulation.json', schema: simulationSchema },
  scenarios: { file: 'scenarios.json', schema: scenariosFileSchema },
} as const;

/** A whole city, every file checked and every code that one file names found in the other (`brokenReference`). */
export type CityDefinition = { readonly [Part in keyof typeof CITY_FILES]: z.infer<(typeof CITY_FILES)[Part]['schema']> };

/** Where a ring is wrong, and how; null: nowhere. */
function wrongInRing(ring: unknown): { readonly path: number[]; readonly message: string } | null {
  if (!Array.isArray(ring) || ring.length < 4) return { path: [], message: 'a ring is a list of at least 4 points' };
  const index = ring.findIndex((point) => !isPoint(point));
  return index < 0 ? null : { path: [index], message: 'a point is [longitude, latitude] in degrees' };
}

function isPoint(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && isWithin(value[0], 180) && isWithin(value[1], 90);
}

function isWithin(value: unknown, most: number): boolean {
  return typeof value === 'number' && value >= -most && value <= most;
}

export interface BrokenReference {
  readonly file: string;
  /** Where, e.g. `[12].district`. */
  readonly field: string;
  readonly problem: string;
}

/** The first code that is given twice or names nothing; null when the files fit together. */
export function brokenReference(definition: CityDefinition): BrokenReference | null {
  const { districts, townships, units, categories, tasks, playbooks, simulation } = definition;
  const districtCodes = codes(districts.features.map((feature) => feature.properties.code));
  const unitCodes = codes(units.map((unit) => unit.code));
  const categoryCodes = codes(categories.map((category) => category.code));
  const twice =
    duplicate('districts.json', districtCodes) ??
    duplicate('townships.json', codes(townships.map((township) => township.code))) ??
    duplicate('units.json', unitCodes) ??
    duplicate('categories.json', categoryCodes) ??
    duplicate('city.json', codes(definition.city.queues.map((queue) => queue.code)), 'queues');
  if (twice !== null) return twice;
  const unknown = (file: string, field: string, code: string): BrokenReference => ({ file, field, problem: `"${code}" is not known` });
  for (const [i, { district }] of townships.entries())
    if (!districtCodes.known.has(district)) return unknown('townships.json', `[${i}].district`, district);
  for (const [i, { district }] of units.entries())
    if (district !== null && !districtCodes.known.has(district)) return unknown('units.json', `[${i}].district`, district);
  const seen = new Set<string>();
  for (const [i, { code, parent, department }] of categories.entries()) {
    // A parent must come before its children: the catalogue adds them in this order.
    if (parent !== null && !seen.has(parent)) return unknown('categories.json', `[${i}].parent`, parent);
    if (typeof department === 'string' && !unitCodes.known.has(department))
      return unknown('categories.json', `[${i}].department`, department);
    seen.add(code);
  }
  for (const [i, { lead }] of tasks.entries())
    if (lead !== null && !unitCodes.known.has(lead)) return unknown('tasks.json', `[${i}].lead`, lead);
  for (const [i, playbook] of playbooks.entries())
    for (const [j, code] of playbook.categories.entries())
      if (!categoryCodes.known.has(code)) return unknown('playbooks.json', `[${i}].categories[${j}]`, code);
  for (const [i, { category }] of simulation.hotspots.kinds.entries())
    if (!categoryCodes.known.has(category)) return unknown('simulation.json', `hotspots.kinds[${i}].category`, category);
  return brokenLine(definition, unknown) ?? brokenScenario(definition, unknown);
}

type Unknown = (file: string, field: string, code: string) => BrokenReference;

/** What the simulation says of queues names queues of the city and categories that there are. */
function brokenLine({ city, categories, simulation }: CityDefinition, unknown: Unknown): BrokenReference | null {
  const file = 'simulation.json';
  const queueCodes = new Set(city.queues.map(({ code }) => code));
  const known = (prefix: string): boolean => categories.some(({ code }) => code === prefix || code.startsWith(`${prefix}.`));
  for (const [i, { queue, categories: prefixes }] of simulation.floor.queues.entries()) {
    if (!queueCodes.has(queue)) return unknown(file, `floor.queues[${i}].queue`, queue);
    const prefix = prefixes.find((code) => !known(code));
    if (prefix !== undefined) return unknown(file, `floor.queues[${i}].categories`, prefix);
  }
  for (const [i, { queues }] of simulation.floor.skills.entries()) {
    const code = queues.find((queue) => !queueCodes.has(queue));
    if (code !== undefined) return unknown(file, `floor.skills[${i}].queues`, code);
  }
  return null;
}

function brokenScenario({ scenarios, categories, districts }: CityDefinition, unknown: Unknown): BrokenReference | null {
  const file = 'scenarios.json';
  const twice = duplicate(file, codes(scenarios.map((scenario) => scenario.code)));
  if (twice !== null) return twice;
  // Only leaves have a grade and somebody who handles them.
  const leaves = new Set(categories.filter(({ grade }) => grade !== undefined).map(({ code }) => code));
  const districtCodes = new Set(districts.features.map(({ properties }) => properties.code));
  for (const [i, scenario] of scenarios.entries()) {
    const wrong = wrongWindow(scenario);
    if (wrong !== null) return { file, field: `[${i}].${wrong.field}`, problem: wrong.problem };
    for (const [j, surge] of scenario.surges.entries()) {
      const field = `[${i}].surges[${j}]`;
      const category = Object.keys(surge.categories).find((code) => !leaves.has(code));
      if (category !== undefined) return unknown(file, `${field}.categories`, category);
      const district = Object.keys(surge.districts).find((code) => !districtCodes.has(code));
      if (district !== undefined) return unknown(file, `${field}.districts`, district);
    }
  }
  return null;
}

interface Codes {
  readonly known: ReadonlySet<string>;
  /** Index of the first entry whose code an earlier one has; −1: none. */
  readonly repeated: number;
  readonly list: readonly string[];
}

function codes(list: readonly string[]): Codes {
  const known = new Set<string>();
  let repeated = -1;
  for (const [i, code] of list.entries()) {
    if (known.has(code) && repeated < 0) repeated = i;
    known.add(code);
  }
  return { known, repeated, list };
}

function duplicate(file: string, { repeated, list }: Codes, within = ''): BrokenReference | null {
  return repeated < 0 ? null : { file, field: `${within}[${repeated}].code`, problem: `"${list[repeated]}" is given twice` };
}
