import type { Pair } from './day-axis';
import type { Series } from './day-series';

/**
 * The parts of a curve through the middles of the steps that lie above a stair (`line`: one value per step), around steps that are `isOver`; each part begins and ends where it
 * crosses the stair. Nothing of it lies below.
 */
export function overLine(curve: Series, line: Series, isOver: (value: number, line: number) => boolean): Pair[] {
  const over = curve.map((value, step) => {
    const limit = line[step] ?? null;
    return value !== null && limit !== null && isOver(value, limit);
  });
  const pairs: Pair[] = [];
  const draw = (part: readonly [Point, Point] | null) => {
    if (part === null) return;
    const last = pairs.at(-1);
    if (last === undefined || last[0] !== part[0][0] || last[1] !== part[0][1]) {
      if (last !== undefined) pairs.push([part[0][0], '-']);
      pairs.push([...part[0]]);
    }
    pairs.push([...part[1]]);
  };
  for (let step = 0; step + 1 < curve.length; step += 1) {
    const [from, to] = [curve[step] ?? null, curve[step + 1] ?? null];
    if (from === null || to === null || !(over[step] === true || over[step + 1] === true)) continue;
    const middle: Point = [step + 1, (from + to) / 2];
    draw(above([step + 0.5, from], middle, line[step] ?? null));
    draw(above(middle, [step + 1.5, to], line[step + 1] ?? null));
  }
  return pairs;
}

type Point = readonly [number, number];

/** What of a straight piece lies above a height; null: nothing. */
function above(from: Point, to: Point, height: number | null): readonly [Point, Point] | null {
  if (height === null) return null;
  const [before, after] = [from[1] - height, to[1] - height];
  if (before <= 0 && after <= 0) return null;
  const crossing = (): Point => [from[0] + ((to[0] - from[0]) * before) / (before - after), height];
  return [before < 0 ? crossing() : from, after < 0 ? crossing() : to];
}
