import {
  type Connection,
  CONNECTION_LIMITS,
  type ConnectionEffect,
  type ConnectionInput,
  type ConnectionLimits,
  type SpoiledCause,
} from './connection-state';
import { batchReceived, heartbeatReceived, settled, snapshotReceived, welcomed } from './received';
import { backOffMs } from './back-off';
import { connect, count, discard, join, lose, note, rejoin, type Step } from './step';

/**
 * The stream's connection to its hub as a pure machine. Rules: seq ≤ last is dropped, = last + 1 is taken, anything later asks the hub to join
 * again; a digest that differs throws the projection away. Whatever is lost, doubled or turned round on the way, what is handed on to be
 * folded is the log from its beginning or from one snapshot, gapless and in order.
 *
 * @param nowMs our monotonic clock
 * @param random in [0, 1), for the jitter of back-off
 */
export function connectionStep(
  before: Connection,
  input: ConnectionInput,
  nowMs: number,
  random: number,
  limits: ConnectionLimits = CONNECTION_LIMITS,
): { readonly state: Connection; readonly effects: readonly ConnectionEffect[] } {
  const step: Step = { state: { ...before }, effects: [], nowMs, random, limits };
  happened(step, input);
  return step;
}

function happened(step: Step, input: ConnectionInput): void {
  const { state } = step;
  switch (input.kind) {
    case 'kept':
      state.picture = { kind: 'cached', ageMs: input.ageMs, loadedAt: step.nowMs };
      return;
    case 'start':
      if (input.cached !== null) {
        state.picture = { kind: 'cached', ageMs: input.cached.ageMs, loadedAt: step.nowMs };
        state.epoch = input.cached.epoch;
        state.held = true;
        state.last = input.cached.seq;
        state.applied = input.cached.seq;
      }
      state.hub = input.hub;
      connect(step);
      return;
    case 'hub':
      hubKnown(step, input.hub);
      return;
    case 'hub-progress':
      state.preparing = { step: input.step, done: input.done, total: input.total };
      return;
    case 'seek':
      if (state.phase === 'following' || state.phase === 'joining') step.effects.push({ kind: 'seek', past: input.past });
      if (!input.back) return;
      discard(step);
      if (state.phase === 'following') join(step);
      return;
    case 'socket-up':
      if (state.phase !== 'connecting') return;
      state.phase = 'joining';
      state.phaseAt = step.nowMs;
      join(step);
      return;
    case 'socket-down':
      if (state.phase === 'idle' || state.phase === 'waiting') return;
      // A hub that cannot be reached any more refuses nothing.
      state.refusal = null;
      lose(step, input.reason);
      return;
    case 'welcome':
      welcomed(step, input.message);
      return;
    case 'snapshot':
      snapshotReceived(step, input.message);
      return;
    case 'batch':
      batchReceived(step, input.message);
      return;
    case 'heartbeat':
      heartbeatReceived(step, input.message);
      return;
    case 'applied':
      if (input.generation !== state.generation || input.seq <= state.applied) return;
      state.applied = input.seq;
      state.picture = { kind: 'confirmed' };
      if (state.phase === 'following') step.effects.push({ kind: 'took', seq: input.seq });
      settled(step);
      return;
    case 'agreed':
      if (input.generation === state.generation) state.spoiled = 0;
      return;
    case 'spoiled':
      if (input.generation === state.generation) spoiled(step, input.cause);
      return;
    case 'refused':
      if (state.phase === 'idle') return;
      state.refusal = input.problem;
      lose(step, input.problem.detail, step.limits.refusedMs);
      return;
    case 'tick':
      ticked(step);
      return;
  }
}

function hubKnown(step: Step, hub: { readonly url: string; readonly token: string }): void {
  const { state } = step;
  const same = state.hub !== null && state.hub.url === hub.url && state.hub.token === hub.token;
  state.hub = hub;
  state.preparing = null;
  if (same && state.phase !== 'idle' && state.phase !== 'waiting') return;
  if (!same && state.phase !== 'idle' && state.phase !== 'waiting') lose(step, 'the hub has another address now');
  state.refusal = null;
  state.attempts = 0;
  connect(step);
}

function spoiled(step: Step, cause: SpoiledCause): void {
  const { state } = step;
  if (cause === 'digest') count(step, 'digestMismatches');
  note(step, `what is held cannot be trusted (${cause}): everything is fetched anew`);
  discard(step);
  state.spoiled += 1;
  if (state.phase !== 'following') return;
  // Once may be an accident. A hub whose data spoils every time is asked ever less often.
  if (state.spoiled <= 1 || cause === 'settings') {
    rejoin(step, cause);
    return;
  }
  lose(step, `the data of the hub does not hold together (${cause})`, backOffMs(step.limits.backOff, state.spoiled + 2, step.random));
}

function ticked(step: Step): void {
  const { state, nowMs, limits } = step;
  const asleep = state.tickAt !== null && nowMs - state.tickAt > limits.asleepMs;
  state.tickAt = nowMs;
  if (state.phase === 'waiting') {
    if (state.retryAt !== null && nowMs >= state.retryAt) connect(step);
    return;
  }
  // After our own sleep, what has come meanwhile is still in the socket: it is judged at the next tick.
  if (asleep || state.phase === 'idle') return;
  if (state.phase === 'following') {
    if (state.heardAt !== null && nowMs - state.heardAt > limits.silenceMs) {
      lose(step, `nothing heard from the hub for ${limits.silenceMs} ms`);
    } else if (state.behindSince !== null && nowMs - state.behindSince > patienceMs(step) && state.applied === state.last) {
      rejoin(step, `the hub is at seq ${state.head} and sends nothing`);
    }
  } else if (nowMs - state.phaseAt > limits.openMs) {
    lose(step, state.phase === 'connecting' ? 'the hub does not answer' : 'the hub opened the connection and says nothing');
  }
}

/** How long the hub may be ahead of us without sending anything. */
function patienceMs({ state, limits }: Step): number {
  return state.held && state.head - state.last <= limits.farBehind ? limits.behindMs : limits.snapshotMs;
}
