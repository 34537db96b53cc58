import { seatsNeeded } from '../../shared/domain/erlang-a';
import { INTERVAL_MS, MINUTE_MS } from '../../shared/time/instant';
import { dice, NOW_STEP, STEPS } from './fixture-moment';

/** What floor and outlook of the fixture share: the load of the day, what it needs and what is planned. A shortage begins at 16:20. */

export const HANDLING_MS = 402_000;
export const PATIENCE_MS = 118_000;
export const BREAK_SHARE = 0.05;
export const THRESHOLD_MS = 15_000;
export const TARGET = 0.95;

const bell = (hour: number, centre: number, width: number) => Math.exp(-(((hour - centre) / width) ** 2));

/** Calls that a five-minute step brings on average. */
export const loads: readonly number[] = Array.from({ length: STEPS }, (_, step) => {
  const hour = (step + 0.5) / 12;
  return 30 + 395 * bell(hour, 10, 1.9) + 380 * bell(hour, 15.3, 3.2) + 120 * bell(hour, 19.8, 2.4);
});

/** Signed-in seats that `calls` in a step need for the target. */
export function seatsFor(calls: number): number {
  const rate = { ratePerMs: calls / INTERVAL_MS, handlingMs: HANDLING_MS, patienceMs: PATIENCE_MS, thresholdMs: THRESHOLD_MS };
  return Math.ceil(seatsNeeded({ ...rate, target: TARGET }) / (1 - BREAK_SHARE));
}

export const SHORT_FROM = (16 * 60 + 20) / 5;
const SHORT_TO = (18 * 60 + 20) / 5;

/** Seats planned per step: shifts, which leave too early in the afternoon. */
export const plannedSeats: readonly number[] = Array.from({ length: STEPS }, (_, step) => {
  const hour = step / 12;
  if (step >= SHORT_FROM && step < SHORT_TO) return seatsFor(loads[SHORT_FROM + 3 * Math.floor((step - SHORT_FROM) / 3)] ?? 0) - 30;
  return hour < 7
    ? 160
    : hour < 8.5
      ? 460
      : hour < 12
        ? 655
        : hour < 13.5
          ? 560
          : hour < 18
            ? 640
            : hour < 21
              ? 460
              : hour < 22.5
                ? 300
                : 170;
});

/** What came until now; the running step is not over. */
export const offeredCalls: readonly (number | null)[] = (() => {
  const roll = dice(7);
  return loads.map((load, step) =>
    step > NOW_STEP ? null : Math.round(load * (0.94 + 0.12 * roll()) * (step === NOW_STEP ? 68_000 / (5 * MINUTE_MS) : 1)),
  );
})();

export const presentSeats: readonly (number | null)[] = (() => {
  const roll = dice(19);
  return plannedSeats.map((seats, step) => (step > NOW_STEP ? null : step === NOW_STEP ? 612 : Math.round(seats * (0.93 + 0.05 * roll()))));
})();

/** Calls abandoned in a step in which `calls` came. */
export function abandonedIn(step: number, calls: number): number {
  const hour = step / 12;
  return Math.round(calls * (0.006 + 0.04 * bell(hour, 9.8, 0.8) + 0.045 * bell(hour, 14.35, 0.3)));
}
