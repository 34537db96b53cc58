/** What of a run can be asked for: an environment variable, or its default. */
export function asked(name: string, fallback: number): number {
  const value = Number(process.env[name] ?? fallback);
  if (!(value > 0)) throw new Error(`${name} must be a number above 0`);
  return value;
}

/** How a benchmark of the wall runs: BENCH_PAIRS, BENCH_SECONDS, BENCH_RATE, BENCH_OPEN. */
export const RUN = {
  pairs: asked('BENCH_PAIRS', 5),
  /** Of a measured span. */
  seconds: asked('BENCH_SECONDS', 60),
  /** Events per second. */
  rate: asked('BENCH_RATE', 100_000),
  /** Open cases. */
  open: asked('BENCH_OPEN', 1_000_000),
} as const;
