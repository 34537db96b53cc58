import type { Logger } from './logger';

/** Reasons told apart before the rest is counted as one: a broken source must not fill the memory with reasons. */
const MOST_REASONS = 100;

/** Events of the source that the domain does not allow: counted by reason, and never in the log. */
export class RefusedEvents {
  readonly #counts = new Map<string, number>();

  add(reason: string, logger: Logger): void {
    // Without the numbers in it (keys, moments), so that the same mistake is one reason.
    const plain = reason.replaceAll(/\d+/g, 'N');
    const known = this.#counts.has(plain) || this.#counts.size < MOST_REASONS ? plain : 'other';
    const count = (this.#counts.get(known) ?? 0) + 1;
    this.#counts.set(known, count);
    // 1, 10, 100, …: a source that is wrong all the time does not flood the log.
    if (Number.isInteger(Math.log10(count))) logger.warn({ reason: known, count }, 'an event of the source was refused');
  }

  counts(): { readonly reason: string; readonly count: number }[] {
    return [...this.#counts].map(([reason, count]) => ({ reason, count }));
  }
}
