import type { QueueKey, SeatKey } from '../../domain/keys';
import type { DurationMs } from '../../time/instant';
import type { CityDefinition } from '../city-definition';
import { DRAW, hash, pick, runningTotals, uniform } from './chance';
import type { Spread } from './settings';

/** How callers of one queue are. */
export interface LineQueue {
  readonly patienceMs: DurationMs;
  readonly talk: Spread;
  readonly wrapUp: Spread;
}

/** The queues of the phone line, and which seats answer them. */
export interface LineQueues {
  /** By queue key; entry 0 is not used. */
  readonly byKey: readonly LineQueue[];
  readonly count: number;
  /** Talk and wrap-up of a call as planners know it, over all queues. */
  readonly meanHandlingMs: DurationMs;
  readonly queueOf: (contact: number, leaf: number) => QueueKey;
  /** By seat key: 0 is the first to be staffed. Entry 0 is not used. */
  readonly rank: Uint16Array;
  /** By seat key: bit q − 1 is set when the seat answers queue q. */
  readonly skills: Uint16Array;
  readonly answers: (seat: SeatKey, queue: QueueKey) => boolean;
}

/** The first seats of the day answer everything, so that somebody answers every queue however few there are. */
const EVERYTHING = 2;
/** Successive multiples of it fill 0…1 evenly: whatever number of seats is staffed, every group of skills has its share. */
const GOLDEN = 0.618_033_988_749_895;

export function lineQueues(
  { city, simulation }: CityDefinition,
  seed: number,
  leaves: readonly { readonly code: string }[],
  leafShares: readonly number[],
): LineQueues {
  const { floor } = simulation;
  const keyOf = new Map(city.queues.map(({ code }, i) => [code, i + 1]));
  const scaled = ({ meanMs, sigma }: Spread, factor: number): Spread => ({ meanMs: meanMs * factor, sigma });
  const ordinary: LineQueue = { patienceMs: floor.patienceMs, talk: floor.talk, wrapUp: floor.wrapUp };
  const byKey: LineQueue[] = [ordinary, ...city.queues.map(() => ordinary)];
  const byShare: { readonly queue: QueueKey; readonly share: number }[] = [];
  const byLeaf = leaves.map(() => 1);
  for (const { queue: code, share, categories, patience, talk, wrapUp } of floor.queues) {
    const queue = keyOf.get(code)!;
    byKey[queue] = { patienceMs: floor.patienceMs * patience, talk: scaled(floor.talk, talk), wrapUp: scaled(floor.wrapUp, wrapUp) };
    if (share > 0) byShare.push({ queue, share });
    for (const [i, leaf] of leaves.entries())
      if (categories.some((prefix) => leaf.code === prefix || leaf.code.startsWith(`${prefix}.`))) byLeaf[i] = queue;
  }
  const { rank, skills } = seatSkills(city.seats.installed, seed, floor.skills, keyOf);
  return {
    byKey,
    count: city.queues.length,
    meanHandlingMs: meanHandling(byKey, byShare, byLeaf, leafShares),
    queueOf(contact, leaf) {
      let u = uniform(seed, DRAW.contact, contact, 6);
      for (const { queue, share } of byShare) if ((u -= share) < 0) return queue;
      return byLeaf[leaf] ?? 1;
    },
    rank,
    skills,
    answers: (seat, queue) => (skills[seat]! & (1 << (queue - 1))) !== 0,
  };
}

function meanHandling(
  byKey: readonly LineQueue[],
  byShare: readonly { readonly queue: QueueKey; readonly share: number }[],
  byLeaf: readonly QueueKey[],
  leafShares: readonly number[],
): DurationMs {
  const handling = (queue: QueueKey): number => byKey[queue]!.talk.meanMs + byKey[queue]!.wrapUp.meanMs;
  let rest = 1;
  let mean = 0;
  for (const { queue, share } of byShare) {
    mean += share * handling(queue);
    rest -= share;
  }
  const sum = leafShares.reduce((total, share) => total + share, 0);
  for (const [i, share] of leafShares.entries()) mean += rest * (share / sum) * handling(byLeaf[i]!);
  return mean;
}

function seatSkills(
  seats: number,
  seed: number,
  groups: CityDefinition['simulation']['floor']['skills'],
  keyOf: ReadonlyMap<string, QueueKey>,
): { readonly rank: Uint16Array; readonly skills: Uint16Array } {
  const order = Array.from({ length: seats }, (_, i) => i + 1);
  const draw = (seat: number): number => hash(seed, DRAW.seatRank, seat, 0);
  order.sort((a, b) => draw(a) - draw(b) || a - b);
  const rank = new Uint16Array(seats + 1);
  const skills = new Uint16Array(seats + 1);
  const everything = [...keyOf.values()].reduce((mask, queue) => mask | (1 << (queue - 1)), 0);
  const masks = groups.map(({ queues }) => queues.reduce((mask, code) => mask | (1 << (keyOf.get(code)! - 1)), 0));
  const totals = runningTotals(groups.map(({ share }) => share));
  for (const [place, seat] of order.entries()) {
    rank[seat] = place;
    skills[seat] = place < EVERYTHING ? everything : masks[pick((place * GOLDEN) % 1, totals)]!;
  }
  return { rank, skills };
}
