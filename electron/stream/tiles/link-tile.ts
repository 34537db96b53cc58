import type { Connection } from '../../../shared/connection/connection-state';
import { shownConnection } from '../../../shared/connection/shown';
import type { Source } from '../../../shared/contract/city';
import type { ConnectionState, LinkTile } from '../../../shared/contract/frames';
import type { Welcome } from '../../../shared/contract/wire';
import type { Past } from '../../../shared/contract/past';
import type { Seq } from '../../../shared/domain/keys';

/** Who this stream is for a hub that has not said so yet: the one with the fewest rights. */
const UNKNOWN = { role: 'wall', actor: '' } as const;

/** What windows are shown. */
interface Shown {
  readonly epoch: string;
  readonly seq: Seq;
  readonly source: Source;
}

const MINUTE_MS = 60_000;

/** Ages go by whole seconds, so that the tile changes once a second. `told`: with the moment when it came. */
export function linkTile(
  connection: Connection,
  shown: Shown | null,
  told: { readonly message: Welcome; readonly at: number } | null,
  past: Past | null,
  nowMs: number,
): LinkTile {
  const welcome = told?.message ?? null;
  return {
    connection: bySeconds(shownConnection(connection, nowMs)),
    epoch: shown?.epoch ?? connection.epoch ?? '',
    head: Math.max(connection.head, shown?.seq ?? 0),
    source: shown?.source ?? welcome?.source ?? null,
    role: welcome?.role ?? UNKNOWN.role,
    actor: welcome?.actor ?? UNKNOWN.actor,
    reach: told === null ? null : reachNow(told.message, nowMs - told.at),
    past: past === null ? null : { speed: connection.clock?.speed ?? past.speed },
  };
}

/** The present goes on while the past is shown. */
function reachNow({ reach, source }: Welcome, passedMs: number): LinkTile['reach'] {
  return { from: reach.from, to: Math.floor((reach.to + passedMs * source.speed) / MINUTE_MS) * MINUTE_MS };
}

function bySeconds(shown: ConnectionState): ConnectionState {
  if (shown.state === 'stale') return { state: 'stale', sinceMs: wholeSeconds(shown.sinceMs) };
  if (shown.state === 'cached') return { state: 'cached', ageMs: wholeSeconds(shown.ageMs) };
  return shown;
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
