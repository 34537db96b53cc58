import { allowedPer10Min, isCollected } from './measures';
import type { Series } from './series';
import { type Point, type Trend, trendOfSeries } from './trend';

/** The first third of a run warms up, and no more than twenty minutes: it is left out of every trend. */
const WARM_SHARE = 1 / 3;
const MOST_WARM_MINUTES = 20;
/** What is collected is looked at in so many stretches at most, and by its least in each; a shorter stretch may be without a collection. */
const MOST_STRETCHES = 24;
const STRETCH_MINUTES = 2;

/** grows: more than is allowed, for certain. steady: no more than is allowed, for certain. unsure: it takes a longer run to tell. untold: nothing is asked of it, or there is too little of it. */
export type Verdict = 'grows' | 'steady' | 'unsure' | 'untold';

export interface Judgement extends Series {
  /** What the trend was taken of. */
  readonly measured: readonly Point[];
  /** Per ten minutes; null: there is too little of it. */
  readonly trend: Trend | null;
  readonly verdict: Verdict;
}

/** Minutes from which a run of `span` minutes is measured. */
export function warmUntil(span: number): number {
  return Math.min(WARM_SHARE * span, MOST_WARM_MINUTES);
}

/** `span` of the whole run, minutes. A process that came later (a page in place of another) warms up for as long. */
export function judged(series: Series, span: number): Judgement {
  const began = series.points[0]?.[0] ?? 0;
  const warm = series.points.filter(([minute]) => minute >= began + warmUntil(span));
  const measured = isCollected(series.measure) ? leastOfStretches(warm) : warm;
  const perMinute = trendOfSeries(measured);
  if (!Number.isFinite(perMinute.slope) || !Number.isFinite(perMinute.within))
    return { ...series, measured, trend: null, verdict: 'untold' };
  const trend = { slope: perMinute.slope * 10, within: perMinute.within * 10, intercept: perMinute.intercept };
  return { ...series, measured, trend, verdict: verdictOf(trend, allowedPer10Min(series.measure)) };
}

function verdictOf({ slope, within }: Trend, allowed: number | null): Verdict {
  if (allowed === null) return 'untold';
  if (slope - within > allowed) return 'grows';
  return slope + within <= allowed ? 'steady' : 'unsure';
}

function leastOfStretches(points: readonly Point[]): Point[] {
  const minutes = (points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0);
  const count = Math.min(MOST_STRETCHES, Math.floor(minutes / STRETCH_MINUTES));
  return Array.from({ length: count }, (_, i) =>
    points
      .slice(Math.floor((i * points.length) / count), Math.floor(((i + 1) * points.length) / count))
      .reduce((least, point) => (point[1] < least[1] ? point : least)),
  );
}
