import type { City } from '../../shared/contract/city';
import type { DomainEvent } from '../../shared/domain/events';
import { DAY_MS, HOUR_MS, INTERVAL_MS, SECOND_MS, type Instant } from '../../shared/time/instant';
import { type At, CITY as SMALL_CITY, START } from '../hub/scripted-source';

/** A phone line of two queues at ten in the morning of a working day, whose afternoons are three times as busy as its mornings. */
export const FLOOR_CITY: City = { ...SMALL_CITY, seatsInstalled: 60 };
export const DAY_START: Instant = START - 10 * HOUR_MS;
export const SEATS = 24;
export const GENERAL = 1;
export const HEATING = 2;

const name = { zh: '某队', en: 'some queue' };
const STEPS = DAY_MS / INTERVAL_MS;

/** Calls per hour that such a day brings. */
export function callsPerHour(at: Instant): number {
  const hour = (at - DAY_START) / HOUR_MS;
  return hour >= 14 && hour < 18 ? 900 : 240;
}

/** Queues, eight weeks of earlier days, the plan of the day and its seats, all there at START. */
export function openingOfFloor(random: () => number): DomainEvent[] {
  const events: DomainEvent[] = [
    { kind: 'catalogue.queue-added', queue: GENERAL, code: 'general', name, thresholdMs: 15_000, abandonRule: 'abandons-missed' },
    { kind: 'catalogue.queue-added', queue: HEATING, code: 'heating', name, thresholdMs: 30_000, abandonRule: 'early-abandons-excluded' },
  ];
  for (let day = 56; day > 0; day -= 1) {
    const startAt = DAY_START - day * DAY_MS;
    const level = 0.95 + 0.1 * random();
    const offered = Array.from({ length: STEPS }, (_, step) => {
      const expected = (callsPerHour(DAY_START + step * INTERVAL_MS) / 12) * level;
      return Math.max(0, Math.round(expected + Math.sqrt(expected) * (2 * random() - 1) * 1.7));
    });
    events.push({ kind: 'calls.carried-over', startAt, stepMs: INTERVAL_MS, offered });
  }
  events.push({ kind: 'seats.planned', startAt: DAY_START, stepMs: INTERVAL_MS, seats: Array.from({ length: STEPS }, () => SEATS) });
  for (let seat = 1; seat <= SEATS; seat += 1) events.push({ kind: 'seat.changed', seat, state: 'idle' });
  return events;
}

interface Waiting {
  readonly call: number;
  readonly gaveUpAt: Instant;
}

/** What happens at the phones between two moments: whoever comes first is answered first, talks about three minutes, and waits about one. */
export function callsOf(random: () => number, fromAt: Instant, toAt: Instant): At[] {
  const happened: At[] = [];
  const idle = Array.from({ length: SEATS }, (_, i) => i + 1);
  let waiting: Waiting[] = [];
  const later: { at: Instant; event: Extract<DomainEvent, { kind: 'call.ended' | 'call.wrapped-up' }> }[] = [];
  const wait = (mean: number): number => Math.ceil(-Math.log(1 - random()) * mean);
  let calls = 0;
  let nextAt = fromAt + wait(HOUR_MS / callsPerHour(fromAt));
  for (;;) {
    later.sort((a, b) => a.at - b.at);
    const patience = Math.min(...waiting.map(({ gaveUpAt }) => gaveUpAt));
    const at = Math.min(nextAt, later[0]?.at ?? Number.POSITIVE_INFINITY, patience);
    if (at > toAt) return happened;
    if (at === nextAt) {
      calls += 1;
      happened.push({ at, event: { kind: 'call.offered', call: calls, queue: random() < 0.7 ? GENERAL : HEATING } });
      waiting.push({ call: calls, gaveUpAt: at + wait(60 * SECOND_MS) });
      nextAt = at + wait(HOUR_MS / callsPerHour(at));
    } else if (at === later[0]?.at) {
      const { event } = later.shift()!;
      happened.push({ at, event });
      if (event.kind === 'call.wrapped-up') idle.push(event.seat);
      else later.push({ at: at + wait(40 * SECOND_MS), event: { ...event, kind: 'call.wrapped-up' } });
    } else {
      for (const { call } of waiting.filter(({ gaveUpAt }) => gaveUpAt <= at))
        happened.push({ at, event: { kind: 'call.abandoned', call } });
      waiting = waiting.filter(({ gaveUpAt }) => gaveUpAt > at);
    }
    while (idle.length > 0 && waiting.length > 0) {
      const seat = idle.shift()!;
      const { call } = waiting.shift()!;
      happened.push({ at, event: { kind: 'call.answered', call, seat } });
      later.push({ at: at + wait(180 * SECOND_MS), event: { kind: 'call.ended', call, seat } });
    }
  }
}
