import { CALL_OUTCOMES } from '../domain/floor-terms';
import type { QueueKey } from '../domain/keys';
import { unzigzag, zigzag } from './zigzag';
import type { CallRing } from './call-ring';
import { BadSnapshot } from './errors';
import { isInstant } from './key-limits';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/** Stands for a number that the packed column cannot hold and the list beside it does. */
const ESCAPE = 0xffff_ffff;

/**
 * Packed: places in the log, keys and offers as steps from the one before, times as u32; 34 bytes a call, and most of them 0 or alike. `since`: calls with an
 * earlier stamp are left out.
 */
export function writeRing(ring: CallRing, writer: SnapshotWriter, since = 0): void {
  const nths: number[] = [];
  for (let nth = ring.dropped; nth < ring.offered; nth += 1) if (ring.stamps[ring.placeOf(nth)]! >= since) nths.push(nth);
  const calls = nths.length;
  const steps = new Uint32Array(calls);
  const keys = new Uint32Array(calls);
  const cases = new Uint32Array(calls);
  const seat = new Uint16Array(calls);
  const queue = new Uint8Array(calls);
  const outcome = new Uint8Array(calls);
  const offers = new Float64Array(calls);
  const times = [ring.waitMs, ring.talkMs, ring.wrapUpMs].map((column) => ({ column, packed: new Float64Array(calls) }));
  let nthBefore = ring.dropped - 1;
  let keyBefore = 0;
  let offerBefore = 0;
  for (const [row, nth] of nths.entries()) {
    const place = ring.placeOf(nth);
    steps[row] = nth - nthBefore - 1;
    nthBefore = nth;
    keys[row] = ring.keys[place]! - keyBefore;
    keyBefore = ring.keys[place]!;
    offers[row] = zigzag(ring.offeredAt[place]! - offerBefore);
    offerBefore = ring.offeredAt[place]!;
    cases[row] = ring.cases[place]!;
    seat[row] = ring.seat[place]!;
    queue[row] = ring.queue[place]!;
    outcome[row] = ring.outcome[place]!;
    for (const { column, packed } of times) packed[row] = column[place]!;
  }
  writer.number(ring.offered);
  writer.number(ring.droppedTo);
  writer.u32s(steps);
  writer.u32s(keys);
  writer.u8s(queue);
  writer.u8s(outcome);
  writer.u16s(seat);
  writer.u32s(cases);
  for (const column of [offers, ...times.map(({ packed }) => packed)]) writePacked(column, writer);
}

/** Into an empty ring, or into one that has everything that was left out. `knows`: whether a queue is there. */
export function readRing(ring: CallRing, reader: SnapshotReader, knows: (queue: QueueKey) => boolean): void {
  const known = ring.offered;
  ring.offered = reader.integer();
  if (ring.offered < known) throw new BadSnapshot('calls have been taken back');
  const droppedTo = reader.number();
  if (!(droppedTo === -1 || isInstant(droppedTo))) throw new BadSnapshot('calls were dropped at no moment');
  ring.droppedTo = droppedTo;
  const { dropped } = ring;
  const steps = reader.u32s();
  const calls = steps.length;
  const keys = reader.u32s();
  const queue = reader.u8s();
  const outcome = reader.u8s();
  const seat = reader.u16s();
  const cases = reader.u32s();
  const offers = readPacked(reader);
  const [wait, talk, wrapUp] = [readPacked(reader), readPacked(reader), readPacked(reader)];
  const columns = [keys, queue, outcome, seat, cases, offers, wait, talk, wrapUp];
  if (!columns.every((column) => column.length === calls)) throw new BadSnapshot('the calls are not of one length');
  let news = ring.offered - Math.max(dropped, known);
  if (news > calls) throw new BadSnapshot('calls are missing');
  if (calls > 0) ring.grow(Math.min(ring.offered, ring.capacity) - 1);
  let nth = dropped - 1;
  let key = 0;
  let offeredAt = 0;
  for (let row = 0; row < calls; row += 1) {
    nth += steps[row]! + 1;
    if (nth >= ring.offered) throw new BadSnapshot('there are more calls than were offered');
    if (nth >= known) news -= 1;
    const place = ring.placeOf(nth);
    key = (key + keys[row]!) >>> 0;
    offeredAt += unzigzag(offers[row]!);
    const times = isInstant(offeredAt) && isInstant(wait[row]!) && isInstant(talk[row]!) && isInstant(wrapUp[row]!);
    if (!times || outcome[row]! >= CALL_OUTCOMES.length || !(queue[row] === 0 || knows(queue[row]!)))
      throw new BadSnapshot('a call that is kept makes no sense');
    ring.keys[place] = key;
    ring.queue[place] = queue[row]!;
    ring.outcome[place] = outcome[row]!;
    ring.seat[place] = seat[row]!;
    ring.cases[place] = cases[row]!;
    ring.offeredAt[place] = offeredAt;
    ring.waitMs[place] = wait[row]!;
    ring.talkMs[place] = talk[row]!;
    ring.wrapUpMs[place] = wrapUp[row]!;
  }
  if (news !== 0) throw new BadSnapshot('calls are missing');
  ring.respan();
}

/** Plain rows, oldest in the log first: key, queue, outcome, seat, case, offer, wait, talk, wrap-up. */
export function ringRows(ring: CallRing): number[][] {
  return Array.from({ length: ring.offered - ring.dropped }, (_, row) => {
    const place = ring.placeOf(ring.dropped + row);
    const { keys, queue, outcome, seat, cases, offeredAt, waitMs, talkMs, wrapUpMs } = ring;
    return [keys, queue, outcome, seat, cases, offeredAt, waitMs, talkMs, wrapUpMs].map((column) => column[place]!);
  });
}

function writePacked(values: Float64Array, writer: SnapshotWriter): void {
  const packed = new Uint32Array(values.length);
  const large: number[] = [];
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]!;
    const fits = value >= 0 && value < ESCAPE && Number.isInteger(value);
    packed[row] = fits ? value : ESCAPE;
    if (!fits) large.push(value);
  }
  writer.u32s(packed);
  writer.f64s(Float64Array.from(large));
}

function readPacked(reader: SnapshotReader): Float64Array {
  const packed = reader.u32s();
  const large = reader.f64s();
  const values = new Float64Array(packed.length);
  let next = 0;
  for (let row = 0; row < packed.length; row += 1) {
    const value = packed[row]!;
    values[row] = value === ESCAPE ? (large[next] ?? Number.NaN) : value;
    if (value === ESCAPE) next += 1;
  }
  if (next !== large.length) throw new BadSnapshot('a packed column has too many large numbers');
  return values;
}
