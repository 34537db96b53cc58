import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { CODE_DIGITS } from '../../../shared/contract/pairing';
import type { Clocks } from '../clocks';

export interface PairingLimits {
  /** A code holds for so long. */
  readonly codeMs: number;
  /** Walls that may wait at once. */
  readonly mostWaiting: number;
  /** Wrong codes in a row after which a person must wait. */
  readonly wrongBeforeLock: number;
  /** For so long at first, twice as long after every further lock, up to `mostLockMs`. */
  readonly lockMs: number;
  readonly mostLockMs: number;
  /** Wrong codes a minute of everybody together, beyond which nobody's is looked at. */
  readonly wrongPerMinute: number;
}

export const PAIRING_LIMITS: PairingLimits = {
  codeMs: 5 * 60_000,
  mostWaiting: 16,
  wrongBeforeLock: 5,
  lockMs: 60_000,
  mostLockMs: 15 * 60_000,
  wrongPerMinute: 20,
};

const MINUTE_MS = 60_000;
/** People whose wrong codes are remembered. */
const MOST_GUESSERS = 500;

/** A wall that shows a code. */
export interface Waiting {
  /** What it would call itself. */
  readonly name: string;
  readonly code: string;
  /** On the monotonic clock. */
  readonly until: number;
}

export type Claim<Wall> =
  | { readonly kind: 'found'; readonly wall: Wall; readonly name: string }
  | { readonly kind: 'wrong'; readonly left: number }
  | { readonly kind: 'locked'; readonly forMs: number };

interface Guesser {
  wrong: number;
  locks: number;
  lockedUntil: number;
}

/**
 * Codes that walls show, and who may try one: six digits are few, so wrong ones are counted by person and for all together, and cost time. `Wall` is whatever stands for the wall that
 * waits.
 */
export class Pairings<Wall> {
  readonly #clocks: Clocks;
  readonly #limits: PairingLimits;
  readonly #waiting = new Map<Wall, Waiting>();
  readonly #guessers = new Map<string, Guesser>();
  #wrongAt: number[] = [];

  constructor(clocks: Clocks, limits: PairingLimits = PAIRING_LIMITS) {
    this.#clocks = clocks;
    this.#limits = limits;
  }

  /** Walls that wait now. */
  get size(): number {
    return this.#waiting.size;
  }

  /** A code for this wall in place of the one that it had; null: too many wait already. */
  open(wall: Wall, name: string): { readonly code: string; readonly forMs: number } | null {
    if (!this.#waiting.has(wall) && this.#waiting.size >= this.#limits.mostWaiting) return null;
    const taken = new Set([...this.#waiting.values()].map(({ code }) => code));
    let code: string;
    do code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
    while (taken.has(code));
    this.#waiting.set(wall, { name, code, until: this.#clocks.monotonicMs() + this.#limits.codeMs });
    return { code, forMs: this.#limits.codeMs };
  }

  /** It has gone, or was let in. */
  close(wall: Wall): void {
    this.#waiting.delete(wall);
  }

  /** `who` has entered `code`. A code that is found is used up. All codes are compared, each in constant time. */
  claim(who: string, code: string): Claim<Wall> {
    const now = this.#clocks.monotonicMs();
    const guesser = this.#guesserOf(who);
    if (guesser.lockedUntil > now) return { kind: 'locked', forMs: guesser.lockedUntil - now };
    this.#wrongAt = this.#wrongAt.filter((at) => now - at < MINUTE_MS);
    const [oldest] = this.#wrongAt;
    if (oldest !== undefined && this.#wrongAt.length >= this.#limits.wrongPerMinute)
      return { kind: 'locked', forMs: oldest + MINUTE_MS - now };
    const digest = digestOf(code);
    let found: { readonly wall: Wall; readonly name: string } | null = null;
    for (const [wall, waiting] of this.#waiting) {
      if (timingSafeEqual(digestOf(waiting.code), digest) && waiting.until > now) found = { wall, name: waiting.name };
    }
    if (found !== null) {
      this.#waiting.delete(found.wall);
      this.#guessers.delete(who);
      return { kind: 'found', ...found };
    }
    this.#wrongAt.push(now);
    guesser.wrong += 1;
    const left = this.#limits.wrongBeforeLock - guesser.wrong;
    if (left > 0) return { kind: 'wrong', left };
    const forMs = Math.min(this.#limits.mostLockMs, this.#limits.lockMs * 2 ** guesser.locks);
    Object.assign(guesser, { wrong: 0, locks: guesser.locks + 1, lockedUntil: now + forMs });
    return { kind: 'locked', forMs };
  }

  #guesserOf(who: string): Guesser {
    const known = this.#guessers.get(who);
    if (known !== undefined) return known;
    const [first] = this.#guessers.keys();
    if (this.#guessers.size >= MOST_GUESSERS && first !== undefined) this.#guessers.delete(first);
    const made: Guesser = { wrong: 0, locks: 0, lockedUntil: 0 };
    this.#guessers.set(who, made);
    return made;
  }
}

function digestOf(code: string): Buffer {
  return createHash('sha256').update(code, 'utf8').digest();
}
