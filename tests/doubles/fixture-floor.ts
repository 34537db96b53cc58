import type { ServiceWindow } from '../../shared/domain/floor-terms';
import type { FloorDayTile, FloorTile, QueueFigures, QueuesTile, ServiceFigures } from '../../shared/contract/frames';
import { type AbandonRule, serviceLevel } from '../../shared/domain/service-level';
import { DAY_MS, INTERVAL_MS, MINUTE_MS } from '../../shared/time/instant';
import { fixtureCatalogue } from './fixture-catalogue';
import { abandonedIn, HANDLING_MS, offeredCalls, plannedSeats, presentSeats } from './fixture-day';
import { DAY_START, dice, FIXTURE_NOW } from './fixture-moment';

const map = (list: readonly (number | null)[], change: (value: number, step: number) => number) =>
  list.map((value, step) => (value === null ? null : change(value, step)));
const sum = (list: readonly (number | null)[]) => list.reduce<number>((total, value) => total + (value ?? 0), 0);

const abandoned = map(offeredCalls, (calls, step) => abandonedIn(step, calls));
const answered = map(offeredCalls, (calls, step) => calls - (abandoned[step] ?? 0));

/** `offered` calls of which `lost` were given up and `late` answered too late or not yet. */
function service(fromAt: number, offered: number, lost: number, late: number, overdue: number, rule: AbandonRule): ServiceFigures {
  const counts = {
    answered: offered - lost - overdue,
    answeredInTime: offered - lost - overdue - late,
    abandoned: lost,
    abandonedInTime: Math.round(lost * 0.3),
    overdue,
  };
  return { fromAt, offered, ...counts, value: serviceLevel(counts, rule) };
}

function windows(part: number, rule: AbandonRule, trouble = 1): Readonly<Record<ServiceWindow, ServiceFigures>> {
  const of = (back: number, offered: number, lost: number, late: number, overdue: number) =>
    service(
      FIXTURE_NOW - back,
      Math.round(offered * part),
      Math.round(lost * part * trouble),
      Math.round(late * part * trouble),
      Math.round(overdue * part),
      rule,
    );
  const day = sum(offeredCalls);
  return {
    '5min': of(5 * MINUTE_MS, 396, 3, 10, 2),
    '30min': of(30 * MINUTE_MS, 2_402, 74, 251, 2),
    day: of(FIXTURE_NOW - DAY_START, day, sum(abandoned), day * 0.046, 2),
    '24h': of(DAY_MS, day * 1.62, sum(abandoned) * 1.5, day * 0.051, 2),
  };
}

export const fixtureFloor: FloorTile = {
  state: 'open',
  abandonRule: 'abandons-missed',
  service: windows(1, 'abandons-missed'),
  adherence: 0.956,
  adherenceToday: 0.948,
  queued: 37,
  longestWaitMs: 72_000,
  today: { offered: sum(offeredCalls), answered: sum(answered), abandoned: sum(abandoned) },
  seats: { installed: 750, present: 612, planned: 640, idle: 6, talking: 421, wrapUp: 154, onBreak: 31, off: 138 },
  occupancy: 0.914,
  talkMs: 263_000,
  wrapUpMs: 139_000,
  answerSpeedMs: 9_400,
};

export const fixtureFloorDay: FloorDayTile = {
  startAt: DAY_START,
  stepMs: INTERVAL_MS,
  offered: offeredCalls,
  answered,
  abandoned,
  seatsPresent: presentSeats,
  seatsPlanned: plannedSeats,
  capacity: plannedSeats.map((seats) => Math.round((seats * INTERVAL_MS) / HANDLING_MS)),
};

/** Part of the calls, waiting, longest wait, talk and wrap-up seconds per queue. */
const QUEUES: readonly (readonly [number, number, number, number, number])[] = [
  [0.61, 21, 72_000, 268, 142],
  [0.24, 11, 48_000, 231, 118],
  [0.12, 5, 31_000, 302, 164],
  [0.03, 0, 0, 344, 171],
];

/** How much worse than the whole each queue is. */
const TROUBLE = [1.12, 0.62, 1.3, 0.2];

function queue(index: number): QueueFigures {
  const [part, waiting, longestWaitMs, talk, wrapUp] = QUEUES[index] ?? [0, 0, 0, 0, 0];
  const { thresholdMs = 15_000, abandonRule = 'abandons-missed' } = fixtureCatalogue.queues[index + 1] ?? {};
  const roll = dice(31 + index);
  const came = map(offeredCalls, (calls) => Math.round(calls * part * (0.9 + 0.2 * roll())));
  const lost = map(came, (calls, step) => Math.min(calls, Math.round(abandonedIn(step, calls) * (0.8 + 0.4 * roll()))));
  const met = map(came, (calls, step) => Math.round((calls - (lost[step] ?? 0)) * (0.985 - 1.6 * (abandonedIn(step, 1_000) / 1_000))));
  return {
    queue: index + 1,
    thresholdMs,
    abandonRule,
    waiting,
    longestWaitMs,
    service: windows(part, abandonRule, TROUBLE[index]),
    answerSpeedMs: 6_000 + 1_900 * index,
    talkMs: talk * 1_000,
    wrapUpMs: wrapUp * 1_000,
    day: {
      offered: came,
      answered: map(came, (calls, step) => calls - (lost[step] ?? 0)),
      answeredInTime: met,
      abandoned: lost,
      abandonedInTime: map(lost, (calls) => Math.round(calls * 0.3)),
      answerSpeedMs: map(came, (_, step) => 3_000 + 900 * abandonedIn(step, 400)),
      handlingMs: map(came, () => Math.round((talk + wrapUp) * 1_000 * (0.94 + 0.12 * roll()))),
    },
  };
}

export const fixtureQueues: QueuesTile = { startAt: DAY_START, stepMs: INTERVAL_MS, queues: QUEUES.map((_, index) => queue(index)) };
