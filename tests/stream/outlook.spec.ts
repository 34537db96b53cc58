import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../electron/stream/city-settings';
import { floorSoFar } from '../../electron/stream/floor-so-far';
import { OUTLOOK_LIMITS, OutlookKeeper, type OutlookLimits } from '../../electron/stream/outlook';
import type { Picture } from '../../electron/stream/picture';
import type { DomainEvent } from '../../shared/domain/events';
import { Projection } from '../../shared/projection/projection';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../shared/time/instant';
import { seeded } from '../connection/model';
import { START } from '../hub/scripted-source';
import { callsOf, DAY_START, FLOOR_CITY, openingOfFloor } from './busy-floor';

/** A keeper at a picture whose clocks, the city's and the real one, a test moves. */
class Stage {
  nowMs = 50_000;
  made = 0;
  picture: Picture | null = null;
  readonly logLines: string[] = [];
  readonly keeper: OutlookKeeper;

  constructor(limits: OutlookLimits = OUTLOOK_LIMITS) {
    const line = (_facts: object, text: string) => this.logLines.push(text);
    this.keeper = new OutlookKeeper({
      monotonicMs: () => this.nowMs,
      log: { info: line, warn: line, error: line },
      limits,
      picture: () => this.picture,
      made: () => {
        this.made += 1;
      },
    });
  }

  show(projection: Projection, epoch = 'e1'): Picture {
    const source = { kind: 'none', name: 'none', speed: 1 } as const;
    this.picture = { id: (this.picture?.id ?? 0) + 1, epoch, projection, city: FLOOR_CITY, source, speed: 1, sound: true };
    return this.picture;
  }

  /** Looks, and lets the turn pass in which an outlook would be made. */
  async look(afterMs: number): Promise<void> {
    this.nowMs += afterMs;
    this.keeper.look();
    await turn();
    await turn();
  }

  get tile() {
    return this.keeper.of(this.picture!).tile;
  }
}

function floorUntil(until: Instant): Projection {
  const projection = new Projection(settingsOf(FLOOR_CITY));
  for (const event of openingOfFloor(seeded(6))) put(projection, START, event);
  ring(projection, START, until);
  return projection;
}

/** The phones ring after `from` until `until`, as they would have without a pause. */
function ring(projection: Projection, from: Instant, until: Instant): void {
  for (const { at, event } of callsOf(seeded(7), START, until)) if (at > from) put(projection, at, event);
  projection.advanceTo(until);
}

function put(projection: Projection, at: Instant, event: DomainEvent): void {
  projection.apply({ seq: projection.seq + 1, at, by: 'source:script', event });
}

describe('the outlook', () => {
  it('says that nothing is known until it has been worked out, which is after the first frames', async () => {
    const stage = new Stage();
    stage.show(floorUntil(START + 20 * MINUTE_MS));
    await stage.look(0);
    expect(stage.tile).toMatchObject({ first: 124, shortage: null, basis: { forecast: 'none', dayType: 'workday', historyDays: 0 } });
    for (const values of [stage.tile.expected, stage.tile.seatsNeeded, stage.tile.serviceLevel]) {
      expect(values).toEqual(Array.from({ length: 288 }, () => null));
    }
    await stage.look(OUTLOOK_LIMITS.modelEveryMs - 100);
    expect(stage.made).toBe(0);
    await stage.look(OUTLOOK_LIMITS.everyMs);
    expect(stage.made).toBe(1);
    expect(stage.tile.basis).toMatchObject({ forecast: 'profile', patience: 'assumed', patienceMs: FLOOR_CITY.staffing.patienceMs });
  });

  it('is told by queue of the calls that it is told of in sum', () => {
    const { offered, queues } = floorSoFar(new Stage().show(floorUntil(START + HOUR_MS)));
    expect(queues.queues.length).toBeGreaterThan(1);
    const sums = offered.map((calls, step) =>
      calls === null ? null : queues.queues.reduce((sum, of) => sum + of[queues.before + step]!, 0),
    );
    expect(sums).toEqual(offered);
    expect(sums.some((calls) => (calls ?? 0) > 0)).toBe(true);
  });

  it('is made once a city minute, whatever else happens', async () => {
    const stage = new Stage();
    const projection = floorUntil(START + 20 * MINUTE_MS);
    stage.show(projection);
    await stage.look(0);
    await stage.look(5_000);
    const first = stage.made;
    for (let second = 1; second < 60; second += 1) {
      put(projection, START + 20 * MINUTE_MS + second * 1_000, { kind: 'call.offered', call: 5_000 + second, queue: 1 });
      await stage.look(1_000);
    }
    expect(stage.made).toBe(first);
    projection.advanceTo(START + 21 * MINUTE_MS);
    await stage.look(1_000);
    expect(stage.made).toBe(first + 1);
    expect(stage.tile.madeAt).toBe(START + 21 * MINUTE_MS);
  });

  it('is made at once when a plan comes or somebody decides on the staffing', async () => {
    const stage = new Stage();
    const projection = floorUntil(START + 20 * MINUTE_MS);
    stage.show(projection);
    await stage.look(0);
    await stage.look(5_000);
    const range = { low: 0, likely: 0.5, high: 1 };
    const expected = { serviceLevel: range, abandoned: range, occupancy: range };
    const [fromAt, toAt] = [START + 30 * MINUTE_MS, START + HOUR_MS];
    const measure = { seats: 5, handlingFactor: 1, arrivalsFactor: 1, patienceFactor: 1 };
    const step = (fromAt - DAY_START) / (5 * MINUTE_MS);
    const planned = stage.tile.seatsExpected[step]!;
    put(projection, projection.now, {
      kind: 'staffing.decided',
      decision: 1,
      measure,
      fromAt,
      toAt,
      without: expected,
      with: expected,
      reason: 'x',
    });
    await stage.look(OUTLOOK_LIMITS.everyMs);
    expect(stage.tile.seatsExpected[step]).toBeCloseTo(planned + 5, 6);
    const seats = Array.from({ length: 288 }, () => 31);
    put(projection, projection.now, { kind: 'seats.planned', startAt: DAY_START, stepMs: 5 * MINUTE_MS, seats });
    await stage.look(OUTLOOK_LIMITS.everyMs);
    expect(stage.tile.seatsExpected[287]).toBeCloseTo(31, 1);
    expect(stage.made).toBe(3);
  });

  it('is made a few times a second at most, however fast the city lives', async () => {
    const stage = new Stage();
    const projection = floorUntil(START + 20 * MINUTE_MS);
    stage.show(projection);
    const startMs = stage.nowMs;
    // Ten thousand times as fast as life: six real seconds are seventeen hours.
    for (; stage.nowMs < startMs + 6_000;) {
      projection.advanceTo(projection.now + 10 * 10_000);
      await stage.look(10);
    }
    expect(stage.made).toBeGreaterThan(6);
    expect(stage.made).toBeLessThanOrEqual(4_000 / OUTLOOK_LIMITS.everyMs + 1);
  });

  it('learns another day when the day is over', async () => {
    const stage = new Stage();
    const projection = floorUntil(START + 20 * MINUTE_MS);
    stage.show(projection);
    await stage.look(0);
    await stage.look(5_000);
    expect(stage.tile).toMatchObject({ startAt: DAY_START, basis: { dayType: 'workday' } });
    // Wednesday 4 March 2026 was the day; Saturday is three days on.
    projection.advanceTo(START + 3 * DAY_MS);
    await stage.look(5_000);
    expect(stage.tile).toMatchObject({ startAt: DAY_START + 3 * DAY_MS, basis: { dayType: 'weekend', forecast: 'profile' } });
  });

  it('goes on announcing what it has announced when the picture is replaced by another of the same log', async () => {
    const stage = new Stage();
    const projection = floorUntil(START + 20 * MINUTE_MS);
    stage.show(projection);
    await stage.look(0);
    await stage.look(5_000);
    const pass = async (minutes: number): Promise<void> => {
      const { projection: shown } = stage.picture!;
      for (let minute = 0; minute < minutes; minute += 1) {
        ring(shown, shown.now, shown.now + MINUTE_MS);
        await stage.look(1_000);
      }
    };
    await pass(10);
    const announcedAt = stage.tile.shortage?.announcedAt;
    expect(announcedAt).toBeDefined();
    stage.show(Projection.decode(stage.picture!.projection.encode(), settingsOf(FLOOR_CITY)));
    await pass(1);
    expect(stage.tile.shortage?.announcedAt).toBe(announcedAt);
    // Another log is another city's.
    stage.show(Projection.decode(projection.encode(), settingsOf(FLOOR_CITY)), 'e2');
    await stage.look(1_000);
    await stage.look(5_000);
    expect(stage.tile.shortage).toBeNull();
  });

  it('without a call, a seat or an earlier day knows nothing, and says so', async () => {
    const stage = new Stage();
    stage.show(new Projection(settingsOf(FLOOR_CITY)));
    stage.picture!.projection.advanceTo(START);
    await stage.look(0);
    await stage.look(5_000);
    expect(stage.made).toBe(1);
    expect(stage.tile).toMatchObject({ shortage: null, basis: { forecast: 'none', handlingMs: null, patience: 'assumed', breakShare: 0 } });
    expect(stage.tile.expected.every((value) => value === null)).toBe(true);
    expect(stage.tile.seatsExpected.every((value) => value === null)).toBe(true);
    expect(stage.logLines).toEqual([]);
  });
});
