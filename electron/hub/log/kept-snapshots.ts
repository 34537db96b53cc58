import type { Seq } from '../../../shared/domain/keys';
import type { DurationMs, Instant } from '../../../shared/time/instant';

/** The next start takes the latest; the one before it is there for when that one is damaged. */
const LATEST = 2;
const HOUR_MS: DurationMs = 3_600_000;
/** Older ones make the way to a past minute short: some 75,000 records of a big city lie between two. */
const EVERY_MS: DurationMs = 6 * HOUR_MS;
const REACH_MS: DurationMs = 30 * 24 * HOUR_MS;
/** All older ones together; the oldest go first. A past before them is folded from the log's beginning. */
const MOST_BYTES = 512 * 1024 * 1024;

export interface StoredSnapshot {
  readonly seq: Seq;
  readonly file: string;
}

/**
 * Which snapshots stay on disk.
 *
 * @param named newest first
 * @param timeOf of the record with that seq, in the city's time; null: not in the log
 * @param bytesOf how long its file is; 0 when it is gone
 */
export function keptSnapshots<S extends StoredSnapshot>(
  named: readonly S[],
  timeOf: (seq: Seq) => Instant | null,
  bytesOf: (snapshot: S) => number,
): S[] {
  const latest = named.slice(0, LATEST);
  const newestAt = named[0] === undefined ? null : timeOf(named[0].seq);
  if (newestAt === null) return latest;
  const spaced: S[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const snapshot of named.slice(LATEST).toReversed()) {
    const at = timeOf(snapshot.seq);
    if (at === null || at < newestAt - REACH_MS || at < lastAt + EVERY_MS) continue;
    spaced.unshift(snapshot);
    lastAt = at;
  }
  let room = MOST_BYTES;
  const fitting = spaced.filter((snapshot) => {
    room -= bytesOf(snapshot);
    return room >= 0;
  });
  return [...latest, ...fitting];
}
