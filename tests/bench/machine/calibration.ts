import { calibrate } from '../../../electron/setup/machine.mjs';

export { calibrate };

/** Two calibrations that differ by more than this mean that somebody else has used the machine: what was measured between them is void. */
const MOST_DIFFERENCE = 0.25;

/** BENCH_VOID=keep keeps what is void: on a busy machine the ratios are still worth a look, and nothing more. */
const KEEP = process.env['BENCH_VOID'] === 'keep';

/** Whether what was measured between two calibrations, of the same rates, may be compared with anything. Prints both, and the judgement. */
export function isSteady<Rates extends Readonly<Record<string, number>>>(before: Rates, after: Rates): boolean {
  const rates = Object.entries(before).map(([name, rate]) => ({ name, rate, later: after[name] ?? Number.NaN }));
  const steady = rates.every(({ rate, later }) => Math.abs(rate - later) / Math.max(rate, later) <= MOST_DIFFERENCE);
  const said = rates.map(({ name, rate, later }) => `${name} ${short(rate)} → ${short(later)}`).join(', ');
  console.log(`  calibration ${said}${steady ? '' : KEEP ? ': void, but kept' : ': VOID'}`);
  return steady || KEEP;
}

function short(rate: number): string {
  return rate.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 3 });
}
