/** 0, −1, 1, −2, … as 0, 1, 2, 3, …: small numbers of both signs are small. */
export function zigzag(value: number): number {
  // Without a branch by a sign that nobody can foretell.
  return Math.max(value * 2, -value * 2 - 1);
}

export function unzigzag(value: number): number {
  // The remainder of a double is a call.
  const half = Math.floor(value / 2);
  const odd = value - half * 2;
  return half - odd * value;
}

/** The same for 32 bits, by bits. */
export function unzigzag32(value: number): number {
  return (value >>> 1) ^ -(value & 1);
}
