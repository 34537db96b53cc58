import type { Outcome } from '../../shared/contract/wire';
import type { Projection } from '../../shared/projection/projection';
import type { Instant } from '../../shared/time/instant';
import { CommandQueue } from './command-queue';
import type { WaitingCommand } from './command-queue';
import type { Clocks } from './clocks';
import type { Committed, KnownCommand, Ledger } from './ledger';
import { StorageError } from './log/storage-error';
import type { Logger } from './logger';
import { overloaded, storageProblem, unavailable } from './problems';
import type { RefusedEvents } from './refused-events';
import type { SourceClock } from './source-clock';
import type { EventSource, PendingEvent } from './sources/source';

export interface WriterLimits {
  /** Commands wait at most this long for company in their transaction. */
  readonly groupMs: number;
  readonly commandsAtOnce: number;
  /** A source that has more is asked again at once, and the city's time waits for it meanwhile. */
  readonly eventsAtOnce: number;
  /** How often the source is asked while its clock runs. */
  readonly sourceMs: number;
  readonly mostWaiting: number;
  /** Pause before a log that could not be written is tried again. */
  readonly retryMs: number;
}

export const WRITER_LIMITS: WriterLimits = {
  groupMs: 20,
  commandsAtOnce: 100,
  eventsAtOnce: 8_192,
  sourceMs: 25,
  mostWaiting: 1_000,
  retryMs: 1_000,
};

/** What the writer works with and whom it tells. */
export interface WriterParts {
  readonly ledger: Ledger;
  readonly source: EventSource;
  readonly sourceClock: SourceClock;
  readonly clocks: Clocks;
  readonly logger: Logger;
  readonly refusedEvents: RefusedEvents;
  /** The state at the head of the log, made anew from what is stored. */
  recover(): Promise<Projection>;
  /** Records are on disk: they may be shown now. Called before the commands of the batch are answered. */
  committed(batch: Committed): void;
  /** The source has ended and everything of it is on disk. */
  finished(): void;
  /** Something that must not happen: the process ends and is started again from the log. */
  failed(error: unknown): void;
}

/**
 * The only one that writes. Each round takes what the source has until the city's time, then the commands that wait, and commits them as one
 * transaction; nothing is answered or shown before. When the disk fails it answers `storage`, keeps the source's events, and goes on
 * when a trial write succeeds.
 */
export class Writer {
  readonly #parts: WriterParts;
  readonly #limits: WriterLimits;
  readonly #queue: CommandQueue;
  /** Events of the source that a failed commit gave back. */
  #held: readonly PendingEvent[] = [];
  #fault: StorageError | null = null;
  #timer: { readonly at: number; cancel(): void } | null = null;
  #committedAt = Number.NEGATIVE_INFINITY;
  #reached: Instant;
  /** Before, commands wait. */
  #started = false;
  #ended = false;
  #closed = false;

  constructor(parts: WriterParts, limits: WriterLimits = WRITER_LIMITS) {
    this.#parts = parts;
    this.#limits = limits;
    this.#queue = new CommandQueue(limits.mostWaiting);
    this.#reached = parts.sourceClock.read();
  }

  /** City time up to which everything is in the log; behind the clock while the source has more than can be written. */
  get reached(): Instant {
    if (!this.#behind) this.#reached = this.#parts.sourceClock.read();
    return this.#reached;
  }
  #behind = true;

  /** Why nothing can be written now; null: it can. */
  get fault(): StorageError | null {
    return this.#fault;
  }

  start(): void {
    this.#started = true;
    this.#schedule(0);
  }

  /** The outcome, once it is on disk. */
  submit(command: KnownCommand): Promise<Outcome> {
    if (this.#closed) return Promise.resolve({ ok: false, problem: unavailable('The hub is ending. Try again in a moment.') });
    if (this.#fault !== null) return Promise.resolve(this.#outcomeWhileFaulty(command, this.#fault));
    return new Promise((answer) => {
      if (this.#queue.push({ ...command, answer })) this.#scheduleCommands();
      else answer({ ok: false, problem: overloaded('Too many commands wait. Nothing was changed; try again in a moment.', 503) });
    });
  }

  /** Writes what waits and stops. */
  close(): void {
    this.#timer?.cancel();
    this.#timer = null;
    if (this.#fault === null) while (this.#queue.length > 0 && this.#fault === null) this.#commitRound([], this.reached);
    this.#closed = true;
    this.#queue.refuseAll(unavailable('The hub is ending. Try again in a moment.'));
  }

  /** Nothing can be written, but what was written can be told. */
  #outcomeWhileFaulty(command: KnownCommand, fault: StorageError): Outcome {
    try {
      return this.#parts.ledger.knownOutcome(command) ?? { ok: false, problem: storageProblem(fault) };
    } catch (error) {
      if (error instanceof StorageError) return { ok: false, problem: storageProblem(error) };
      throw error;
    }
  }

  #scheduleCommands(): void {
    const full = this.#queue.length >= this.#limits.commandsAtOnce;
    const sinceCommit = this.#parts.clocks.monotonicMs() - this.#committedAt;
    this.#schedule(full ? 0 : Math.max(0, this.#limits.groupMs - sinceCommit));
  }

  #schedule(inMs: number): void {
    if (this.#closed || !this.#started) return;
    const at = this.#parts.clocks.monotonicMs() + inMs;
    if (this.#timer !== null) {
      if (this.#timer.at <= at) return;
      this.#timer.cancel();
    }
    const run = () => {
      this.#timer = null;
      try {
        this.#round();
      } catch (error) {
        this.#closed = true;
        this.#parts.failed(error);
      }
    };
    // At once means after the sockets have had their turn.
    if (inMs <= 0) {
      const immediate = setImmediate(run);
      this.#timer = { at, cancel: () => clearImmediate(immediate) };
    } else {
      const timeout = setTimeout(run, inMs);
      this.#timer = { at, cancel: () => clearTimeout(timeout) };
    }
  }

  #round(): void {
    if (this.#fault !== null) return;
    const { source, sourceClock } = this.#parts;
    const clockSays = sourceClock.read();
    const limit = this.#limits.eventsAtOnce;
    const until = sourceClock.speed === 0 ? Number.POSITIVE_INFINITY : clockSays;
    const events = this.#held.length > 0 ? this.#held : source.finished ? [] : source.advance(until, limit);
    this.#held = [];
    for (const { at } of events) sourceClock.reach(at);
    const behind = events.length >= limit;
    const reached = (behind ? events.at(-1)?.at : undefined) ?? sourceClock.read();
    this.#commitRound(events, reached);
    // The city's time stands still until the log can be written again.
    this.#behind = behind || this.#fault !== null;
    if (this.#fault !== null) return;
    this.#reached = reached;
    if (source.finished && !this.#ended) {
      this.#ended = true;
      this.#behind = false;
      sourceClock.stop();
      this.#parts.finished();
    }
    if (this.#queue.length > 0) this.#scheduleCommands();
    if (source.finished) return;
    this.#schedule(this.#behind || (sourceClock.speed === 0 && events.length > 0) ? 0 : this.#limits.sourceMs);
  }

  /** One transaction. */
  #commitRound(events: readonly PendingEvent[], now: Instant): void {
    const { ledger, logger, refusedEvents } = this.#parts;
    for (const event of events) {
      const reason = ledger.takeEvent(event);
      if (reason !== null) refusedEvents.add(reason, logger);
    }
    ledger.projection.advanceTo(now);
    const commands = this.#queue.take(this.#limits.commandsAtOnce);
    const outcomes: Outcome[] = [];
    let committed: Committed;
    try {
      for (const command of commands) outcomes.push(ledger.takeCommand(command, now));
      committed = ledger.commit();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#fail(error, events, commands);
      return;
    }
    this.#committedAt = this.#parts.clocks.monotonicMs();
    if (committed.records.length > 0) this.#parts.committed(committed);
    for (const [index, { answer }] of commands.entries()) {
      const outcome = outcomes[index];
      if (outcome !== undefined) answer(outcome);
    }
  }

  #fail(fault: StorageError, events: readonly PendingEvent[], commands: readonly WaitingCommand[]): void {
    this.#fault = fault;
    this.#held = events;
    this.#parts.logger.error({ fault: fault.fault, detail: fault.message }, 'the log cannot be written; commands are refused until it can');
    const problem = storageProblem(fault);
    for (const { answer } of commands) answer({ ok: false, problem });
    this.#queue.refuseAll(problem);
    // Room for the batch that failed and for as much again.
    const bytes = Math.max(64 * 1024, 2 * 256 * (events.length + commands.length));
    this.#retryLater(bytes);
  }

  #retryLater(bytes: number): void {
    if (this.#closed) return;
    const retry = async () => {
      try {
        if (!(await this.#tryAgain(bytes))) this.#retryLater(bytes);
      } catch (error) {
        this.#parts.failed(error);
      }
    };
    const timeout = setTimeout(() => void retry(), this.#limits.retryMs);
    // Nothing else is scheduled while the log cannot be written.
    this.#timer = { at: Number.NEGATIVE_INFINITY, cancel: () => clearTimeout(timeout) };
  }

  async #tryAgain(bytes: number): Promise<boolean> {
    const { ledger, logger } = this.#parts;
    try {
      ledger.log.probe(bytes);
      // The state was ahead of the log when the commit failed.
      ledger.replace(await this.#parts.recover());
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      return false;
    }
    this.#fault = null;
    this.#timer = null;
    logger.info({ seq: ledger.log.head }, 'the log can be written again');
    this.#schedule(0);
    return true;
  }
}
