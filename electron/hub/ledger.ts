import type { Problem } from '../../shared/contract/problem';
import type { CommandMessage, Outcome } from '../../shared/contract/wire';
import { decide } from '../../shared/domain/decide';
import type { DomainEvent, LogRecord } from '../../shared/domain/events';
import type { GradeRules } from '../../shared/domain/grades';
import type { Actor, CaseKey } from '../../shared/domain/keys';
import { IllegalEvent } from '../../shared/projection/errors';
import type { Projection } from '../../shared/projection/projection';
import type { Instant } from '../../shared/time/instant';
import type { Chunk } from './chunks';
import { decideContext } from './decide-context';
import type { CaseLog, StoredOutcome } from './log/case-log';
import { forbidden, notAllowed, refusalProblem, versionConflict } from './problems';
import { whyUnreadable } from './readable-event';
import type { PendingEvent } from './sources/source';

/** A command whose sender is known and allowed to give it. */
export interface KnownCommand {
  readonly actor: Actor;
  readonly message: CommandMessage;
}

/** What a transaction has put on disk: records, and the same as they lie there. */
export interface Committed {
  readonly records: readonly LogRecord[];
  readonly chunks: readonly Chunk[];
}

/**
 * The log and the state at its head, and the one batch that is being made. Events are folded as they are taken, so that the next command of the
 * batch is decided on them; `commit` then stores the batch. When it cannot, the state is ahead of the log and must be recovered: `replace`.
 */
export class Ledger {
  readonly log: CaseLog;
  readonly #rules: GradeRules;
  readonly #playbooks: ReadonlySet<string>;
  #projection: Projection;
  #records: LogRecord[] = [];
  #outcomes = new Map<string, StoredOutcome>();
  #consumed = 0;

  constructor(log: CaseLog, projection: Projection, rules: GradeRules, playbooks: readonly string[]) {
    this.log = log;
    this.#projection = projection;
    this.#rules = rules;
    this.#playbooks = new Set(playbooks);
  }

  /** The state at the head of the log, with the batch that is being made. */
  get projection(): Projection {
    return this.#projection;
  }

  /** The next event of the source. Returns why it is not allowed, null when it is taken; either way it is consumed. */
  takeEvent({ at, by, event }: PendingEvent): string | null {
    this.#consumed += 1;
    return this.#take(at, by, event);
  }

  /** Decides a command at `now`. The outcome is true once `commit` has returned. A key that is known gets its first outcome. */
  takeCommand(command: KnownCommand, now: Instant): Outcome {
    const known = this.knownOutcome(command);
    if (known !== null) return known;
    const { actor, message } = command;
    const outcome = this.#decide(message, actor, now);
    this.#outcomes.set(message.key, { key: message.key, actor, outcome });
    return outcome;
  }

  /** What this command came to when it was given before; null: it was not. Somebody else's key is refused without telling. */
  knownOutcome({ actor, message }: KnownCommand): Outcome | null {
    const known = this.#outcomes.get(message.key) ?? this.log.outcomeOf(message.key);
    if (known === null) return null;
    return known.actor === actor ? known.outcome : refused(forbidden('Another sender has used this key.'));
  }

  /** Stores the batch. Throws StorageError: nothing is stored then. */
  commit(): Committed {
    const records = this.#records;
    let chunks: readonly Chunk[] = [];
    if (records.length > 0 || this.#outcomes.size > 0 || this.#consumed > 0) {
      chunks = this.log.append({ records, outcomes: [...this.#outcomes.values()], position: this.log.position + this.#consumed });
    }
    this.#clear();
    return { records, chunks };
  }

  /** Forgets the batch and goes on with a state that was recovered from the log. */
  replace(projection: Projection): void {
    this.#clear();
    this.#projection = projection;
  }

  #decide(message: CommandMessage, actor: Actor, now: Instant): Outcome {
    this.#projection.advanceTo(now);
    const context = decideContext(this.#projection, { now, rules: this.#rules, playbooks: this.#playbooks });
    const current: NonNullable<Problem['current']> = [];
    let moved = false;
    for (const expected of message.expected) {
      const fields = context.case(expected.case);
      if (fields === null) return refused(refusalProblem({ kind: 'not-found', what: 'case' }));
      if (fields.version !== expected.version) moved = true;
      current.push({ case: expected.case, version: fields.version, status: fields.status, unit: fields.unit });
    }
    if (moved) return refused(versionConflict(current));
    const decision = decide(message.command, context);
    if (!decision.ok) return refused(refusalProblem(decision.refusal));
    const touched = new Set<CaseKey>();
    for (const event of decision.events) {
      const objection = this.#take(now, actor, event);
      if (objection !== null) {
        // Every decision is one event, so nothing of this one has happened. More than one would need a way back.
        if (touched.size > 0) throw new Error(`a decision was half allowed: ${objection}`);
        return refused(notAllowed(objection));
      }
      if ('case' in event) touched.add(event.case);
    }
    const versions = [...touched].map((key) => ({ case: key, version: context.case(key)?.version ?? 0 }));
    return { ok: true, seq: this.#projection.seq, versions };
  }

  /**
   * Folds an event if it can be read by every client and the state allows it; else says why not, and nothing has changed. A record that clients
   * refuse would stop each of them for good.
   */
  #take(at: Instant, by: Actor, event: DomainEvent): string | null {
    const record = { seq: this.#projection.seq + 1, at, by, event };
    const unreadable = whyUnreadable(event, by);
    if (unreadable !== null) return `${event.kind}: ${unreadable}`;
    try {
      this.#projection.apply(record);
    } catch (error) {
      if (error instanceof IllegalEvent) return `${error.kind}: ${error.why}`;
      throw error;
    }
    this.#records.push(record);
    return null;
  }

  #clear(): void {
    this.#records = [];
    this.#outcomes = new Map();
    this.#consumed = 0;
  }
}

function refused(problem: Problem): Outcome {
  return { ok: false, problem };
}
