import { CALL_OUTCOMES } from '../domain/floor-terms';
import type { QueueKey } from '../domain/keys';
import { unzigzag, zigzag } from './byte-planes';
import type { CallRing } from './call-ring';
import { BadSnapshot } from './errors';
import { isInstant } from './key-limits';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/** Stands for a number that the packed column cannot hold and the list beside it does. */
const ESCAPE = 0xffff_ffff;

/** Packed: keys and offers as steps from the one before, times as u32; 30 bytes a call, and most of them 0 or alike. */
export function writeRing(ring: CallRing, writer: SnapshotWriter): void {
  const { dropped, offered } = ring;
  const calls = offered - dropped;
  const keys = new Uint32Array(calls);
  const cases = new Uint32Array(calls);
  const seat = new Uint16Array(calls);
  const queue = new Uint8Array(calls);
  const outcome = new Uint8Array(calls);
  const offers = new Float64Array(calls);
  const times = [ring.waitMs, ring.talkMs, ring.wrapUpMs].map((column) => ({ column, packed: new Float64Array(calls) }));
  let keyBefore = 0;
  let offerBefore = 0;
  for (let row = 0; row < calls; row += 1) {
    const place = ring.placeOf(dropped + row);
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
  writer.number(offered);
  writer.number(ring.droppedTo);
  writer.u32s(keys);
  writer.u8s(queue);
  writer.u8s(outcome);
  writer.u16s(seat);
  writer.u32s(cases);
  for (const column of [offers, ...times.map(({ packed }) => packed)]) writePacked(column, writer);
}

/** Into an empty ring. `knows`: whether a queue is there. */
export function readRing(ring: CallRing, reader: SnapshotReader, knows: (queue: QueueKey) => boolean): void {
  ring.offered = reader.integer();
  const droppedTo = reader.number();
  if (!(droppedTo === -1 || isInstant(droppedTo))) throw new BadSnapshot('calls were dropped at no moment');
  ring.droppedTo = droppedTo;
  const { dropped } = ring;
  const calls = ring.offered - dropped;
  const keys = reader.u32s();
  const queue = reader.u8s();
  const outcome = reader.u8s();
  const seat = reader.u16s();
  const cases = reader.u32s();
  const offers = readPacked(reader);
  const [wait, talk, wrapUp] = [readPacked(reader), readPacked(reader), readPacked(reader)];
  const columns = [keys, queue, outcome, seat, cases, offers, wait, talk, wrapUp];
  if (!columns.every((column) => column.length === calls)) throw new BadSnapshot('the calls are not of one length');
  if (calls > 0) ring.grow(Math.min(ring.offered, ring.capacity) - 1);
  let key = 0;
  let offeredAt = 0;
  for (let row = 0; row < calls; row += 1) {
    const place = ring.placeOf(dropped + row);
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
