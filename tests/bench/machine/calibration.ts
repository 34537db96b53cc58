import { calibrate } from '../../../electron/setup/machine.mjs';

export { calibrate };
export type Calibration = ReturnType<typeof calibrate>;

/** Two calibrations that differ by more than this mean that somebody else has used the machine: what was measured between them is void. */
const MOST_DIFFERENCE = 0.25;

/** Whether what was measured between two calibrations may be compared with anything. */
export function isSteady(before: Calibration, after: Calibration): boolean {
  const names = ['parsedPerSecond', 'copiedPerSecond'] as const;
  return names.every((name) => Math.abs(before[name] - after[name]) / Math.max(before[name], after[name]) <= MOST_DIFFERENCE);
}
