import type { CommandOutcome, ExpectedVersion } from '../../shared/contract/frames';
import type { Problem } from '../../shared/contract/problem';
import type { Command } from '../../shared/domain/commands';
import { type CaseKey, NONE, type UnitKey } from '../../shared/domain/keys';
import type { DurationMs } from '../../shared/time/instant';

/** The state of a case that somebody else brought about meanwhile. */
export interface Winner {
  readonly version: number;
  readonly status: string;
  readonly unit: UnitKey;
}

/** What became of one command. */
export type ItemResult =
  | { readonly state: 'waiting' | 'sending' }
  /** `version`: the case's, 0 without a case; `seq`: its event in the log. */
  | { readonly state: 'done'; readonly version: number; readonly seq: number }
  /** Somebody was faster. Nothing was changed by us. */
  | { readonly state: 'conflict'; readonly winner: Winner | null }
  /** The answer did not come: it may have taken effect or not; the same key makes sending again safe. */
  | { readonly state: 'unknown' }
  | { readonly state: 'refused'; readonly problem: Problem };

export interface RunItem {
  /** NONE: the command is about no case. */
  readonly case: CaseKey;
  /** Idempotency key: kept for a retry, new for a new decision. */
  readonly key: string;
  readonly expected: number;
  readonly result: ItemResult;
}

export interface RunOutside {
  send(key: string, command: Command, expected: readonly ExpectedVersion[]): Promise<CommandOutcome>;
  newKey(): string;
  /** Calls back once after `delay`; returns how to call it off. */
  after(delay: DurationMs, callback: () => void): () => void;
}

/** Commands under way at once: enough to be quick, few enough that a conflict is seen before the rest is sent. */
const ABREAST = 4;
/** An answer that has not come by then is "not known"; when it comes later after all, it is taken. */
const ANSWER_LIMIT_MS: DurationMs = 15_000;

/** One decision of a person carried out case by case, each against the version that the person saw. Tells subscribers about every step. */
export class CommandRun {
  readonly #command: (key: CaseKey) => Command;
  readonly #outside: RunOutside;
  readonly #listeners = new Set<() => void>();
  #items: readonly RunItem[];
  #under = 0;

  constructor(seen: readonly ExpectedVersion[], command: (key: CaseKey) => Command, outside: RunOutside) {
    this.#command = command;
    this.#outside = outside;
    this.#items = seen.map((each) => ({
      case: each.case,
      key: outside.newKey(),
      expected: each.version,
      result: { state: 'waiting' },
    }));
  }

  /** A run of one command that is about no case and expects no version. */
  static single(command: Command, outside: RunOutside): CommandRun {
    return new CommandRun([{ case: NONE, version: 0 }], () => command, outside);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** In the order of the cases given; a new array whenever anything changed. */
  readonly items = (): readonly RunItem[] => this.#items;

  /** Sends what waits, a few at a time. */
  start(): void {
    while (this.#under < ABREAST) {
      const next = this.#items.find((item) => item.result.state === 'waiting');
      if (next === undefined) return;
      void this.#send(next);
    }
  }

  /** Sends the same command again under the same key, for cases whose answer did not come. */
  retry(keys: readonly CaseKey[]): void {
    this.#change((item) =>
      item.result.state === 'unknown' && keys.includes(item.case) ? { ...item, result: { state: 'waiting' } } : item,
    );
    this.start();
  }

  /** Decides anew on the winner's state: a new key, and the version that is shown now. */
  again(keys: readonly CaseKey[]): void {
    this.#change((item) => {
      if (item.result.state !== 'conflict' || item.result.winner === null || !keys.includes(item.case)) return item;
      return { ...item, key: this.#outside.newKey(), expected: item.result.winner.version, result: { state: 'waiting' } };
    });
    this.start();
  }

  async #send(item: RunItem): Promise<void> {
    const { key } = item;
    this.#under += 1;
    let holds = true;
    const leave = () => {
      if (holds) this.#under -= 1;
      holds = false;
    };
    this.#settle(key, { state: 'sending' });
    const callOff = this.#outside.after(ANSWER_LIMIT_MS, () => {
      leave();
      this.#settle(key, { state: 'unknown' });
      this.start();
    });
    const expected = item.case === NONE ? [] : [{ case: item.case, version: item.expected }];
    const outcome = await this.#outside.send(key, this.#command(item.case), expected);
    callOff();
    leave();
    this.#settle(key, resultOf(outcome, item));
    this.start();
  }

  /** An outcome that is known is never overwritten by "not known". */
  #settle(key: string, result: ItemResult): void {
    this.#change((item) => {
      if (item.key !== key) return item;
      const known = item.result.state === 'done' || item.result.state === 'conflict' || item.result.state === 'refused';
      return known ? item : { ...item, result };
    });
  }

  #change(step: (item: RunItem) => RunItem): void {
    this.#items = this.#items.map(step);
    for (const listener of this.#listeners) listener();
  }
}

function resultOf(outcome: CommandOutcome, item: RunItem): ItemResult {
  if (outcome.ok) {
    const unnamed = item.case === NONE ? 0 : item.expected + 1;
    const version = outcome.versions.find((each) => each.case === item.case)?.version ?? unnamed;
    return { state: 'done', version, seq: outcome.seq };
  }
  const { problem } = outcome;
  if (problem.type === 'unavailable') return { state: 'unknown' };
  if (problem.type !== 'version-conflict') return { state: 'refused', problem };
  const current = problem.current?.find((each) => each.case === item.case);
  return {
    state: 'conflict',
    winner: current === undefined ? null : { version: current.version, status: current.status, unit: current.unit },
  };
}
