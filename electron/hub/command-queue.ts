import type { Problem } from '../../shared/contract/problem';
import type { Outcome } from '../../shared/contract/wire';
import type { KnownCommand } from './ledger';

/** A command that waits for its batch. */
export interface WaitingCommand extends KnownCommand {
  readonly answer: (outcome: Outcome) => void;
}

/** Commands in the order of their arrival, at most `most`. */
export class CommandQueue {
  readonly #most: number;
  #waiting: WaitingCommand[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** false: the queue is full and the command was not taken. */
  push(command: WaitingCommand): boolean {
    if (this.#waiting.length >= this.#most) return false;
    this.#waiting.push(command);
    return true;
  }

  take(most: number): WaitingCommand[] {
    return this.#waiting.splice(0, most);
  }

  /** Answers everything that waits with the same problem. */
  refuseAll(problem: Problem): void {
    for (const { answer } of this.take(this.#waiting.length)) answer({ ok: false, problem });
  }
}
