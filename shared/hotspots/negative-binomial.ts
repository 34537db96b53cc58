/** Lanczos' coefficients for g = 7, n = 9 (C. Lanczos, SIAM J. Numer. Anal. B 1 (1964); the digits are those in general use, written down from memory). */
const LANCZOS = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13, -176.615_029_162_140_6,
  12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
];
const HALF_LOG_TAU = 0.918_938_533_204_672_7;
/** A term so much smaller than the sum changes nothing that anybody decides by. */
const NEGLIGIBLE = 1e-12;
const MOST_FACTORS = 64;
const MOST_TERMS = 20_000;

/** ln Γ(x) for x > 0.5, to about 1e-13. */
function logGamma(x: number): number {
  const z = x - 1;
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i += 1) sum += LANCZOS[i]! / (z + i);
  const t = z + 7.5;
  return HALF_LOG_TAU + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** ln (Γ(x + count) / Γ(x)): factor by factor as long as they are few, because the difference of two large logarithms has few digits. */
function logRise(x: number, count: number): number {
  if (count > MOST_FACTORS) return logGamma(x + count) - (x < 1 ? logGamma(x + 1) - Math.log(x) : logGamma(x));
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += Math.log(x + i);
  return sum;
}

/**
 * P(X ≥ count) of a negative binomial count with this mean > 0 and size > 0: a Poisson count whose rate is gamma with shape `size`; its variance is mean + mean²/size. The sum
 * of the terms from `count` on, which is exact where it matters, above the mean; from below the mean it answers 1.
 */
export function tailOf(count: number, mean: number, size: number): number {
  if (count <= mean || count <= 0) return 1;
  const share = mean / (size + mean);
  const log = logRise(size, count) - logGamma(count + 1) + count * Math.log(share) - size * Math.log1p(mean / size);
  let term = Math.exp(log);
  let sum = term;
  for (let k = count; k < count + MOST_TERMS; k += 1) {
    term *= ((k + size) / (k + 1)) * share;
    sum += term;
    if (term < sum * NEGLIGIBLE) break;
  }
  return Math.min(1, sum);
}

/**
 * The same for a window that is looked at because one of its `count` cases has just come: P(as many others or more). Seen from an arrival, the others are a count of the same
 * kind whose rate is size-biased: size + 1, mean · (size + 1) / size (Slivnyak's and Mecke's theorem for Cox processes; from memory).
 */
export function tailAtArrival(count: number, mean: number, size: number): number {
  return tailOf(count - 1, (mean * (size + 1)) / size, size + 1);
}
