import { CALL_OUTCOMES, type CallOutcome } from '../domain/floor-terms';
import type { CallKey, CaseKey, QueueKey, SeatKey } from '../domain/keys';
import type { DurationMs, Instant } from '../time/instant';
import { DONE, WAITING, WRAPPING_UP } from './call-ring';
import type { CallRing } from './call-ring';
import type { Floor } from './floor';

/** Calls offered in fromAt ≤ t < toAt, latest first, rows `offset … offset + limit`. */
export interface CallsAsked {
  /** null: every queue. */
  readonly queue: QueueKey | null;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  /** Empty: every outcome. */
  readonly outcome: readonly CallOutcome[];
  readonly offset: number;
  readonly limit: number;
}

export interface CallsFound {
  /** Known calls that pass. */
  readonly total: number;
  /** Some calls before this moment are not known any more; null: none has been dropped. */
  readonly keptSince: Instant | null;
  readonly rows: readonly CallRow[];
}

export interface CallRow {
  readonly call: CallKey;
  readonly queue: QueueKey;
  readonly outcome: CallOutcome;
  readonly offeredAt: Instant;
  /** Until it was answered or abandoned, or until now. */
  readonly waitMs: DurationMs;
  /** null: not that far. */
  readonly talkMs: DurationMs | null;
  readonly wrapUpMs: DurationMs | null;
  /** NONE: not answered. */
  readonly seat: SeatKey;
  /** The first case that came of it; NONE: none, or not yet. */
  readonly case: CaseKey;
}

/** Looks at the calls of the span (in blocks of 256) and no others. Calls of one moment: the later in the log first. */
export function callsFound({ ring, clock }: Floor, { queue, fromAt, toAt, outcome, offset, limit }: CallsAsked): CallsFound {
  const wanted = CALL_OUTCOMES.map((one) => outcome.length === 0 || outcome.includes(one));
  const places: number[] = [];
  let ordered = true;
  ring.forEachIn(fromAt, toAt, (place) => {
    if ((queue !== null && ring.queue[place] !== queue) || !wanted[ring.outcome[place]!]) return;
    ordered &&= places.length === 0 || ring.offeredAt[places.at(-1)!]! >= ring.offeredAt[place]!;
    places.push(place);
  });
  // Stragglers alone are out of order; sorting what is nearly sorted costs little, and equals stay as they are.
  if (!ordered) places.sort((a, b) => ring.offeredAt[b]! - ring.offeredAt[a]!);
  return {
    total: places.length,
    keptSince: ring.dropped === 0 ? null : ring.knownSince,
    rows: places.slice(Math.max(0, offset), Math.max(0, offset) + Math.max(0, limit)).map((place) => rowOf(ring, place, clock.now)),
  };
}

function rowOf(ring: CallRing, place: number, now: Instant): CallRow {
  const outcome = ring.outcome[place]!;
  const offeredAt = ring.offeredAt[place]!;
  const talked = outcome === WRAPPING_UP || outcome === DONE;
  return {
    call: ring.keys[place]!,
    queue: ring.queue[place]!,
    outcome: CALL_OUTCOMES[outcome]!,
    offeredAt,
    waitMs: outcome === WAITING ? Math.max(0, now - offeredAt) : ring.waitMs[place]!,
    talkMs: talked ? ring.talkMs[place]! : null,
    wrapUpMs: outcome === DONE ? ring.wrapUpMs[place]! : null,
    seat: ring.seat[place]!,
    case: ring.cases[place]!,
  };
}
