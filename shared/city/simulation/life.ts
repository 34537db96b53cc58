import type { CaseFields } from '../../domain/case-fields';
import type { CaseEvent } from '../../domain/events';
import { DEFAULT_GRADE_RULES, dueAt } from '../../domain/grades';
import type { Satisfaction } from '../../domain/terms';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';
import { DRAW, exponentialMs, hash, logNormalMs, uniform } from './chance';
import type { CityModel } from './model';
import { route } from './routing';

export type LifeStep =
  | 'answer'
  | 'dispatch'
  | 'merge'
  | 'cancel'
  | 'accept'
  | 'start'
  | 'return'
  | 'resolve'
  | 'call-back'
  | 'close'
  | 'reopen';

export interface PlannedLife {
  at: Instant;
  step: LifeStep;
}

/** Units of general cases and callbacks rest at night. */
const REST_FROM_MS = 22 * HOUR_MS;
const REST_TO_MS = 7.5 * HOUR_MS;

/** What each draw of a case is for; `reopenings` is the other word, so a reopened case draws anew. */
const USE = {
  dispatch: 0,
  merge: 1,
  cancel: 2,
  return: 3,
  returnDelay: 4,
  again: 5,
  accept: 6,
  start: 7,
  resolveKind: 8,
  resolveAt: 9,
  rest: 10,
  callback: 11,
  reached: 12,
  solved: 13,
  satisfaction: 14,
  close: 15,
  reopen: 16,
  reason: 17,
  answer: 18,
  late: 19,
  contacted: 20,
} as const;

/**
 * What all draws of a case begin with: what is known of it from its first event to its last, so that carried-over cases and those found in a
 * projection after a restart live on as they would have.
 */
export function identityOf(model: CityModel, { receivedAt, category, township }: CaseFields): number {
  const high = Math.floor(receivedAt / 2 ** 32);
  return hash(model.seed, DRAW.identity, receivedAt % 2 ** 32, category * 65_536 + township + high * 7919);
}

/**
 * What happens to a case next if nobody interferes, and when: pure in (model, fields). Whoever changes the case changes what follows. Writes into
 * `planned`; false when nothing will happen any more.
 */
export function nextStep(model: CityModel, fields: CaseFields, planned: PlannedLife): boolean {
  const identity = identityOf(model, fields);
  const { settings } = model;
  const { changedAt, reopenings } = fields;
  const draw = (use: number): number => uniform(identity, DRAW.life, use, reopenings);
  const set = (step: LifeStep, at: Instant): true => {
    planned.step = step;
    planned.at = at;
    return true;
  };
  switch (fields.status) {
    case 'received':
      if (fields.contact === 'enquiry') return set('answer', changedAt + 3 * SECOND_MS + exponentialMs(draw(USE.answer), 15 * SECOND_MS));
      return set(
        draw(USE.cancel) < settings.cancelShare ? 'cancel' : draw(USE.merge) < settings.mergeShare ? 'merge' : 'dispatch',
        changedAt + logNormalMs(draw(USE.dispatch), settings.dispatch),
      );
    case 'dispatched': {
      const { share, decide } = settings.returns;
      if (fields.returns === 0 && draw(USE.return) < share) return set('return', changedAt + logNormalMs(draw(USE.returnDelay), decide));
      const at = changedAt + logNormalMs(draw(USE.accept), settings.lives[fields.grade].accept);
      return set('accept', rested(model, fields, at, draw(USE.rest)));
    }
    case 'returned':
      return set('dispatch', changedAt + logNormalMs(draw(USE.again), settings.returns.again));
    case 'accepted': {
      const at = changedAt + logNormalMs(draw(USE.start), settings.lives[fields.grade].start);
      return set('start', rested(model, fields, at, draw(USE.rest)));
    }
    case 'in-progress': {
      const at = resolveAt(model, fields, identity);
      return set('resolve', Math.max(at, changedAt + 20 * SECOND_MS + exponentialMs(draw(USE.close), 5 * MINUTE_MS)));
    }
    case 'resolved':
      return set(...afterResolution(model, fields, draw));
    default:
      return false;
  }
}

function afterResolution(model: CityModel, fields: CaseFields, draw: (use: number) => number): [LifeStep, Instant] {
  const { callback } = model.settings;
  const { changedAt } = fields;
  switch (fields.callback) {
    case 'none':
      return ['call-back', awake(model, changedAt + MINUTE_MS + exponentialMs(draw(USE.callback), callback.meanMs), draw(USE.rest))];
    case 'not-solved':
      if (draw(USE.reopen) < callback.reopenShare)
        return ['reopen', changedAt + 20 * SECOND_MS + exponentialMs(draw(USE.close), MINUTE_MS)];
      break;
    default:
  }
  return ['close', changedAt + 5 * SECOND_MS + exponentialMs(draw(USE.close), MINUTE_MS)];
}

/** When the unit will have solved it: late, shortly before the deadline, or some time on the way. */
function resolveAt(
  model: CityModel,
  fields: Pick<CaseFields, 'grade' | 'dispatchedAt' | 'dueAt' | 'reopenings'>,
  identity: number,
): Instant {
  const { dispatchedAt, dueAt: due, reopenings, grade } = fields;
  const life = model.settings.lives[grade];
  const kind = uniform(identity, DRAW.life, USE.resolveKind, reopenings);
  const u = uniform(identity, DRAW.life, USE.resolveAt, reopenings);
  if (kind < life.late.share) return due + logNormalMs(uniform(identity, DRAW.life, USE.late, reopenings), life.late.by);
  if (kind < life.late.share + life.close.share) return due - Math.min(exponentialMs(u, life.close.meanMs), due - dispatchedAt);
  const { from, to } = life.body;
  const at = Math.round(dispatchedAt + (from + (to - from) * u ** 2.1) * (due - dispatchedAt));
  const moved = rested(model, fields, at, uniform(identity, DRAW.life, USE.rest, reopenings + 64));
  // Nobody sleeps through a deadline that was going to be kept.
  return moved > due ? at : moved;
}

/**
 * About when a case that was just received will be called back: exact unless a step on the way is cancelled, returned or late. For sorting out cases
 * that have ended long ago without living them.
 */
export function foreseenCallback(model: CityModel, fields: CaseFields): Instant {
  const identity = identityOf(model, fields);
  const { dispatch, callback } = model.settings;
  const dispatchedAt = fields.changedAt + logNormalMs(uniform(identity, DRAW.life, USE.dispatch, 0), dispatch);
  const grade = model.leafByKey.get(fields.category)?.grade ?? '7d';
  const due = dueAt(grade, dispatchedAt, DEFAULT_GRADE_RULES);
  const resolved = resolveAt(model, { grade, dispatchedAt, dueAt: due, reopenings: 0 }, identity);
  return resolved + exponentialMs(uniform(identity, DRAW.life, USE.callback, 0), callback.meanMs);
}

/** 2h and 24h run through the night. */
function rested(model: CityModel, { grade }: Pick<CaseFields, 'grade'>, at: Instant, u: number): Instant {
  return grade === '2h' || grade === '24h' ? at : awake(model, at, u);
}

/** `at`, or a time in the following morning when it falls into the night. */
function awake({ days }: CityModel, at: Instant, u: number): Instant {
  const startAt = days.startOfDay(at);
  const morning = REST_TO_MS + Math.round(u * u * 3 * HOUR_MS);
  if (at - startAt >= REST_FROM_MS) return days.startOfNextDay(at) + morning;
  return at - startAt < REST_TO_MS ? startAt + morning : at;
}

/** The event of a step at `at`. `mergeInto`: an open case of the same matter, 0 if there is none: then the case is dispatched as usual. */
export function lifeEvent(model: CityModel, fields: CaseFields, step: LifeStep, at: Instant, mergeInto: () => number): CaseEvent {
  const { key } = fields;
  const identity = identityOf(model, fields);
  const draw = (use: number): number => uniform(identity, DRAW.life, use, fields.reopenings);
  const { returns, callback, cancelReason } = model.settings;
  switch (step) {
    case 'answer':
      return { kind: 'case.enquiry-answered', case: key };
    case 'cancel':
      return { kind: 'case.cancelled', case: key, reason: cancelReason };
    case 'merge': {
      const into = mergeInto();
      return into === 0 ? dispatched(model, fields, at, identity) : { kind: 'case.merged', case: key, into };
    }
    case 'dispatch':
      return dispatched(model, fields, at, identity);
    case 'accept':
      return { kind: 'case.accepted', case: key };
    case 'start':
      return { kind: 'case.started', case: key };
    case 'return':
      return { kind: 'case.returned', case: key, reason: returns.reasons[Math.floor(draw(USE.reason) * returns.reasons.length)]! };
    case 'resolve':
      return { kind: 'case.resolved', case: key };
    case 'call-back': {
      if (draw(USE.reached) >= callback.reached)
        return { kind: 'case.called-back', case: key, reached: false, contacted: null, solved: null, satisfaction: null };
      const solved = draw(USE.solved) < callback.solved;
      const shares = solved ? callback.solvedSatisfaction : callback.unsolvedSatisfaction;
      const u = draw(USE.satisfaction);
      const satisfaction: Satisfaction = u < shares[0] ? 'satisfied' : u < shares[0] + shares[1] ? 'basically-satisfied' : 'dissatisfied';
      return {
        kind: 'case.called-back',
        case: key,
        reached: true,
        contacted: draw(USE.contacted) < callback.contacted,
        solved,
        satisfaction,
      };
    }
    case 'close':
      return { kind: 'case.closed', case: key };
    case 'reopen':
      return { kind: 'case.reopened', case: key, dueAt: dueAt(fields.grade, at, DEFAULT_GRADE_RULES), reason: callback.reopenReason };
  }
}

/** A first dispatch starts the deadline by the grade of the category; after a return it keeps running. */
function dispatched(model: CityModel, fields: CaseFields, at: Instant, identity: number): CaseEvent {
  const first = fields.dispatchedAt === 0;
  const grade = first ? (model.leafByKey.get(fields.category)?.grade ?? '7d') : fields.grade;
  const due = first ? dueAt(grade, at, DEFAULT_GRADE_RULES) : fields.dueAt;
  return { kind: 'case.dispatched', case: fields.key, unit: route(model, fields, identity), grade, dueAt: due };
}
