import { z } from 'zod';
import { ABANDON_RULES } from '../domain/service-level';

/**
 * The city that a hub speaks for: everything about it that is settings rather than events. It travels in `welcome`; nothing in the product
 * knows a city by any other way.
 */
const name = z.object({ zh: z.string(), en: z.string() });
const degrees = z.number().min(-180).max(180);
/** west, south, east, north in WGS-84 degrees. */
export const extentSchema = z.tuple([degrees, degrees, degrees, degrees]);
export type Extent = z.infer<typeof extentSchema>;

const geoJson = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.record(z.string(), z.unknown())) });

export const citySchema = z.object({
  name,
  /** The number that citizens dial; empty for a replayed foreign city. */
  hotline: z.string(),
  /** IANA zone in which the city's day runs. */
  zone: z.string(),
  extent: extentSchema,
  /** What a wall shows first. */
  focus: extentSchema,
  /** District outlines with properties {code, name, label}; null for a city whose outlines are not known. */
  outlines: geoJson.nullable(),
  /** Sketch roads and water with properties {kind: road|water, rank, name}: 示意, labelled as such. */
  sketch: geoJson.nullable(),
  seatsInstalled: z.number().int().nonnegative(),
  /** Service level: share of offered calls answered within `thresholdMs`, against `target` (0…1). */
  serviceLevel: z.object({
    thresholdMs: z.number().int().positive(),
    target: z.number().min(0).max(1),
    /** The one rule by which totals over queues are counted; a queue's own figure goes by the queue's own rule. */
    abandonRule: z.enum(ABANDON_RULES),
  }),
  /** Local time at which the operational day begins, HH:MM, on a 5-minute step. */
  dayReset: z.string().regex(/^([01]\d|2[0-3]):[0-5][05]$/),
  /** Days that are not what their weekday says, YYYY-MM-DD. */
  calendar: z.object({ holidays: z.array(z.string()).max(2_000).readonly(), workdays: z.array(z.string()).max(2_000).readonly() }),
  /** Mean patience of callers until it can be measured: an assumption, shown as one. */
  staffing: z.object({ patienceMs: z.number().positive() }),
  /** How far ahead a deadline counts as at risk (临期). */
  horizonMs: z.number().int().positive(),
  playbooks: z.array(
    z.object({ code: z.string(), name, actions: z.array(name), categories: z.array(z.string()), gradeRaise: z.boolean() }),
  ),
});
export type City = z.infer<typeof citySchema>;

/** Where the events come from, shown on every screen and export. */
export const sourceSchema = z.object({
  /** simulate: invented by the product, and labelled so; replay: a recorded file; live: a real feed; none: only commands. */
  kind: z.enum(['simulate', 'replay', 'live', 'none']),
  name: z.string(),
  /** City seconds per real second; 0 while the city's clock only moves with its events (a replay at full speed, or one that has ended). */
  speed: z.number().nonnegative(),
});
export type Source = z.infer<typeof sourceSchema>;
