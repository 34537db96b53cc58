import { calibrate } from '../../../electron/setup/machine.mjs';

export { calibrate };

/** Two calibrations that differ by more than this mean that somebody else has used the machine: what was measured between them is void. */
const MOST_DIFFERENCE = 0.25;

/** BENCH_VOID=keep keeps what is void: on a busy machine the ratios are still worth a look, and nothing more. */
const KEEP = process.env['BENCH_VOID'] === 'keep';

/** Whether what was measured between two calibrations, of the same rates, may be compared with anything. */
export function isSteady<Rates extends Readonly<Record<string, number>>>(before: Rates, after: Rates): boolean {
  if (KEEP) return true;
  return Object.entries(before).every(([name, rate]) => {
    const later = after[name] ?? Number.NaN;
    return Math.abs(rate - later) / Math.max(rate, later) <= MOST_DIFFERENCE;
  });
}
