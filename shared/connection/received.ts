import type { Batch, Heartbeat, Snapshot, Welcome } from '../contract/wire';
import type { Connection } from './connection-state';
import { count, discard, join, lose, note, rejoin, type Step } from './step';

/** What a connection does with each message of the hub. Every function leaves `last` at the end of an unbroken run of records, always. */

export function welcomed(step: Step, message: Welcome): void {
  const { state } = step;
  if (state.phase !== 'joining' && state.phase !== 'following') return;
  state.heardAt = step.nowMs;
  state.preparing = null;
  state.refusal = null;
  state.clock = { cityNow: message.cityNow, speed: message.speed, toldAt: step.nowMs };
  const first = state.phase === 'joining';
  state.phase = 'following';
  state.head = message.head;
  if (first) {
    state.phaseAt = step.nowMs;
    state.target = message.head;
  }
  // Of the past that was asked for nothing more can come than this.
  state.target = Math.min(state.target, message.head);
  step.effects.push({ kind: 'welcomed', welcome: message });
  if (state.held && state.epoch === message.epoch && message.head < state.last) {
    note(step, `the hub's log ends at seq ${message.head}, ours at ${state.last}: it was set back`);
    discard(step);
    join(step);
  } else if (state.held && state.epoch !== message.epoch) {
    // Our join named the other epoch, so the hub sends everything without being asked again.
    note(step, 'the hub has another log than the one held: everything is fetched anew');
    discard(step);
  }
  state.epoch = message.epoch;
  if (!state.held && message.head === 0) begin(step);
  settled(step);
}

export function snapshotReceived(step: Step, message: Snapshot): void {
  const { state } = step;
  if (state.phase !== 'following') return;
  state.heardAt = step.nowMs;
  if (message.epoch !== state.epoch || (state.held && message.seq <= state.last)) {
    count(step, 'duplicates');
    return;
  }
  const { since, seq, parts } = message;
  if (since !== null && (!state.held || state.last !== since)) {
    // What is on its way from before the join cannot fit yet.
    if (state.rejoining) return;
    count(step, 'gaps');
    rejoin(step, `changes since seq ${since} do not follow`);
    return;
  }
  if (message.part === 0) state.snapshot = { since, seq, parts, got: [], bytes: 0 };
  const { snapshot } = state;
  if (snapshot === null || !isOf(snapshot, message) || snapshot.got.length < message.part) {
    if (state.rejoining && snapshot === null) return;
    count(step, 'gaps');
    rejoin(step, `part ${message.part} of the snapshot at seq ${seq} does not follow`);
    return;
  }
  if (snapshot.got.length > message.part) {
    count(step, 'duplicates');
    return;
  }
  const bytes = snapshot.bytes + message.bytes.byteLength;
  if (bytes > step.limits.mostSnapshotBytes) {
    refused(step, `its snapshot is larger than ${step.limits.mostSnapshotBytes} bytes`);
    return;
  }
  const got = [...snapshot.got, message.bytes];
  state.behindSince = null;
  state.snapshot = { ...snapshot, got, bytes };
  if (got.length < snapshot.parts) return;
  state.snapshot = null;
  if (since === null) state.generation += 1;
  state.held = true;
  state.last = seq;
  state.head = Math.max(state.head, seq);
  progressed(step);
  const { generation } = state;
  const { epoch } = message;
  step.effects.push(
    since === null ? { kind: 'load', generation, epoch, seq, parts: got } : { kind: 'change', generation, epoch, since, seq, parts: got },
  );
}

function isOf({ since, seq, parts }: NonNullable<Connection['snapshot']>, message: Snapshot): boolean {
  return since === message.since && seq === message.seq && parts === message.parts;
}

export function batchReceived(step: Step, message: Batch): void {
  const { state } = step;
  if (state.phase !== 'following') return;
  state.heardAt = step.nowMs;
  if (message.epoch !== state.epoch || message.to <= state.last) {
    count(step, 'duplicates');
    return;
  }
  if (message.from > state.last + 1) {
    // What is on its way from before the join cannot fit yet.
    if (state.rejoining) return;
    count(step, 'gaps');
    rejoin(step, `records ${state.last + 1} to ${message.from - 1} are missing`);
    return;
  }
  if (!state.held) begin(step);
  const from = state.last + 1;
  state.last = message.to;
  state.head = Math.max(state.head, message.to);
  progressed(step);
  step.effects.push({ kind: 'apply', generation: state.generation, from, batch: message });
}

export function heartbeatReceived(step: Step, message: Heartbeat): void {
  const { state } = step;
  if (state.phase !== 'following') return;
  state.heardAt = step.nowMs;
  if (message.epoch !== state.epoch) {
    lose(step, 'the hub changed its log under an open connection');
    return;
  }
  if (message.head < state.last) {
    discard(step);
    rejoin(step, `the hub's log ends at seq ${message.head}, before what it has sent`);
    return;
  }
  state.head = message.head;
  state.clock = { cityNow: message.cityNow, speed: message.speed, toldAt: step.nowMs };
  if (!state.held && message.head === 0) begin(step);
  if (!state.held || message.head > state.last) {
    state.behindSince ??= step.nowMs;
    return;
  }
  progressed(step);
  // Records older than the city's time may still be on their way when the hub is ahead: the clock moves only when everything is here.
  step.effects.push({ kind: 'advance', generation: state.generation, cityNow: message.cityNow });
  if (message.digest !== null && message.digest.seq === state.last) {
    step.effects.push({ kind: 'check', generation: state.generation, seq: message.digest.seq, digest: message.digest.value });
  }
  settled(step);
}

/** Being live proves the way to the hub: the next loss starts with the shortest wait again. */
export function settled(step: Step): void {
  const { state } = step;
  if (state.phase !== 'following' || !state.held || state.applied < state.target) return;
  state.picture = { kind: 'confirmed' };
  state.attempts = 0;
}

/** The hub breaks the contract: nothing more is taken from it until it is asked again much later. */
export function refused(step: Step, detail: string): void {
  step.state.refusal = { type: 'invalid', title: 'The hub breaks the wire contract', status: 502, detail };
  lose(step, detail, step.limits.refusedMs);
}

function begin(step: Step): void {
  const { state } = step;
  state.generation += 1;
  state.held = true;
  state.last = 0;
  state.applied = 0;
  state.picture = { kind: 'confirmed' };
  step.effects.push({ kind: 'begin', generation: state.generation, epoch: state.epoch ?? '' });
}

function progressed(step: Step): void {
  step.state.rejoining = false;
  step.state.fruitless = 0;
  step.state.behindSince = null;
}
