// Run as a process of its own by machine.mjs (node --expose-gc): prints how fast this machine is right now as JSON, `{ parsedPerSecond, copiedPerSecond }`.
import { Buffer } from 'node:buffer';

const warmUps = 5;
const rounds = 36;
/** A round takes some tens of milliseconds: long enough for the clock, short enough to fall between two disturbances. */
const records = 10_000;
const copyBytes = 32 * 1024 * 1024;
/** Whoever works beside us all along slows every round; a short disturbance must not count. So the time of the round that a quarter of all rounds beat. */
const share = 0.25;

const line = JSON.stringify({
  seq: 41_208_317,
  at: 1_700_000_000_000,
  by: 'source:bench',
  event: { kind: 'case.accepted', case: 7_341 },
});
const source = Buffer.alloc(copyBytes, 1);
const target = Buffer.alloc(copyBytes, 2);

const parseMs = typicalMs(() => {
  for (let i = 0; i < records; i += 1) JSON.parse(line);
});
const copyMs = typicalMs(() => void source.copy(target));
process.stdout.write(JSON.stringify({ parsedPerSecond: (records * 1000) / parseMs, copiedPerSecond: (copyBytes * 1000) / copyMs }));

/**
 * @param {() => void} work
 * @returns {number} ms
 */
function typicalMs(work) {
  for (let i = 0; i < warmUps; i += 1) work();
  const times = Array.from({ length: rounds }, () => {
    globalThis.gc?.();
    const startedAtMs = performance.now();
    work();
    return performance.now() - startedAtMs;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(rounds * share)] ?? 0;
}
