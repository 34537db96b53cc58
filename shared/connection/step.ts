import { backOffMs } from './back-off';
import type { Connection, ConnectionEffect, ConnectionLimits, Counts } from './connection-state';

/** One step in the making: a copy of the state that may be written to, and the effects so far. Never leaves this folder. */
export interface Step {
  readonly state: { -readonly [K in keyof Connection]: Connection[K] };
  readonly effects: ConnectionEffect[];
  readonly nowMs: number;
  readonly random: number;
  readonly limits: ConnectionLimits;
}

export function count(step: Step, what: keyof Counts): void {
  step.state.counts = { ...step.state.counts, [what]: step.state.counts[what] + 1 };
}

export function note(step: Step, text: string): void {
  step.effects.push({ kind: 'note', text });
}

/** Asks the hub, on the open socket, for everything after what is held. */
export function join(step: Step): void {
  const { state } = step;
  state.rejoining = true;
  state.snapshot = null;
  state.behindSince = step.nowMs;
  step.effects.push({ kind: 'join', epoch: state.held ? state.epoch : null, since: state.held ? state.last : 0 });
}

/** Joins again because something is missing; gives the socket up when that has helped nothing for too long. */
export function rejoin(step: Step, why: string): void {
  const { state } = step;
  if (state.fruitless >= step.limits.mostFruitless) {
    lose(step, `${why}; joining again did not help`);
    return;
  }
  state.fruitless += 1;
  count(step, 'rejoins');
  note(step, `joins again after seq ${state.last}: ${why}`);
  join(step);
}

/** Throws away what is held. The owner keeps showing it until something new begins. */
export function discard(step: Step): void {
  const { state } = step;
  if (state.held) count(step, 'discards');
  state.generation += 1;
  state.held = false;
  state.last = 0;
  state.applied = 0;
  state.target = state.head;
  state.snapshot = null;
  step.effects.push({ kind: 'discard', generation: state.generation });
}

/** Ends the connection and plans the next one. What is shown stays. */
export function lose(step: Step, why: string, waitMs?: number): void {
  const { state } = step;
  if (state.phase !== 'waiting') {
    count(step, 'losses');
    note(step, `connection lost: ${why}`);
    step.effects.push({ kind: 'disconnect' });
  }
  state.phase = 'waiting';
  state.phaseAt = step.nowMs;
  state.reason = why;
  state.snapshot = null;
  state.rejoining = false;
  state.fruitless = 0;
  state.behindSince = null;
  state.retryAt = step.nowMs + (waitMs ?? backOffMs(step.limits.backOff, state.attempts, step.random));
  state.attempts += 1;
}

/** Opens a socket to the hub that is known, if one is. */
export function connect(step: Step): void {
  const { state } = step;
  if (state.hub === null) return;
  state.phase = 'connecting';
  state.phaseAt = step.nowMs;
  state.retryAt = null;
  step.effects.push({ kind: 'connect', hub: state.hub });
}
