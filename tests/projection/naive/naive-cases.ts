import { blankCase } from '../../../shared/domain/case-fields';
import type { CaseFields } from '../../../shared/domain/case-fields';
import { evolveCase } from '../../../shared/domain/case-evolve';
import type { CaseEvent, LogRecord } from '../../../shared/domain/events';
import { CASE_STATUSES, CHANNELS, ENDED_STATUSES, GRADES, RUNNING_STATUSES } from '../../../shared/domain/terms';
import type { DeadlineState } from '../../../shared/domain/terms';
import type { ProjectionSettings } from '../../../shared/projection/settings';
import type { Instant } from '../../../shared/time/instant';
import { zoneClock } from '../../../shared/time/zone';

interface Naive extends CaseFields {
  reference: string;
}

export interface Moment<Event> {
  readonly at: Instant;
  readonly event: Event;
}

/** The records of one kind, with their moments. */
export function ofKind<K extends LogRecord['event']['kind']>(
  log: readonly LogRecord[],
  kind: K,
): Moment<Extract<LogRecord['event'], { kind: K }>>[] {
  return log.flatMap(({ at, event }) => (event.kind === kind ? [{ at, event: event as Extract<LogRecord['event'], { kind: K }> }] : []));
}

/** counts[i]: how often i is among `keys`; as long as the highest key asks for. */
export function tally(keys: readonly number[]): number[] {
  const counts: number[] = [];
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return Array.from(counts, (count) => count ?? 0);
}

export function deadlineOf(one: CaseFields, now: Instant, horizonMs: number): DeadlineState {
  if (one.dueAt === 0 || !RUNNING_STATUSES.includes(one.status)) return 'none';
  if (one.dueAt < now) return 'breached';
  return one.dueAt <= now + horizonMs ? 'at-risk' : 'in-time';
}

/** The latest beginning of an operational day that is not after `now`. */
export function dayStartOf(now: Instant, { zone, dayResetMs = 0 }: ProjectionSettings): Instant {
  const clock = zoneClock(zone);
  let latest = Number.NEGATIVE_INFINITY;
  for (let days = -3; days <= 1; days += 1) {
    const { year, month, day } = clock.parts(now);
    const minutes = dayResetMs / 60_000;
    const start = clock.fromLocal({ year, month, day: day + days, hour: 0, minute: 0, second: minutes * 60 });
    if (start <= now) latest = Math.max(latest, start);
  }
  return latest;
}

/** What `Projection.canonical` must say of cases at `now`, from the list of records and nothing else. */
export function naiveCases(log: readonly LogRecord[], now: Instant, settings: ProjectionSettings): Record<string, unknown> {
  const zone = zoneClock(settings.zone);
  const dayStart = dayStartOf(now, settings);
  const known = new Map<number, Naive>();
  const resolutions = { late: [] as number[], inTime: [] as number[] };
  const firstUnits: number[] = [];
  for (const { at, event } of log) {
    if (!isCase(event)) continue;
    const one = known.get(event.case) ?? { ...blankCase(), reference: 'reference' in event ? event.reference : '' };
    const firstBefore = one.firstUnit;
    evolveCase(one, event, at);
    known.set(event.case, one);
    if (event.kind === 'case.dispatched' && firstBefore === 0) firstUnits.push(event.unit);
    if (event.kind === 'case.resolved' && one.dueAt !== 0) resolutions[one.resolvedAt > one.dueAt ? 'late' : 'inTime'].push(one.unit);
  }
  const all = [...known.values()];
  const open = all.filter((one) => !ENDED_STATUSES.includes(one.status));
  const held = all.filter((one) => !ENDED_STATUSES.includes(one.status) || one.endedAt >= dayStart).sort((a, b) => a.key - b.key);
  const received = ofKind(log, 'case.received');
  const today = received.filter(({ at }) => at >= dayStart);
  const ended = all.filter((one) => ENDED_STATUSES.includes(one.status));
  const callbacks = ofKind(log, 'case.called-back').filter(({ at }) => zone.monthOf(at) === zone.monthOf(now));
  const answers = callbacks.map(({ event }) => event);
  const standing = (key: (one: Naive) => number) => {
    const by = (state: DeadlineState) => tally(open.filter((one) => deadlineOf(one, now, settings.horizonMs) === state).map(key));
    return { inTime: by('in-time'), atRisk: by('at-risk'), breached: by('breached') };
  };
  const total = standing(() => 0);
  return {
    cases: held.map((one) => ({ ...one, deadline: deadlineOf(one, now, settings.horizonMs) })),
    nextCase: Math.max(0, ...known.keys()) + 1,
    census: {
      open: open.length,
      byStatus: tally(open.map((one) => CASE_STATUSES.indexOf(one.status))),
      byDistrict: tally(open.map((one) => one.district)),
      byTownship: tally(open.map((one) => one.township)),
      byCategory: tally(open.map((one) => one.category)),
      byUnit: tally(open.map((one) => one.unit)),
      byChannel: tally(open.map((one) => CHANNELS.indexOf(one.channel))),
      byGrade: tally(open.map((one) => GRADES.indexOf(one.grade))),
      receivedToday: today.length,
      appealsToday: today.filter(({ event }) => event.contact === 'appeal').length,
      endedToday: ended.filter((one) => one.endedAt >= dayStart).length,
    },
    deadlines: {
      total: { inTime: total.inTime[0] ?? 0, atRisk: total.atRisk[0] ?? 0, breached: total.breached[0] ?? 0 },
      byUnit: standing((one) => one.unit),
      byDistrict: standing((one) => one.district),
      byGrade: standing((one) => GRADES.indexOf(one.grade)),
    },
    resolutions: {
      late: resolutions.late.length,
      inTime: resolutions.inTime.length,
      lateByUnit: tally(resolutions.late),
      inTimeByUnit: tally(resolutions.inTime),
    },
    rates: {
      valid: answers.filter(({ reached }) => reached).length,
      contacted: answers.filter(({ contacted }) => contacted === true).length,
      solved: answers.filter(({ solved }) => solved === true).length,
      satisfied: answers.filter(({ satisfaction }) => satisfaction === 'satisfied').length,
      basicallySatisfied: answers.filter(({ satisfaction }) => satisfaction === 'basically-satisfied').length,
      dissatisfied: answers.filter(({ satisfaction }) => satisfaction === 'dissatisfied').length,
    },
    totals: {
      received: received.length,
      carriedOver: ofKind(log, 'case.carried-over').length,
      ended: ended.length,
      byCategory: tally(received.map(({ event }) => event.category)),
      byChannel: tally(received.map(({ event }) => CHANNELS.indexOf(event.channel))),
      byDistrict: tally(received.map(({ event }) => event.district)),
      byFirstUnit: tally(firstUnits),
    },
  };
}

/** The cases that a log has ever known, as they ended up: for the digest. */
export function everKnown(log: readonly LogRecord[]): CaseFields[] {
  const known = new Map<number, CaseFields>();
  for (const { at, event } of log) {
    if (!isCase(event)) continue;
    const one = known.get(event.case) ?? blankCase();
    evolveCase(one, event, at);
    known.set(event.case, one);
  }
  return [...known.values()];
}

function isCase(event: LogRecord['event']): event is CaseEvent {
  return event.kind.startsWith('case.');
}
