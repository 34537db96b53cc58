import type { ConnectionState } from '../contract/frames';
import type { DurationMs, Instant } from '../time/instant';
import { type Connection, CONNECTION_LIMITS } from './connection-state';

/** A city's clock is not run on for longer than this beyond the hub's last word about it. */
const MOST_AHEAD_MS = 1_500;

/** What every surface says about the connection. A picture that was shown once stays, marked with its age, until the hub confirms a newer one. */
export function shownConnection(connection: Connection, nowMs: number): ConnectionState {
  const { phase, picture } = connection;
  if (connection.refusal !== null) return { state: 'refused', problem: connection.refusal };
  if (phase === 'following') {
    const live = connection.held && connection.applied >= connection.target;
    return live ? { state: 'live' } : { state: 'replaying', seq: connection.applied, head: connection.head };
  }
  if (picture.kind === 'cached') return { state: 'cached', ageMs: picture.ageMs + (nowMs - picture.loadedAt) };
  if (picture.kind === 'confirmed') return { state: 'stale', sinceMs: heardAgeMs(connection, nowMs) };
  if (phase === 'connecting' || phase === 'joining') return { state: 'joining' };
  if (connection.preparing !== null) return { state: 'preparing', ...connection.preparing };
  return { state: 'offline', reason: connection.reason };
}

/** How long ago the hub was heard; for a picture from disk, how old it is. */
export function heardAgeMs(connection: Connection, nowMs: number): DurationMs {
  if (connection.heardAt !== null) return nowMs - connection.heardAt;
  return connection.picture.kind === 'cached' ? connection.picture.ageMs + (nowMs - connection.picture.loadedAt) : 0;
}

/** The city's time now, never earlier than `pictureAt`, the time that the picture has reached. */
export function shownCityNow(connection: Connection, pictureAt: Instant, nowMs: number): Instant {
  const { clock } = connection;
  if (clock === null || connection.phase !== 'following' || connection.last < connection.head) return pictureAt;
  const ran = Math.min(nowMs - clock.toldAt, Math.min(MOST_AHEAD_MS, CONNECTION_LIMITS.silenceMs)) * clock.speed;
  return Math.max(pictureAt, Math.round(clock.cityNow + ran));
}
