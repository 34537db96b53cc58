import type { CommandOutcome } from '../../shared/contract/frames';
import type { Problem } from '../../shared/contract/problem';
import type { CommandMessage } from '../../shared/contract/wire';
import type { DurationMs } from '../../shared/time/instant';

/** One try. Rejects when no outcome came. */
type Send = (message: CommandMessage, timeoutMs: DurationMs) => Promise<CommandOutcome>;
type Reply = (outcome: CommandOutcome) => void;

interface Pending {
  readonly message: CommandMessage;
  /** The log whose keys the command speaks of. */
  readonly epoch: string;
  readonly replies: Reply[];
  sending: boolean;
  failures: number;
  timer: NodeJS.Timeout | null;
}

export interface OutboxLimits {
  readonly most: number;
  /** How long one try waits for its outcome. */
  readonly answerMs: DurationMs;
  readonly firstRetryMs: DurationMs;
  readonly mostRetryMs: DurationMs;
}

const LIMITS: OutboxLimits = { most: 100, answerMs: 5_000, firstRetryMs: 250, mostRetryMs: 5_000 };

/**
 * Commands on their way to the hub. Each is sent again with the SAME key until an outcome arrives, through lost answers, lost connections and
 * restarts of the hub: the hub stores key and outcome with the change, so a repetition gets the first outcome. Kept in memory only.
 */
export class Outbox {
  readonly #pending = new Map<string, Pending>();
  readonly #send: Send;
  readonly #limits: OutboxLimits;
  /** The log that the open connection follows; null while there is none. */
  #epoch: string | null = null;

  constructor(send: Send, limits: OutboxLimits = LIMITS) {
    this.#send = send;
    this.#limits = limits;
  }

  get size(): number {
    return this.#pending.size;
  }

  /**
   * Takes a command and answers `reply` once. The same key again joins the command that is on its way. Refuses at once with `overloaded`
   * when too many are waiting.
   */
  submit(message: CommandMessage, epoch: string, reply: Reply): void {
    const waiting = this.#pending.get(message.key);
    if (waiting !== undefined) {
      waiting.replies.push(reply);
      return;
    }
    if (this.#epoch !== null && this.#epoch !== epoch) {
      reply({ ok: false, problem: LOG_REPLACED });
      return;
    }
    if (this.#pending.size >= this.#limits.most) {
      reply({ ok: false, problem: overloaded(this.#pending.size) });
      return;
    }
    const pending: Pending = { message, epoch, replies: [reply], sending: false, failures: 0, timer: null };
    this.#pending.set(message.key, pending);
    this.#try(pending);
  }

  /** A hub is followed: what waits is sent. Commands that speak of another log are answered, because their keys mean other things now. */
  opened(epoch: string): void {
    this.#epoch = epoch;
    for (const pending of this.#pending.values()) {
      if (pending.epoch !== epoch) {
        this.#answer(pending, { ok: false, problem: LOG_REPLACED });
      } else {
        this.#try(pending);
      }
    }
  }

  closed(): void {
    this.#epoch = null;
  }

  /** Answers everything that waits, at the end of the process. */
  stop(): void {
    this.#epoch = null;
    for (const pending of this.#pending.values()) this.#answer(pending, { ok: false, problem: STOPPED });
  }

  #try(pending: Pending): void {
    if (pending.timer !== null) clearTimeout(pending.timer);
    pending.timer = null;
    if (pending.sending || this.#epoch === null) return;
    void this.#sendOnce(pending);
  }

  async #sendOnce(pending: Pending): Promise<void> {
    pending.sending = true;
    try {
      const outcome = await this.#send(pending.message, this.#limits.answerMs);
      // A hub too busy for a repetition, or about to end, says nothing about the try before, which may have been carried out.
      const unsaid = !outcome.ok && SAYS_NOTHING.includes(outcome.problem.type) && pending.failures > 0;
      if (unsaid) this.#again(pending);
      else this.#answer(pending, outcome);
    } catch {
      // Expected: no connection, or no answer in time.
      this.#again(pending);
    }
  }

  /** No outcome is no answer: it is sent again, with the same key, when the connection allows. */
  #again(pending: Pending): void {
    pending.sending = false;
    if (!this.#pending.has(pending.message.key)) return;
    const waitMs = Math.min(this.#limits.mostRetryMs, this.#limits.firstRetryMs * 2 ** Math.min(pending.failures, 20));
    pending.failures += 1;
    pending.timer = setTimeout(() => this.#try(pending), waitMs);
  }

  #answer(pending: Pending, outcome: CommandOutcome): void {
    if (!this.#pending.delete(pending.message.key)) return;
    if (pending.timer !== null) clearTimeout(pending.timer);
    for (const reply of pending.replies) reply(outcome);
  }
}

/** Refusals by a hub that has not looked whether it knows the key. */
const SAYS_NOTHING: readonly Problem['type'][] = ['overloaded', 'unavailable'];

const LOG_REPLACED: Problem = {
  type: 'unavailable',
  title: 'The log was replaced before the command was answered',
  status: 503,
  detail:
    'The hub follows another log now. Whether the command took effect in the earlier one is not known; nothing was sent to the new one.',
};

const STOPPED: Problem = {
  type: 'unavailable',
  title: 'The stream stopped before the command was answered',
  status: 503,
  detail: 'Whether the command took effect is not known; sending it again with the same key is safe.',
};

function overloaded(waiting: number): Problem {
  return {
    type: 'overloaded',
    title: 'Too many commands are waiting for the hub',
    status: 503,
    detail: `${waiting} commands wait for an outcome. This one was not sent.`,
  };
}
