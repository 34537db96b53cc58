/**
 * The two sums that Erlang B, C and A are made of, for whole and fractional x, each in the range where it neither overflows nor cancels.
 *
 * With w = y^x e^−y / Γ(x + 1), the weight of state x among Poisson weights of mean y, they are the two halves of one gamma function:
 *
 *   w · (1 + upperSum) = P(x, y), the states from x up;  w · lowerSum = Q(x, y), the states below x;  P + Q = 1.
 *
 * The upper sum grows beyond any number where y ≫ x, the lower one where y ≪ x: take the one on the light side and 1 − it for the other. Both need about
 * 8.5 √x terms at y = x, where they are longest, and fewer elsewhere.
 */

/** Terms below this share of their sum no longer change it. */
const NEGLIGIBLE = 1e-16;
/** From here on Stirling's series is exact to the last digit; below, the gamma function is shifted up to it. */
const STIRLING_FROM = 16;

/** Σ_{j ≥ 1} y^j / ((x+1)…(x+j)) for x ≥ 0. Below e^y; meant for y ≤ x, or y small enough that e^y is a number. Two terms a round: half the divisions. */
export function upperSum(x: number, y: number): number {
  let term = 1;
  let sum = 0;
  let first = x + 1;
  do {
    const second = first + 1;
    const share = y / (first * second);
    sum += term * (share * (second + y));
    term *= share * y;
    first += 2;
  } while (term > NEGLIGIBLE * sum);
  return sum;
}

/** `upperSum` with its two moments, for the same range. */
export interface UpperSums {
  readonly sum: number;
  /** Σ j · term_j: the mean of the queue, before it is normalised. */
  readonly length: number;
  /** Σ (1/(x+1) + … + 1/(x+j)) · term_j, which is −∂sum/∂x: the wait of those who are answered. */
  readonly slope: number;
}

export function upperSums(x: number, y: number): UpperSums {
  let term = 1;
  let sum = 0;
  let length = 0;
  let slope = 0;
  let harmonic = 0;
  let j = 0;
  do {
    j += 1;
    const share = 1 / (x + j);
    term *= y * share;
    harmonic += share;
    sum += term;
    length += j * term;
    slope += harmonic * term;
  } while (term > NEGLIGIBLE * sum);
  return { sum, length, slope };
}

/**
 * Σ_{m ≥ 1} x(x−1)…(x−m+1) / y^m for y > x ≥ 0. For whole x it ends by itself. For fractional x it is asymptotic and needs y > 100, where what it leaves out is
 * nothing beside w. Two terms a round, because each waits for the one before.
 */
export function lowerSum(x: number, y: number): number {
  if (x === 0) return 0;
  const step = 1 / y;
  let factor = x * step;
  let term = 1;
  let sum = 0;
  do {
    const next = factor - step;
    sum += term * (factor + factor * next);
    term *= factor * next;
    factor = next - step;
  } while (term > NEGLIGIBLE * sum);
  return sum;
}

/** ∂lowerSum/∂x, for fractional x and the same range. */
export function lowerSlope(x: number, y: number): number {
  const step = 1 / y;
  let factor = x * step;
  let term = 1;
  let change = 0;
  let slope = 0;
  do {
    change = change * factor + term * step;
    term *= factor;
    slope += change;
    factor -= step;
  } while (term > 0 && change > NEGLIGIBLE * slope);
  return slope;
}

/** ln(y^x e^−y / Γ(x+1)) for x ≥ 0, y > 0: the log of a Poisson weight, with the large parts taken away before they cancel. */
export function logWeight(x: number, y: number): number {
  if (x < STIRLING_FROM) return x * Math.log(y) - y - logGammaOfSmall(x);
  const beyond = (y - x) / x;
  return x * (Math.log1p(beyond) - beyond) - 0.5 * Math.log(2 * Math.PI * x) - stirlingRest(x);
}

/** ln y − ψ(x+1) for x ≥ 0, y > 0: how far the log of y lies above the digamma function. */
export function logAboveDigamma(x: number, y: number): number {
  if (x >= STIRLING_FROM) return Math.log1p((y - x) / x) - digammaRest(x);
  const shifted = x + STIRLING_FROM;
  let passed = 0;
  for (let i = 1; i <= STIRLING_FROM; i += 1) passed += 1 / (x + i);
  return Math.log(y / shifted) - digammaRest(shifted) + passed;
}

/** ln Γ(x+1) for 0 ≤ x < STIRLING_FROM. */
function logGammaOfSmall(x: number): number {
  const shifted = x + STIRLING_FROM;
  let passed = 1;
  for (let i = 1; i <= STIRLING_FROM; i += 1) passed *= x + i;
  return (shifted + 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + stirlingRest(shifted) - Math.log(passed);
}

/** ln Γ(x+1) − (x ln x − x + ½ ln 2πx), Stirling's series (Abramowitz & Stegun 6.1.41). */
function stirlingRest(x: number): number {
  const over = 1 / x;
  const square = over * over;
  return over * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
}

/** ψ(x+1) − ln x (Abramowitz & Stegun 6.3.18). */
function digammaRest(x: number): number {
  const over = 1 / x;
  const square = over * over;
  return over * 0.5 - square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))));
}
