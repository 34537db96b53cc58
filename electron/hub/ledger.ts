import { eventSchema } from '../../shared/contract/records';
import type { Problem } from '../../shared/contract/problem';
import type { CommandMessage, Outcome } from '../../shared/contract/wire';
import { decide } from '../../shared/domain/decide';
import type { DomainEvent, LogRecord } from '../../shared/domain/events';
import type { GradeRules } from '../../shared/domain/grades';
import type { Actor, CaseKey } from '../../shared/domain/keys';
import { IllegalEvent } from '../../shared/projection/errors';
import type { Projection } from '../../shared/projection/projection';
import type { Instant } from '../../shared/time/instant';
import { decideContext } from './decide-context';
import type { CaseLog, StoredOutcome } from './log/case-log';
import { forbidden, refusalProblem, versionConflict } from './problems';
import type { PendingEvent } from './sources/source';

/** A command whose sender is known and allowed to give it. */
export interface KnownCommand {
  readonly actor: Actor;
  readonly message: CommandMessage;
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
  #nextCase: CaseKey;

  constructor(log: CaseLog, projection: Projection, rules: GradeRules, playbooks: readonly string[]) {
    this.log = log;
    this.#projection = projection;
    this.#rules = rules;
    this.#playbooks = new Set(playbooks);
    this.#nextCase = log.lastCase() + 1;
  }

  /** The state at the head of the log, with the batch that is being made. */
  get projection(): Projection {
    return this.#projection;
  }

  /** The next event of the source. Returns why the domain does not allow it, null when it is taken; either way it is consumed. */
  takeEvent(pending: PendingEvent): string | null {
    this.#consumed += 1;
    const checked = eventSchema.safeParse(pending.event);
    if (!checked.success) {
      const [issue] = checked.error.issues;
      return `${pending.event.kind}: ${issue?.path.join('.') ?? ''} ${issue?.code ?? 'is malformed'}`;
    }
    try {
      this.#take(pending.at, pending.by, pending.event);
      return null;
    } catch (error) {
      if (error instanceof IllegalEvent) return `${error.kind}: ${error.why}`;
      throw error;
    }
  }

  /** Decides a command at `now`. The outcome is true once `commit` has returned. A key that is known gets its first outcome. */
  takeCommand({ actor, message }: KnownCommand, now: Instant): Outcome {
    const known = this.#outcomes.get(message.key) ?? this.log.outcomeOf(message.key);
    if (known !== null) return known.actor === actor ? known.outcome : refused(forbidden('Another sender has used this key.'));
    const outcome = this.#decide(message, actor, now);
    this.#outcomes.set(message.key, { key: message.key, actor, outcome });
    return outcome;
  }

  /** Stores the batch and returns its records. Throws StorageError: nothing is stored then. */
  commit(): readonly LogRecord[] {
    const records = this.#records;
    if (records.length > 0 || this.#outcomes.size > 0 || this.#consumed > 0) {
      this.log.append({ records, outcomes: [...this.#outcomes.values()], position: this.log.position + this.#consumed });
    }
    this.#clear();
    return records;
  }

  /** Forgets the batch and goes on with a state that was recovered from the log. */
  replace(projection: Projection): void {
    this.#clear();
    this.#projection = projection;
    this.#nextCase = this.log.lastCase() + 1;
  }

  #decide(message: CommandMessage, actor: Actor, now: Instant): Outcome {
    this.#projection.advanceTo(now);
    const context = decideContext(this.#projection, { now, rules: this.#rules, playbooks: this.#playbooks, nextCase: this.#nextCase });
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
      this.#take(now, actor, event);
      if ('case' in event) touched.add(event.case);
    }
    const versions = [...touched].map((key) => ({ case: key, version: context.case(key)?.version ?? 0 }));
    return { ok: true, seq: this.#projection.seq, versions };
  }

  #take(at: Instant, by: Actor, event: DomainEvent): void {
    const record = { seq: this.#projection.seq + 1, at, by, event };
    this.#projection.apply(record);
    this.#records.push(record);
    if ('case' in event && event.case >= this.#nextCase) this.#nextCase = event.case + 1;
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
