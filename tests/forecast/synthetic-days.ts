import type { PastDay } from '../../shared/forecast/past-day';
import { DAY_MS } from '../../shared/time/instant';

/** A small world of its own, so that these tests do not lean on the simulated city: two humps a day, quieter weekends, days and hours of their own. */
export interface World {
  readonly seed: number;
  /** Calls of an average workday. */
  readonly calls?: number;
  readonly steps?: number;
  /** Standard deviations of the logarithm: of whole days, of a drift that fades within an hour, of single steps. */
  readonly level?: number;
  readonly drift?: number;
  readonly noise?: number;
}

export interface SyntheticDay extends PastDay {
  readonly offered: readonly number[];
}

/** Monday 1 June 2026. */
export const FIRST_DAY = Date.UTC(2026, 5, 1);

/** `count` days from Monday on. */
export function syntheticDays(world: World, count: number): SyntheticDay[] {
  const { seed, calls = 60_000, steps = 288, level = 0.03, drift = 0.05, noise = 0.08 } = world;
  const chance = new Chance(seed);
  const shape = Array.from({ length: steps }, (_, step) => hump(step / steps));
  const total = shape.reduce((sum, value) => sum + value, 0);
  return Array.from({ length: count }, (_, day) => {
    const weekday = (day + 1) % 7;
    const weekend = weekday === 0 || weekday === 6;
    const dayLevel = Math.exp(level * chance.normal()) * (weekend ? 0.8 : 1);
    let wander = drift * chance.normal();
    const fade = Math.exp(-1 / 12);
    const offered = shape.map((value) => {
      wander = fade * wander + Math.sqrt(1 - fade * fade) * drift * chance.normal();
      return chance.poisson((calls / total) * value * dayLevel * Math.exp(wander + noise * chance.normal()));
    });
    return { startAt: FIRST_DAY + day * DAY_MS, dayType: weekend ? 'weekend' : 'workday', weekday, offered };
  });
}

/** 0 is midnight, 1 the next. */
function hump(part: number): number {
  const bell = (middle: number, width: number): number => Math.exp(-(((part - middle) / width) ** 2));
  return 0.12 + bell(0.41, 0.09) + 0.85 * bell(0.63, 0.1) + 0.3 * bell(0.83, 0.06);
}

/** Seeded chance. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = (seed * 2_654_435_761) >>> 0;
  }

  /** mulberry32. */
  uniform(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  poisson(mean: number): number {
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let product = this.uniform();
    let count = 0;
    while (product > limit) {
      product *= this.uniform();
      count += 1;
    }
    return count;
  }
}
