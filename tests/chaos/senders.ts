import { ulid } from 'ulid';
import type { CommandOutcome, ExpectedVersion } from '../../shared/contract/frames';
import { COMMANDED_CASES, UNITS } from './chaos-city';
import type { CommandHistory } from './history-checker';
import type { ToChaosStream } from './process-words';

type CommandOut = Extract<ToChaosStream, { kind: 'command' }>;

interface Given {
  readonly message: CommandOut & { readonly command: CommandHistory['command'] };
  readonly outcomes: CommandOutcome[];
  sentAt: number;
}

/** Refusals that say nothing for good: the same key is sent again until something is said for good. */
const NOT_FOR_GOOD = new Set(['unavailable', 'overloaded', 'storage']);
/** No page waits longer before it asks again; the outbox of its stream does so by itself, but a killed one is gone with what it had. */
const ASK_AGAIN_MS = 2_500;

export interface SendersOptions {
  readonly random: () => number;
  /** Commands under way at once. */
  readonly atOnce: number;
  /** One of the streams, any. */
  readonly send: (stream: number, message: CommandOut) => void;
  readonly streams: number;
}

/**
 * People who give commands through whatever stream there is, all of them about the same few cases: they reassign with the version that they saw last, urge, hear
 * conflicts, ask again with the same key when no answer comes, and sometimes although one has come.
 */
export class Senders {
  readonly #options: SendersOptions;
  readonly #open = new Map<string, Given>();
  readonly #done = new Map<string, Given>();
  readonly #versions = new Map<number, number>();
  repeated = 0;

  constructor(options: SendersOptions) {
    this.#options = options;
  }

  get open(): number {
    return this.#open.size;
  }

  get history(): CommandHistory[] {
    return [...this.#done.values(), ...this.#open.values()].map(({ message, outcomes }) => ({
      key: message.key,
      command: message.command,
      outcomes,
    }));
  }

  /** Gives new commands (unless `noMore`) and repeats those that wait for too long. Called again and again. */
  tick(noMore: boolean): void {
    const { random, atOnce } = this.#options;
    const now = performance.now();
    for (const given of this.#open.values()) if (now - given.sentAt > ASK_AGAIN_MS) this.#repeat(given);
    if (!noMore && this.#open.size < atOnce && random() < 0.5) this.#give();
  }

  answered(key: string, outcome: CommandOutcome): void {
    const given = this.#open.get(key) ?? this.#done.get(key);
    if (given === undefined || (!outcome.ok && NOT_FOR_GOOD.has(outcome.problem.type))) return;
    given.outcomes.push(outcome);
    for (const { case: about, version } of outcome.ok ? outcome.versions : (outcome.problem.current ?? []))
      this.#versions.set(about, version);
    if (!this.#open.delete(key)) return;
    this.#done.set(key, given);
    if (this.#options.random() < 0.1) this.#repeat(given);
  }

  #give(): void {
    const { random } = this.#options;
    const key = ulid();
    const about = COMMANDED_CASES[Math.floor(random() * COMMANDED_CASES.length)]!;
    const reason = `chaos ${key}`;
    const reassigns = random() < 0.7;
    const command: CommandHistory['command'] = reassigns
      ? { kind: 'reassign-case', case: about, to: 1 + Math.floor(random() * UNITS), reason }
      : { kind: 'urge-case', case: about, reason };
    const version = this.#versions.get(about) ?? 1;
    const expected: ExpectedVersion[] = random() < 0.8 ? [{ case: about, version }] : [];
    const given: Given = { message: { kind: 'command', key, expected, command }, outcomes: [], sentAt: 0 };
    this.#open.set(key, given);
    this.#send(given);
  }

  #repeat(given: Given): void {
    this.repeated += 1;
    this.#send(given);
  }

  #send(given: Given): void {
    const { random, streams, send } = this.#options;
    given.sentAt = performance.now();
    send(Math.floor(random() * streams), given.message);
  }
}
