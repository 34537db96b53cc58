import { describe, expect, it } from 'vitest';
import { seeded } from '../connection/model';
import { type Point, trendOfSeries } from './trend';

/** `count` values 0.1 apart around 100 + slope · x, each `likeness` of the one before and a new part of standard deviation 1. */
function series(seed: number, { count, slope, likeness }: { count: number; slope: number; likeness: number }): Point[] {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let off = 0;
  // What it begins with is as far from the line as anything later.
  for (let i = 0; i < 50; i += 1) off = likeness * off + normal();
  return Array.from({ length: count }, (_, i): Point => {
    off = likeness * off + normal();
    return [i / 10, 100 + (slope * i) / 10 + off];
  });
}

describe('the trend of a series', () => {
  it('is the line itself where every value lies on it', () => {
    const { slope, within, intercept } = trendOfSeries(Array.from({ length: 50 }, (_, i): Point => [i, 7 + 3 * i]));
    expect(slope).toBeCloseTo(3, 9);
    expect(within).toBeCloseTo(0, 9);
    expect(intercept).toBeCloseTo(7, 9);
  });

  const SERIES = 100;
  it.each([
    { count: 20, likeness: 0, held: 0.9 },
    { count: 40, likeness: 0.6, held: 0.9 },
    { count: 240, likeness: 0.85, held: 0.9 },
    { count: 720, likeness: 0.97, held: 0.9 },
    // So few that hang together so much are worth one or two.
    { count: 40, likeness: 0.97, held: 0.8 },
  ])('holds the true slope in $held of all intervals: $count values, likeness $likeness', ({ count, likeness, held }) => {
    const slope = 0.3;
    const hits = Array.from({ length: SERIES }, (_, seed) => trendOfSeries(series(7 * seed + 1, { count, slope, likeness }))).filter(
      (trend) => Math.abs(trend.slope - slope) <= trend.within,
    );
    expect(hits.length).toBeGreaterThanOrEqual(held * SERIES);
  });

  it('claims no growth of a series that only wanders for a while, and finds the same growth over a longer time', () => {
    const short = trendOfSeries(series(3, { count: 30, slope: 0.3, likeness: 0.9 }));
    expect(Math.abs(short.slope)).toBeLessThan(short.within);
    const long = trendOfSeries(series(3, { count: 3_000, slope: 0.3, likeness: 0.9 }));
    expect(long.slope - long.within).toBeGreaterThan(0);
  });

  it('does not follow single values that are far off', () => {
    const points = series(5, { count: 100, slope: 0, likeness: 0 }).map(([x, y], i): Point => [x, i > 90 && i % 3 === 0 ? y + 500 : y]);
    expect(Math.abs(trendOfSeries(points).slope)).toBeLessThan(0.2);
  });

  it('says nothing of three values', () => {
    expect(
      trendOfSeries([
        [0, 1],
        [1, 2],
        [2, 3],
      ]).within,
    ).toBe(Number.POSITIVE_INFINITY);
  });
});
