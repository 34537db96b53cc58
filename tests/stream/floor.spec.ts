import type { ServiceWindow } from '../../shared/domain/floor-terms';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import type { CallsQuery, QueueFigures, ServiceFigures, Wants } from '../../shared/contract/frames';
import type { StaffingCommand } from '../../shared/domain/commands';
import { serviceLevel } from '../../shared/domain/service-level';
import { NO_MEASURE, type FloorExpectation } from '../../shared/domain/staffing';
import { HOUR_MS, INTERVAL_MS, MINUTE_MS, type Instant } from '../../shared/time/instant';
import { seeded } from '../connection/model';
import { freshDirectory } from '../hub/directories';
import { recordsOfHub } from '../hub/records-of-hub';
import { SUPERVISOR } from '../hub/running-hub';
import { type At, CATALOGUE, ScriptedSource, START } from '../hub/scripted-source';
import { callsOf, DAY_START, FLOOR_CITY, GENERAL, HEATING, openingOfFloor, SEATS } from './busy-floor';
import { callsOfLog, type LoggedCall } from './calls-of-log';
import { type HubOnPort, runHubOn } from './hub-on-port';
import { type RunningStream, runStream, TestPage } from './running-stream';

const FLOOR: Wants = {
  tiles: ['city', 'catalogue', 'floor', 'floorDay', 'queues', 'outlook', 'staffing', 'timeline'],
  table: null,
  calls: null,
  selected: null,
};

interface Line {
  readonly source: ScriptedSource;
  readonly hub: HubOnPort;
  readonly stream: RunningStream;
  readonly desk: TestPage;
  /** What the phones do later, minute by minute, as the clock is moved on. */
  readonly later: At[];
}

/** A desk at a stream at a hub whose phones have rung since START until `until`. */
async function floorAt(until: Instant, wants: Wants = FLOOR): Promise<Line> {
  const random = seeded(7);
  const source = new ScriptedSource([...CATALOGUE, ...openingOfFloor(random)], FLOOR_CITY);
  const calls = callsOf(random, START, START + 2 * HOUR_MS);
  const happened = calls.filter(({ at }) => at <= until);
  source.add(...happened);
  const hub = await runHubOn(freshDirectory(), source);
  const stream = runStream({ outlookLimits: { everyMs: 5, modelEveryMs: 100 } });
  const desk = new TestPage(stream.core, 'desk', { wants });
  await stream.core.start({ url: hub.url, token: SUPERVISOR.token }, join(freshDirectory(), 'picture'));
  const head = CATALOGUE.length + openingOfFloor(seeded(7)).length + happened.length;
  await desk.until(({ state, frame }) => state === 'live' && (frame?.seq ?? 0) >= head);
  return { source, hub, stream, desk, later: calls.slice(happened.length) };
}

/** The phones go on to ring until `at`, minute by minute as in a live city, and every minute has its outlook. */
async function passTo({ source, desk, later }: Line, at: Instant): Promise<void> {
  const from = Math.floor(desk.tiles.outlook!.madeAt / MINUTE_MS) * MINUTE_MS;
  for (let minute = from + MINUTE_MS; minute <= at; minute += MINUTE_MS) {
    const end = later.findIndex((one) => one.at > minute);
    source.add(...later.splice(0, end), { at: minute, event: { kind: 'log.redacted' } });
    await desk.until(({ tiles }) => (tiles.outlook?.madeAt ?? 0) >= minute);
  }
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const thresholdOf = (queue: number): number => (queue === HEATING ? 30_000 : 15_000);

/** What became of the calls offered in fromAt ≤ t ≤ now, counted one by one. */
function serviceOf(calls: readonly LoggedCall[], fromAt: Instant, now: Instant, thresholdMs: (queue: number) => number) {
  const offered = calls.filter(({ offeredAt }) => offeredAt >= fromAt);
  const waited = ({ answeredAt, abandonedAt, offeredAt }: LoggedCall) => (answeredAt || abandonedAt || now) - offeredAt;
  const inTime = (call: LoggedCall) => waited(call) <= thresholdMs(call.queue);
  const answered = offered.filter(({ answeredAt }) => answeredAt > 0);
  const abandoned = offered.filter(({ outcome }) => outcome === 'abandoned');
  return {
    fromAt,
    offered: offered.length,
    answered: answered.length,
    answeredInTime: answered.filter(inTime).length,
    abandoned: abandoned.length,
    abandonedInTime: abandoned.filter(inTime).length,
    overdue: offered.filter((call) => call.outcome === 'waiting' && !inTime(call)).length,
  };
}

describe('the floor at a real hub', () => {
  it('has an outlook of the rest of the day, made of earlier days and of today', async () => {
    const now = START + 30 * MINUTE_MS;
    const { desk } = await floorAt(now);
    await desk.until(({ tiles }) => tiles.outlook?.basis.forecast === 'profile');
    const { outlook, floorDay } = desk.tiles;
    expect(outlook).toMatchObject({ startAt: DAY_START, stepMs: INTERVAL_MS, first: 125 });
    expect(outlook?.basis).toMatchObject({ dayType: 'workday', thresholdMs: 15_000, target: 0.95, installed: 60, breakShare: 0 });
    expect(outlook?.basis.historyDays).toBeGreaterThan(20);
    expect(outlook?.basis.handlingMs).toBeGreaterThan(120_000);
    expect(outlook?.basis.handlingMs).toBeLessThan(300_000);
    const known = (values: readonly (number | null)[] | undefined) => values?.map((value) => value !== null);
    const ahead = Array.from({ length: 288 }, (_, step) => step >= 125);
    expect(known(outlook?.expected)).toEqual(ahead);
    expect(known(outlook?.serviceLevel)).toEqual(ahead);
    // What was needed is told for the steps of which calls are known: from START on.
    expect(known(outlook?.seatsNeeded)).toEqual(Array.from({ length: 288 }, (_, step) => step >= 120));
    const at = (hour: number) => hour * 12;
    expect(outlook?.expected[at(15)]).toBeGreaterThan(60);
    expect(outlook?.expected[at(15)]).toBeLessThan(95);
    expect(outlook?.seatsNeeded[at(15)]).toBeGreaterThan(SEATS + 15);
    expect(outlook?.seatsNeeded[at(12)]).toBeLessThanOrEqual(SEATS);
    expect(outlook?.serviceLevel[at(15)]).toBeLessThan(outlook?.serviceLevel[at(12)] ?? 0);
    expect(floorDay?.seatsPlanned[at(15)]).toBe(SEATS);
  });

  it('announces the afternoon in which its seats will not do, hours before', async () => {
    const line = await floorAt(START + 30 * MINUTE_MS);
    await line.desk.until(({ tiles }) => tiles.outlook?.basis.forecast === 'profile');
    await passTo(line, START + 45 * MINUTE_MS);
    const { shortage, seatsNeeded, seatsExpected } = line.desk.tiles.outlook!;
    if (shortage === null) throw new Error('no shortage is announced');
    expect(Math.abs(shortage.fromAt - (DAY_START + 14 * HOUR_MS))).toBeLessThanOrEqual(30 * MINUTE_MS);
    expect(Math.abs((shortage.toAt ?? 0) - (DAY_START + 18 * HOUR_MS))).toBeLessThanOrEqual(30 * MINUTE_MS);
    expect(shortage.announcedAt).toBeLessThanOrEqual(START + 45 * MINUTE_MS);
    const step = (shortage.gapAt - DAY_START) / INTERVAL_MS;
    expect(shortage.gapSeats).toBeGreaterThan(10);
    expect(shortage.gapSeats).toBeCloseTo(seatsNeeded[step]! - seatsExpected[step]!, -1);
    expect(shortage.serviceLevel.likely).toBeLessThan(0.8);
  });

  it('lists the calls behind a figure, row by row as the log has them', async () => {
    const { desk, hub } = await floorAt(START + HOUR_MS);
    const fromAt = START + 20 * MINUTE_MS;
    const calls: CallsQuery = { queue: HEATING, fromAt, toAt: fromAt + INTERVAL_MS, outcome: [], offset: 0, limit: 100 };
    desk.say({ kind: 'want', wants: { ...FLOOR, calls } });
    await desk.until(({ tiles }) => tiles.calls !== undefined);
    const passing = callsOfLog(recordsOfHub(hub.hub)).filter(
      ({ queue, offeredAt }) => queue === HEATING && offeredAt >= calls.fromAt && offeredAt < calls.toAt,
    );
    expect(passing.length).toBeGreaterThan(3);
    expect(desk.tiles.calls).toMatchObject({ total: passing.length, keptSince: null });
    expect(desk.tiles.calls?.rows.map(({ call, outcome, seat, offeredAt }) => ({ call, outcome, seat, offeredAt }))).toEqual(
      passing.toReversed().map(({ call, outcome, seat, offeredAt }) => ({ call, outcome, seat, offeredAt })),
    );
    // The step of the queue's day series counts these very calls.
    const step = (fromAt - DAY_START) / INTERVAL_MS;
    const heating = desk.tiles.queues?.queues.find(({ queue }) => queue === HEATING);
    expect(heating?.day.offered[step]).toBe(passing.length);
    // Another question is answered at once.
    desk.say({ kind: 'want', wants: { ...FLOOR, calls: { ...calls, queue: null, outcome: ['abandoned'] } } });
    await desk.until(({ tiles }) => tiles.calls?.query.queue === null);
    expect(desk.tiles.calls?.rows.every(({ outcome, talkMs }) => outcome === 'abandoned' && talkMs === null)).toBe(true);
  });

  it('tells of every queue by its own threshold and rule, and of all by the rule of the city, what the log tells', async () => {
    const { desk, hub, stream } = await floorAt(START + HOUR_MS);
    // A tile that waited for its second is brought up to date.
    await desk.until(({ frame }) => frame?.seq === hub.hub.head && frame.lagging?.queues === undefined);
    const { now } = stream.core.projection!;
    const calls = callsOfLog(recordsOfHub(hub.hub));
    const own = {
      [GENERAL]: { thresholdMs: 15_000, rule: 'abandons-missed' },
      [HEATING]: { thresholdMs: 30_000, rule: 'early-abandons-excluded' },
    } as const;
    const windows: readonly [ServiceWindow, Instant][] = [
      ['5min', now - 5 * MINUTE_MS],
      ['30min', now - 30 * MINUTE_MS],
      ['day', DAY_START],
      ['24h', now - 24 * HOUR_MS],
    ];
    const tile = desk.tiles.queues!;
    expect(tile.queues.map(({ queue }) => queue)).toEqual([GENERAL, HEATING]);
    for (const figures of tile.queues) {
      const { thresholdMs, rule } = own[figures.queue as typeof GENERAL | typeof HEATING];
      const mine = calls.filter(({ queue }) => queue === figures.queue);
      const waiting = mine.filter(({ outcome }) => outcome === 'waiting');
      expect(figures).toMatchObject({ thresholdMs, abandonRule: rule, waiting: waiting.length });
      expect(figures.longestWaitMs).toBe(Math.max(0, ...waiting.map(({ offeredAt }) => now - offeredAt)));
      for (const [window, fromAt] of windows) {
        const counts = serviceOf(mine, fromAt, now, thresholdOf);
        expect(figures.service[window], `${figures.queue} ${window}`).toEqual({ ...counts, value: serviceLevel(counts, rule) });
      }
      expectSeries(figures, mine, thresholdMs, now);
    }
    for (const [window, fromAt] of windows) {
      const counts = serviceOf(calls, fromAt, now, thresholdOf);
      const all: ServiceFigures = { ...counts, value: serviceLevel(counts, FLOOR_CITY.serviceLevel.abandonRule) };
      expect(desk.tiles.floor?.service?.[window], window).toEqual(all);
    }
  });

  it('shows a decision at once, in what it changes and in the timeline, and later what came of it', async () => {
    const now = START + 30 * MINUTE_MS;
    const line = await floorAt(now);
    const { desk, hub, stream } = line;
    const wall = new TestPage(stream.core, 'wall', { window: 2, wants: FLOOR });
    await desk.until(({ tiles }) => tiles.outlook?.basis.forecast === 'profile');
    const before = desk.tiles.outlook!;
    const range = { low: 0.5, likely: 0.6, high: 0.7 };
    const expected: FloorExpectation = { serviceLevel: range, abandoned: range, occupancy: range };
    const fromAt = START + 35 * MINUTE_MS;
    const command: StaffingCommand = {
      kind: 'decide-staffing',
      measure: { ...NO_MEASURE, seats: 12 },
      fromAt,
      toAt: fromAt + 20 * MINUTE_MS,
      without: expected,
      with: expected,
      reason: 'Mrs Wang brings her team',
    };
    expect(await desk.command(ulid(), command)).toMatchObject({ ok: true });
    await desk.until(({ tiles }) => tiles.staffing?.decisions.length === 1 && tiles.outlook !== before);
    const [decision] = desk.tiles.staffing!.decisions;
    expect(decision).toMatchObject({ decision: 1, by: SUPERVISOR.actor, reason: command.reason, measure: command.measure, score: null });
    expect(desk.tiles.timeline?.entries[0]?.record.event).toMatchObject({ kind: 'staffing.decided', decision: 1, reason: command.reason });
    // The same minute, another line: twelve seats more in its time, and none more after it.
    const after = desk.tiles.outlook!;
    expect(Math.floor(after.madeAt / MINUTE_MS)).toBe(Math.floor(before.madeAt / MINUTE_MS));
    const step = (fromAt - DAY_START) / INTERVAL_MS;
    expect(after.seatsExpected[step]! - before.seatsExpected[step]!).toBeCloseTo(12, 0);
    expect(after.seatsExpected[step + 4]).toBeCloseTo(before.seatsExpected[step + 4]!, 6);
    await wall.until(({ tiles }) => tiles.staffing?.decisions.length === 1);
    expect(JSON.stringify(wall.frames)).not.toContain('Mrs Wang');
    expect(wall.tiles.staffing?.decisions[0]).toEqual({ ...decision, reason: '' });

    await passTo(line, fromAt + 10 * MINUTE_MS);
    await desk.until(({ tiles }) => (tiles.staffing?.decisions[0]?.score?.offered ?? 0) > 0);
    expect(desk.tiles.staffing!.decisions[0]!.score).toMatchObject({ until: command.toAt, final: false });
    await passTo(line, command.toAt + 5 * MINUTE_MS);
    await desk.until(({ tiles }) => tiles.staffing?.decisions[0]?.score?.final === true);
    await desk.until(({ frame }) => frame?.seq === hub.hub.head);
    const mine = callsOfLog(recordsOfHub(hub.hub)).filter(({ offeredAt }) => offeredAt >= fromAt && offeredAt < command.toAt);
    const counts = serviceOf(mine, fromAt, stream.core.projection!.now, thresholdOf);
    expect(counts.offered).toBeGreaterThan(50);
    expect(desk.tiles.staffing!.decisions[0]!.score).toMatchObject({
      until: command.toAt,
      offered: counts.offered,
      serviceLevel: serviceLevel(counts, FLOOR_CITY.serviceLevel.abandonRule),
      abandoned: share(counts.abandoned, counts.offered),
    });
    expect(desk.tiles.staffing!.decisions[0]!.score!.occupancy).toBeGreaterThan(0.3);
    expect(recordsOfHub(hub.hub).filter(({ event }) => event.kind === 'staffing.decided')).toHaveLength(1);
  });

  it('says of an outlook and of queues from when they are', async () => {
    const line = await floorAt(START + 30 * MINUTE_MS);
    const { desk, source } = line;
    await desk.until(({ tiles }) => tiles.outlook?.basis.forecast === 'profile');
    const outlook = desk.tiles.outlook!;
    source.add({ at: outlook.madeAt, event: { kind: 'seat.changed', seat: 900, state: 'idle' } });
    await desk.until(({ frame }) => frame?.lagging?.outlook !== undefined);
    expect(desk.frame!.lagging!.outlook).toBeLessThan(desk.frame!.seq);
    expect(desk.tiles.outlook).toEqual(outlook);
  });
});

/** The day series of a queue against its calls, step by step. */
function expectSeries({ day }: QueueFigures, calls: readonly LoggedCall[], thresholdMs: number, now: Instant): void {
  for (let step = 0; step < 288; step += 1) {
    const from = DAY_START + step * INTERVAL_MS;
    const mine = calls.filter(({ offeredAt }) => offeredAt >= from && offeredAt < from + INTERVAL_MS);
    if (from > now) expect(day.offered[step]).toBeNull();
    if (from > now || from < START) continue;
    const answered = mine.filter(({ answeredAt }) => answeredAt > 0);
    const abandoned = mine.filter(({ outcome }) => outcome === 'abandoned');
    const late = (call: LoggedCall) => (call.answeredAt || call.abandonedAt) - call.offeredAt > thresholdMs;
    expect([day.offered[step], day.answered[step], day.abandoned[step]], `step ${step}`).toEqual([
      mine.length,
      answered.length,
      abandoned.length,
    ]);
    expect(day.answeredInTime[step]).toBe(answered.filter((call) => !late(call)).length);
    expect(day.abandonedInTime[step]).toBe(abandoned.filter((call) => !late(call)).length);
    const waitMs = answered.reduce((sum, { answeredAt, offeredAt }) => sum + answeredAt - offeredAt, 0);
    const speed = share(waitMs, answered.length);
    if (speed === null) expect(day.answerSpeedMs[step]).toBeNull();
    else expect(day.answerSpeedMs[step]).toBeCloseTo(speed, 6);
  }
}
