import type { CallKey } from '../../domain/keys';
import { NONE } from '../../domain/keys';
import type { Instant } from '../../time/instant';
import { DRAW, exponentialMs, uniform } from './chance';
import { nextTry, tryOf } from './contact-id';
import type { CityModel } from './model';

export interface Retrial {
  readonly call: CallKey;
  readonly at: Instant;
}

/** The call with which somebody who has given up tries again, and when; null: not again. Pure in (seed, call, time). */
export function retrialOf(model: CityModel, call: CallKey, abandonedAt: Instant): Retrial | null {
  const { chances, meanMs, leastMs, mostMs } = model.settings.floor.retrials;
  const next = nextTry(call);
  if (next === NONE || uniform(model.seed, DRAW.retrial, call, 0) >= (chances[tryOf(call)] ?? 0)) return null;
  const delayMs = leastMs + exponentialMs(uniform(model.seed, DRAW.retrial, call, 1), Math.max(1, meanMs - leastMs));
  return { call: next, at: abandonedAt + Math.min(delayMs, mostMs) };
}
