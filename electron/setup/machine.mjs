import { cpus, loadavg, totalmem } from 'node:os';
import { describe } from './electron-binary.mjs';

const rounds = 5;
const records = 20_000;
const copyBytes = 64 * 1024 * 1024;

/**
 * What a benchmark's numbers were made on. They mean little anywhere else, and little on a machine that is busy.
 * @param {import('./electron-binary.mjs').ElectronDist} dist
 * @param {boolean} isVirtual whether windows open on a display that nobody sees
 * @returns {string[]} lines
 */
export function machineLines(dist, isVirtual) {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const asRoot = process.getuid?.() === 0 ? '; as root, so without a sandbox' : '';
  return [
    `machine       ${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${memory}, ${process.platform} ${process.arch}`,
    `runs on       ${describe(dist)}; Node ${process.versions.node} outside of it`,
    `display       ${isVirtual ? 'virtual: graphics are drawn by the processor' : 'a real one'}${asRoot}`,
  ];
}

/**
 * How fast this machine is right now, in two ways that no change of ours can move: `parsedPerSecond` small records by JSON.parse, `copiedPerSecond` bytes by memcpy.
 * @returns {{ parsedPerSecond: number, copiedPerSecond: number }}
 */
export function calibrate() {
  const line = JSON.stringify({
    seq: 41_208_317,
    at: 1_700_000_000_000,
    by: 'source:bench',
    event: { kind: 'case.accepted', case: 7_341 },
  });
  const source = Buffer.alloc(copyBytes, 1);
  const target = Buffer.alloc(copyBytes, 2);
  const parseMs = medianMs(() => {
    for (let i = 0; i < records; i += 1) JSON.parse(line);
  });
  const copyMs = medianMs(() => void source.copy(target));
  return { parsedPerSecond: (records * 1000) / parseMs, copiedPerSecond: (copyBytes * 1000) / copyMs };
}

/**
 * A calibration in one line: if the line at the end differs much from the one at the start, somebody else has used the machine meanwhile.
 * @param {string} when
 */
export function calibrationLine(when) {
  const { parsedPerSecond, copiedPerSecond } = calibrate();
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
  const parsed = Math.round(parsedPerSecond / 1000).toLocaleString('en');
  return `${when.padEnd(14)}JSON.parse ${parsed} records/ms, memcpy ${(copiedPerSecond / 1e9).toFixed(1)} GB/s, load ${load} (1, 5, 15 min)`;
}

/**
 * @param {() => void} work
 * @returns {number} ms of its median run
 */
function medianMs(work) {
  work();
  const times = Array.from({ length: rounds }, () => {
    const startedAtMs = performance.now();
    work();
    return performance.now() - startedAtMs;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}
