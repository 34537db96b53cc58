/** Lanczos' coefficients for g = 7, n = 9 (C. Lanczos, SIAM J. Numer. Anal. B 1 (1964); the digits are those in general use, written down from memory). */
const LANCZOS = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13, -176.615_029_162_140_6,
  12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
];
const HALF_LOG_TAU = 0.918_938_533_204_672_7;
/** A factor so near to 1 changes nothing that anybody decides by. */
const NEGLIGIBLE = 1e-12;
/** Of a denominator that is none. */
const TINY = 1e-300;
const MOST_FACTORS = 64;
/** From above the mean it takes about as many as the root of the greater of count and size. */
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
 * P(X ≥ count) of a negative binomial count with this mean > 0 and size > 0: a Poisson count whose rate is gamma with shape `size`; its variance is mean + mean²/size. It is the
 * regularised incomplete beta function I_x(count, size), x = mean / (size + mean), and that is P(X = count) times a continued fraction; from below the mean it answers 1.
 */
export function tailOf(count: number, mean: number, size: number): number {
  if (count <= mean || count <= 0) return 1;
  const share = mean / (size + mean);
  const log = logRise(size, count) - logGamma(count + 1) + count * Math.log(share) - size * Math.log1p(mean / size);
  return Math.min(1, Math.exp(log) * betaFraction(count, size, share));
}

/** Rounding in what is added up one way and the other. */
const MARGIN = 1 + 1e-6;

/** Whether `tailAtArrival` of the same is above `limit` beyond doubt, which is told sooner: P(X = others) alone is. */
export function isCommonAtArrival(count: number, mean: number, size: number, limit: number): boolean {
  const shape = size + 1;
  const odds = mean / size;
  const share = odds / (1 + odds);
  let chance = Math.exp(-shape * Math.log1p(odds));
  for (let i = 0; i < count - 1; i += 1) chance *= ((shape + i) * share) / (i + 1);
  return chance > limit * MARGIN;
}

/**
 * The continued fraction of I_x(a, b) · a · B(a, b) / (x^a · (1 − x)^b), for x below (a + 1) / (a + b + 2) or not far above: NIST Digital Library of Mathematical Functions 8.17.22,
 * by the method of W. J. Lentz, Applied Optics 15 (1976); both from memory.
 */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= MOST_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < NEGLIGIBLE) break;
  }
  return value;
}

function notZero(denominator: number): number {
  return Math.abs(denominator) < TINY ? TINY : denominator;
}

/**
 * The same for a window that is looked at because one of its `count` cases has just come: P(as many others or more). Seen from an arrival, the others are a count of the same
 * kind whose rate is size-biased: size + 1, mean · (size + 1) / size (Slivnyak's and Mecke's theorem for Cox processes; from memory).
 */
export function tailAtArrival(count: number, mean: number, size: number): number {
  return tailOf(count - 1, (mean * (size + 1)) / size, size + 1);
}
