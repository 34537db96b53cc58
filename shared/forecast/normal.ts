/** z of the two-sided bands that a forecast shows: standard normal quantiles of 0.90 and 0.975. */
export const Z80 = 1.281_551_565_544_6;
export const Z95 = 1.959_963_984_540_1;

/** The value that a share 0…1 of all values do not exceed; between two values by a straight line. NaN of nothing. Sorts nothing in place. */
export function quantile(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (place - below);
}

/** Median absolute deviation from `centre`, scaled to the standard deviation of a normal distribution. */
export function robustDeviation(values: Float64Array, centre: number): number {
  return (
    1.4826 *
    quantile(
      values.map((value) => Math.abs(value - centre)),
      0.5,
    )
  );
}
