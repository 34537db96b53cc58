import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { describe } from './electron-binary.mjs';

/** From the project's top folder, where benchmarks run. */
const calibration = 'electron/setup/calibration.mjs';

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
 * How fast this machine is right now, in two ways that no change of ours can move: `parsedPerSecond` small records by JSON.parse, `copiedPerSecond` bytes by memcpy. In a
 * process of its own, so that it is the same whatever the caller holds in memory: made in the caller, it scattered by a third on a machine at rest. Takes about two seconds.
 * @returns {{ parsedPerSecond: number, copiedPerSecond: number }}
 */
export function calibrate() {
  return JSON.parse(execFileSync(process.execPath, ['--expose-gc', calibration], { encoding: 'utf8' }));
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
