/** Of so many degrees of freedom, from 1. */
const QUANTILES = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.1, 2.09, 2.09];

/** The two-sided 95 % quantile of Student's t; `freedom` in degrees, from 1, not necessarily whole. */
export function student95(freedom: number): number {
  return QUANTILES[Math.floor(freedom) - 1] ?? 1.96 + 2.5 / freedom;
}
