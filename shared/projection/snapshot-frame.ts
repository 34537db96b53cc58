import { BadSnapshot } from './errors';
import { allSteps } from './steps';

/**
 * The frame round a snapshot's body. 32 bytes: magic u32, layout version u32, byte-order mark u32, settings hash u32, bytes in all f64, checksum
 * of the body 2 × u32. Numbers are in the machine's order (little-endian everywhere that we run); another order is refused by the mark.
 */
export const SNAPSHOT_VERSION = 7;
export const FRAME_BYTES = 32;
const MAGIC = 0x5057_4c48;
const ORDER_MARK = 0x0102_0304;
const LENGTH_AT = 16;

/** Words that are summed up between two yields: well below a millisecond. */
const STEP = 1 << 16;

/** Fills the frame at the head of `bytes`, whose length must be a multiple of 4. */
export function sealSnapshot(bytes: Uint8Array, settings: number): void {
  bytes.set(allSteps(frameSteps([bytes.subarray(FRAME_BYTES)], settings)));
}

/** The frame of a body in pieces, each of which begins on 4 bytes and is a multiple of 4 long, a little at a time. */
export function* frameSteps(body: readonly Uint8Array[], settings: number): Generator<void, Uint8Array> {
  const words = new Uint32Array(FRAME_BYTES / 4);
  words[0] = MAGIC;
  words[1] = SNAPSHOT_VERSION;
  words[2] = ORDER_MARK;
  words[3] = settings;
  new Float64Array(words.buffer, LENGTH_AT, 1)[0] = body.reduce((sum, piece) => sum + piece.byteLength, FRAME_BYTES);
  const [low, high] = yield* checksum(body);
  words[6] = low;
  words[7] = high;
  return new Uint8Array(words.buffer);
}

/** How long the snapshot says it is, by the first FRAME_BYTES of it. Throws BadSnapshot on what is no frame. */
export function framedBytes(head: Uint8Array): number {
  const view = new DataView(head.buffer, head.byteOffset, FRAME_BYTES);
  const length = view.getFloat64(LENGTH_AT, true);
  if (view.getUint32(0, true) !== MAGIC || !(Number.isInteger(length) && length >= FRAME_BYTES))
    throw new BadSnapshot('no snapshot begins like this');
  return length;
}

/** The same bytes, aligned, once the frame is found whole and made with these settings, a little at a time. Throws BadSnapshot. */
export function* openSteps(bytes: Uint8Array, settings: number): Generator<void, Uint8Array> {
  if (bytes.byteLength < FRAME_BYTES || bytes.byteLength % 4 !== 0) throw new BadSnapshot(`${bytes.byteLength} bytes are not a snapshot`);
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
  if (words[0] !== MAGIC) throw new BadSnapshot('no snapshot begins like this');
  if (words[2] !== ORDER_MARK) throw new BadSnapshot('made by a machine with another byte order');
  if (words[1] !== SNAPSHOT_VERSION) throw new BadSnapshot(`layout ${words[1]} where ${SNAPSHOT_VERSION} is known`);
  const length = new Float64Array(aligned.buffer, aligned.byteOffset + LENGTH_AT, 1)[0];
  if (length !== aligned.byteLength) throw new BadSnapshot(`${aligned.byteLength} bytes where ${length} were written`);
  const [low, high] = yield* checksum([aligned.subarray(FRAME_BYTES)]);
  if (words[6] !== low || words[7] !== high) throw new BadSnapshot('the checksum does not fit');
  if (words[3] !== settings) throw new BadSnapshot('made with other settings');
  return aligned;
}

/** Two 32-bit lanes over the words of the body. Finds damage, not malice: the reader checks every value as well. */
function* checksum(body: readonly Uint8Array[]): Generator<void, [number, number]> {
  const lanes: [number, number] = [0x9e37_79b9, 0x85eb_ca6b];
  for (const piece of body) {
    const words = new Uint32Array(piece.buffer, piece.byteOffset, piece.byteLength / 4);
    for (let from = 0; from < words.length; from += STEP) {
      sumUp(words, from, Math.min(words.length, from + STEP), lanes);
      yield;
    }
  }
  const [low, high] = lanes;
  return [low >>> 0, (high ^ (high >>> 15)) >>> 0];
}

function sumUp(words: Uint32Array, from: number, to: number, lanes: [number, number]): void {
  let [low, high] = lanes;
  for (let i = from; i < to; i += 1) {
    const word = words[i]!;
    low = Math.imul(low ^ word, 0x0100_0193);
    // Wrapped before it is stored, as it would be by the next shift: sums of words are no 32-bit numbers.
    high = (Math.imul((high << 5) | (high >>> 27), 0x9e37_79b1) + word) | 0;
  }
  lanes[0] = low;
  lanes[1] = high;
}
