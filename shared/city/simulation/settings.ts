import { z } from 'zod';
import { DAY_TYPES } from '../../domain/day-type';
import { GRADES } from '../../domain/terms';

const share = z.number().min(0).max(1);
const positiveMs = z.number().positive();
const factor = z.number().min(0.1).max(10);
const months = z.array(z.number().int().min(1).max(12));
/** A length of time that varies: its mean, and the standard deviation of its logarithm. */
const spreadSchema = z.object({ meanMs: positiveMs, sigma: z.number().min(0).max(2) });

const lifeSchema = z.object({
  /** From dispatch to the unit's signature, and from there to work. */
  accept: spreadSchema,
  start: spreadSchema,
  /** Share of cases resolved after their deadline, and how long after. */
  late: z.object({ share, by: spreadSchema }),
  /** Share resolved shortly before their deadline (people work towards it): exponential, mean in ms before. */
  close: z.object({ share, meanMs: positiveMs }),
  /** The rest: resolved after this share of the allowed time, from … to, dense near `from`. */
  body: z.object({ from: share, to: share }),
});

/**
 * simulation.json: how a simulated city behaves. Figures here are assumptions, chosen so that the sums agree with what is published of the
 * hotline (volumes, shares, seats); nothing in the product reads them as facts.
 */
export const simulationSchema = z.object({
  callsPerDay: z.number().positive(),
  /** Share of contacts that come by phone, and how the rest is split. */
  phoneShare: share,
  otherChannels: z.object({ web: share, wechat: share, weibo: share, app: share }),
  /** Share of contacts that are appeals; the rest are enquiries, answered at once. */
  appealShare: share,
  /** By type of day: how many contacts beside a working day's, and the weight of each hour, 0–23. */
  days: z.record(z.enum(DAY_TYPES), z.object({ factor: z.number().positive(), hourWeights: z.array(z.number().nonnegative()).length(24) })),
  /** Working days beside one another: Sunday to Saturday. */
  weekdayFactors: z.array(z.number().positive()).length(7),
  /** Standard deviation of the logarithm of a whole day's level, which nobody knows before. */
  dayNoise: z.number().min(0).max(1),
  /** The same of the rate, drawn anew every 5 minutes. */
  noise: z.number().min(0).max(1),
  floor: z.object({
    talk: spreadSchema,
    wrapUp: spreadSchema,
    /** Mean patience of a caller in the queue; exponential. */
    patienceMs: positiveMs,
    /**
     * Who waits in which queue. A caller comes to the first queue that draws its `share` of all calls (languages, firms); the others by what they
     * call about: to the queue whose `categories` begin their code, else to the first queue of the city. Factors on patience, talk and wrap-up.
     */
    queues: z.array(
      z.object({
        queue: z.string().min(1),
        share,
        categories: z.array(z.string().min(1)),
        patience: factor,
        talk: factor,
        wrapUp: factor,
      }),
    ),
    /** Groups of seats: the queues that they answer, and their share of the seats, whatever number is staffed. */
    skills: z.array(z.object({ queues: z.array(z.string().min(1)).min(1), share })).min(1),
    /** Of those who gave up, so many call again after their first, second, … try, so long after. */
    retrials: z.object({ chances: z.array(share).max(3), meanMs: positiveMs, leastMs: positiveMs, mostMs: positiveMs.max(3_600_000) }),
    nightSeats: z.number().int().nonnegative(),
    /** Planned occupancy, and seats beyond it per root of the load (square-root staffing). */
    occupancy: z.number().gt(0).max(1),
    spare: z.number().nonnegative(),
    /** In every two hours a seat pauses with this chance, for so long. */
    breaks: z.object({ chance: share, minMs: positiveMs, maxMs: positiveMs }),
  }),
  /** Cases that are open when the log begins. */
  carriedOver: z.number().int().nonnegative(),
  lives: z.record(z.enum(GRADES), lifeSchema),
  dispatch: spreadSchema,
  returns: z.object({ share, decide: spreadSchema, again: spreadSchema, reasons: z.array(z.string().min(1)).min(1) }),
  cancelShare: share,
  cancelReason: z.string().min(1),
  /** Chance that a case is merged into an open one of the same category and township received shortly before. */
  mergeShare: share,
  callback: z.object({
    /** Exponential, then moved into waking hours. */
    meanMs: positiveMs,
    reached: share,
    /** Of those reached: says that the unit had been in touch. */
    contacted: share,
    solved: share,
    /** Of those who say solved, and of those who say not solved: shares of satisfied and basically satisfied. */
    solvedSatisfaction: z.tuple([share, share]),
    unsolvedSatisfaction: z.tuple([share, share]),
    reopenShare: share,
    reopenReason: z.string().min(1),
  }),
  /** Handled by the unit kind of the category, unless its competence is unclear: then by the township or the district. */
  unclear: z.object({ township: share, district: share }),
  /** Share of appeals whose place is not known. */
  placeless: share,
  /** Categories whose code is, or begins with, `prefix` + "." come `factor` times as often in these months and hours. */
  tilts: z.array(
    z.object({
      prefix: z.string().min(1),
      factor: z.number().nonnegative(),
      months: months.optional(),
      /** Local hours 0–23. */
      hours: z.array(z.number().int().min(0).max(23)).optional(),
    }),
  ),
  /** Now and then something breaks in one township and everybody there calls about it. */
  hotspots: z.object({
    chancePerHour: share,
    minutes: z.number().positive().max(60),
    perMinute: z.number().nonnegative(),
    kinds: z.array(z.object({ category: z.string().min(1), months: months.optional() })).min(1),
  }),
});
export type SimulationSettings = z.infer<typeof simulationSchema>;
export type Spread = z.infer<typeof spreadSchema>;
