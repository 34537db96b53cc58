import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAME_LIMITS, type FrameLimits, type Scene, WindowFrames } from '../../electron/stream/frames';
import { floorSoFar, floorTerms } from '../../electron/stream/floor-so-far';
import { unknownOutlook } from '../../electron/stream/tiles/outlook-tile';
import { momentOf, PICTURE_TILES, TileBoard } from '../../electron/stream/tiles/tile-board';
import { settingsOf } from '../../electron/stream/city-settings';
import type { CallsQuery, CaseRow, Frame, Surface, TableQuery, TileName, Wants } from '../../shared/contract/frames';
import { Projection } from '../../shared/projection/projection';
import { seeded } from '../connection/model';
import { CITY, RandomCity, START } from './random-city';
import { EVERY_ROW } from '../doubles/every-row';
import { Page, Stage } from './frames-stage';

const TILES: readonly TileName[] = PICTURE_TILES;
const QUERY: TableQuery = { ...EVERY_ROW, sort: { column: 'receivedAt', descending: true }, limit: 8 };
const CALLS: CallsQuery = { queue: null, fromAt: START, toAt: START + 3_600_000, outcome: [], offset: 0, limit: 20 };
const EVERYTHING: Wants = { tiles: TILES, table: QUERY, calls: CALLS, selected: 1 };
/** No tile waits: then everything on a window is true at the frame's seq. */
const AT_ONCE: FrameLimits = { ...FRAME_LIMITS, tileEveryMs: {} };

/** What a window that came just now would be sent. */
function fresh(stage: Stage, surface: Surface, mayCommand: boolean, wants: Wants): Frame {
  const frames = new WindowFrames(surface, mayCommand, AT_ONCE);
  frames.hello(wants);
  const turn = frames.turn({ ...stage.scene, board: new TileBoard() }, stage.nowMs);
  if (!('frame' in turn)) throw new Error('a window that has just come is sent nothing');
  return turn.frame;
}

function ready(surface: Surface = 'desk', mayCommand = true, limits = AT_ONCE, wants = EVERYTHING): WindowFrames {
  const frames = new WindowFrames(surface, mayCommand, limits);
  frames.hello(wants);
  return frames;
}

function frameOf(turn: ReturnType<WindowFrames['turn']>): Frame {
  if (!('frame' in turn)) throw new Error(`no frame is due before ${turn.againAt}`);
  return turn.frame;
}

describe('frames to a window', () => {
  it('patched onto each other show what a snapshot shows, at every frame', { timeout: 900_000 }, () => {
    const sent = { patches: 0, tiles: 0, all: 0 };
    fc.assert(
      fc.property(fc.nat(0x7fff_ffff), (seed) => {
        const random = seeded(seed);
        const city = new RandomCity(random);
        const projection = new Projection(settingsOf(CITY));
        const stage = new Stage(projection);
        const mayCommand = random() < 0.7;
        const window = ready(mayCommand ? 'desk' : 'wall', mayCommand);
        let wants = EVERYTHING;
        const page = new Page();
        for (let i = 0; i < 40; i += 1) {
          for (const record of city.next(Math.floor(random() * 30))) stage.picture.projection.apply(record);
          if (random() < 0.3) stage.picture.projection.advanceTo(stage.picture.projection.now + Math.floor(random() * 1_000_000));
          if (random() < 0.05) stage.replace(Projection.decode(stage.picture.projection.encode(), settingsOf(CITY)));
          if (random() < 0.1) {
            wants = { ...EVERYTHING, selected: random() < 0.3 ? null : 1 + Math.floor(random() * 40), table: { ...QUERY, offset: i } };
            window.want(wants);
          }
          if (random() < 0.05) window.refresh();
          stage.nowMs += Math.floor(random() * 400);
          const turn = window.turn(stage.scene, stage.nowMs);
          if (!('frame' in turn)) continue;
          page.show(turn.frame);
          window.credit(turn.frame.number);
          if (turn.frame.base !== null) {
            sent.patches += 1;
            sent.tiles += Object.keys(turn.frame.tiles).length;
            sent.all += TILES.length + 4;
          }
          const shown: { table?: unknown; calls?: unknown; selected?: unknown } & object = { ...page.tiles };
          const expected: { table?: unknown; calls?: unknown } & object = structuredClone(
            fresh(stage, mayCommand ? 'desk' : 'wall', mayCommand, wants).tiles,
          );
          // Rows of cases and calls may be half a second old, and say so.
          for (const rows of ['table', 'calls'] as const) {
            const lagging = turn.frame.lagging?.[rows];
            if (lagging === undefined) continue;
            // The same seq at an earlier moment lags too: deadlines pass and waits grow without any event.
            expect(lagging).toBeLessThanOrEqual(turn.frame.seq);
            delete shown[rows];
            delete expected[rows];
          }
          if (wants.selected === null && shown.selected === null) delete shown.selected;
          // Much faster than toEqual on 40,000 cells; toEqual words the difference.
          if (!isDeepStrictEqual(shown, expected)) expect(shown).toEqual(expected);
        }
      }),
      // Seed 0: a deadline came near between two answers of the table, and nothing said that its rows were older.
      { numRuns: 40, endOnFailure: true, examples: [[0]] },
    );
    expect(sent.patches).toBeGreaterThan(500);
    // Patches carry what has changed, not everything.
    expect(sent.tiles).toBeLessThan(sent.all * 0.8);
  });

  it('go out one at a time, each only after the last was painted', () => {
    const city = new RandomCity(seeded(1));
    const stage = new Stage(city.projection);
    const window = ready();
    const first = frameOf(window.turn(stage.scene, stage.nowMs));
    for (let i = 0; i < 50; i += 1) {
      city.next(5);
      stage.nowMs += 1_000;
      expect(window.turn(stage.scene, stage.nowMs)).toEqual({ againAt: Number.POSITIVE_INFINITY });
      // Credits for frames of another number are no credit.
      window.credit(first.number + 1);
      window.credit(0);
    }
    window.credit(first.number);
    const second = frameOf(window.turn(stage.scene, stage.nowMs));
    expect(second).toMatchObject({ number: first.number + 1, base: first.seq, seq: city.projection.seq });
  });

  it.each([
    ['desk', 66],
    ['wall', 16],
  ] as const)('come to a %s at most every %i ms, and once a second when nothing happens', (surface, everyMs) => {
    const city = new RandomCity(seeded(2));
    const stage = new Stage(city.projection);
    const window = ready(surface, surface === 'desk');
    const at: number[] = [];
    for (; stage.nowMs < 11_000; stage.nowMs += 2) {
      if (stage.nowMs < 6_000) city.next(1);
      const turn = window.turn(stage.scene, stage.nowMs);
      if (!('frame' in turn)) continue;
      at.push(stage.nowMs);
      window.credit(turn.frame.number);
    }
    const busy = at.filter((ms) => ms < 6_000);
    for (const [i, ms] of busy.entries()) if (i > 0) expect(ms - busy[i - 1]!).toBe(everyMs);
    // Tiles that wait for their time come within a second of the last event.
    const quiet = at.filter((ms) => ms >= 7_100);
    expect(quiet.length).toBeGreaterThanOrEqual(3);
    for (const [i, ms] of quiet.entries()) if (i > 0) expect(ms - quiet[i - 1]!).toBe(1_000);
  });

  it('that only keep alive carry no tiles', () => {
    const stage = new Stage(new RandomCity(seeded(3)).projection);
    const window = ready();
    window.credit(frameOf(window.turn(stage.scene, stage.nowMs)).number);
    expect(window.turn(stage.scene, stage.nowMs + 999)).toEqual({ againAt: 2_000 });
    expect(frameOf(window.turn(stage.scene, stage.nowMs + 1_000)).tiles).toEqual({});
  });

  it.each([
    ['heat', 1_000],
    ['queues', 1_000],
    ['staffing', 1_000],
  ] as const)('carry %s at most every %i ms, and say at which seq it is true in between', (name, everyMs) => {
    const city = new RandomCity(seeded(4));
    city.next(400);
    const stage = new Stage(city.projection);
    const wants: Wants = { tiles: [name], table: null, calls: null, selected: null };
    const window = ready('wall', false, FRAME_LIMITS, wants);
    const sent: number[] = [];
    const page = new Page();
    for (; stage.nowMs < 9_000; stage.nowMs += 100) {
      city.next(20);
      const turn = window.turn(stage.scene, stage.nowMs);
      // Nothing else changes what this window shows, so what waits is told of with the next frame.
      if (!('frame' in turn)) continue;
      const { frame } = turn;
      page.show(frame);
      if (frame.tiles[name] !== undefined) {
        sent.push(stage.nowMs);
        expect(frame.lagging).toBeUndefined();
      } else if (frame.lagging !== undefined) {
        expect(frame.lagging[name]).toBeLessThan(frame.seq);
      }
      window.credit(frame.number);
    }
    for (const [i, ms] of sent.entries()) if (i > 0) expect(ms - sent[i - 1]!).toBeGreaterThanOrEqual(everyMs);
    expect(sent.length).toBeGreaterThan(4_000 / everyMs);
    // What lags comes by itself when the city falls silent.
    for (const waitMs of [0, everyMs + 100]) {
      stage.nowMs += waitMs;
      const turn = window.turn(stage.scene, stage.nowMs);
      if (!('frame' in turn)) continue;
      page.show(turn.frame);
      window.credit(turn.frame.number);
    }
    expect(page.tiles[name]).toEqual(fresh(stage, 'wall', false, wants).tiles[name]);
  });

  it('say of heat, queues and staffing that they lag in every frame in which they do', () => {
    const city = new RandomCity(seeded(4));
    city.next(400);
    const stage = new Stage(city.projection);
    const window = ready('wall', false, FRAME_LIMITS);
    let lagged = 0;
    for (; stage.nowMs < 5_000; stage.nowMs += 100) {
      city.next(10);
      const frame = frameOf(window.turn(stage.scene, stage.nowMs));
      for (const name of ['heat', 'queues', 'staffing'] as const) {
        if (frame.lagging?.[name] === undefined) continue;
        lagged += 1;
        expect(frame.lagging[name]).toBeLessThan(frame.seq);
        expect(frame.tiles[name]).toBeUndefined();
      }
      window.credit(frame.number);
    }
    expect(lagged).toBeGreaterThan(60);
  });

  it('say that rows are of a moment ago when only the clock has gone on, and bring them when they are due', () => {
    const city = new RandomCity(seeded(10));
    city.next(200);
    const stage = new Stage(city.projection);
    const window = ready();
    window.credit(frameOf(window.turn(stage.scene, stage.nowMs)).number);
    const { cases, seq, now } = city.projection;
    const nextDue = Math.min(...cases.dueAt.filter((dueAt, slot) => cases.keys[slot] !== 0 && dueAt > now));
    city.projection.advanceTo(nextDue + 1);
    const frame = frameOf(window.turn(stage.scene, stage.nowMs + 100));
    expect(frame.seq).toBe(seq);
    expect(frame.lagging?.table).toBe(seq);
    expect(frame.tiles.table).toBeUndefined();
    window.credit(frame.number);
    expect(window.turn(stage.scene, stage.nowMs + 200)).toEqual({ againAt: stage.nowMs + 500 });
    const due = window.turn(stage.scene, stage.nowMs + 500);
    if ('frame' in due) expect(due.frame.lagging).toBeUndefined();
    expect(stage.picture.projection.seq).toBe(seq);
  });

  it('say of which moment a list of calls is, and bring it anew twice a second', () => {
    const city = new RandomCity(seeded(11));
    city.next(400);
    const stage = new Stage(city.projection);
    const wants: Wants = { tiles: [], table: null, calls: { ...CALLS, toAt: START + 1_000 * 3_600_000 }, selected: null };
    const window = ready('desk', true, FRAME_LIMITS, wants);
    const first = frameOf(window.turn(stage.scene, stage.nowMs));
    expect(first.tiles.calls?.total).toBeGreaterThan(20);
    window.credit(first.number);
    city.next(60);
    stage.nowMs += 100;
    // Nothing else has changed: the rows come when they are due, and the keep-alive is later than that.
    expect(window.turn(stage.scene, stage.nowMs)).toEqual({ againAt: 1_500 });
    window.want({ ...wants, tiles: ['census'] });
    const between = frameOf(window.turn(stage.scene, stage.nowMs));
    expect(between.lagging).toEqual({ calls: first.seq });
    expect(between.tiles.calls).toBeUndefined();
    window.credit(between.number);
    stage.nowMs = 1_500;
    const due = frameOf(window.turn(stage.scene, stage.nowMs));
    expect(due.lagging).toBeUndefined();
    expect(due.tiles.calls?.total).toBeGreaterThan(first.tiles.calls!.total);
    window.credit(due.number);
    // Not wanted any more, it is forgotten; wanted again, it is there at once.
    for (const [calls, shown] of [
      [null, false],
      [wants.calls!, true],
    ] as const) {
      window.want({ ...wants, calls });
      stage.nowMs += 1_000;
      const frame = frameOf(window.turn(stage.scene, stage.nowMs));
      expect(frame.tiles.calls !== undefined).toBe(shown);
      window.credit(frame.number);
    }
  });

  it('say at which seq an outlook is true, as soon as anything has happened since', () => {
    const city = new RandomCity(seeded(12));
    city.next(200);
    const stage = new Stage(city.projection);
    const { picture } = stage;
    const made = { moment: `${picture.id}:${momentOf(picture)}`, seq: city.projection.seq };
    const tile = unknownOutlook(floorSoFar(picture), floorTerms(picture));
    stage.outlook = { picture: picture.id, at: made, tile, provisional: false };
    const wants: Wants = { tiles: ['outlook', 'census'], table: null, calls: null, selected: null };
    const window = ready('wall', false, FRAME_LIMITS, wants);
    const first = frameOf(window.turn(stage.scene, stage.nowMs));
    expect([first.tiles.outlook, first.lagging]).toEqual([tile, undefined]);
    window.credit(first.number);
    city.next(100);
    stage.nowMs += 1_000;
    const later = frameOf(window.turn(stage.scene, stage.nowMs));
    expect([later.tiles.outlook, later.lagging]).toEqual([undefined, { outlook: made.seq }]);
  });

  it('to a briefing carry no outlook before one has been worked out: it is printed of what is known', () => {
    const city = new RandomCity(seeded(13));
    city.next(200);
    const stage = new Stage(city.projection);
    const { picture } = stage;
    const at = { moment: `${picture.id}:${momentOf(picture)}`, seq: city.projection.seq };
    const tile = unknownOutlook(floorSoFar(picture), floorTerms(picture));
    const wants: Wants = { tiles: ['outlook'], table: null, calls: null, selected: null };
    stage.outlook = { picture: picture.id, at, tile, provisional: true };
    const [briefing, wall] = [ready('briefing', false, FRAME_LIMITS, wants), ready('wall', false, FRAME_LIMITS, wants)];
    const first = frameOf(briefing.turn(stage.scene, stage.nowMs));
    expect(first.tiles).not.toHaveProperty('outlook');
    expect(frameOf(wall.turn(stage.scene, stage.nowMs)).tiles.outlook).toBe(tile);
    briefing.credit(first.number);
    stage.outlook = { ...stage.outlook, provisional: false };
    expect(frameOf(briefing.turn(stage.scene, stage.nowMs + 100)).tiles.outlook).toBe(tile);
  });

  it('to a briefing never lag in heat, queues or staffing', () => {
    const city = new RandomCity(seeded(5));
    const stage = new Stage(city.projection);
    const window = ready('briefing', false, FRAME_LIMITS);
    for (let i = 0; i < 20; i += 1) {
      city.next(10);
      stage.nowMs += 100;
      const frame = frameOf(window.turn(stage.scene, stage.nowMs));
      expect(frame.lagging).toBeUndefined();
      window.credit(frame.number);
    }
  });

  it('of a window that may not command carry no cases and nothing that a person wrote about one', () => {
    const city = new RandomCity(seeded(6));
    city.next(600);
    const stage = new Stage(city.projection);
    const wall = fresh(stage, 'wall', false, EVERYTHING);
    const desk = fresh(stage, 'desk', true, EVERYTHING);
    expect(wall.tiles).not.toHaveProperty('table');
    expect(wall.tiles).not.toHaveProperty('selected');
    expect(JSON.stringify(desk.tiles.timeline)).toContain('Mrs Wang');
    expect(JSON.stringify(desk.tiles.staffing)).toContain('Mr Zhao');
    expect(wall.tiles.staffing?.decisions.length).toBe(desk.tiles.staffing?.decisions.length);
    expect(wall.tiles).not.toHaveProperty('calls');
    expect(JSON.stringify({ ...wall.tiles, heat: null })).not.toMatch(/Mrs Wang|Mr Li|Mr Zhao|wrong number/);
  });

  it('carry the link alone while there is no picture, and all that is wanted of it as soon as there is one', () => {
    const city = new RandomCity(seeded(7));
    const stage = new Stage(city.projection);
    const window = ready();
    const nothing: Scene = { ...stage.scene, picture: null };
    const frame = frameOf(window.turn(nothing, stage.nowMs));
    expect(frame).toMatchObject({ base: null, seq: 0 });
    expect(Object.keys(frame.tiles)).toEqual(['link']);
    window.credit(frame.number);
    city.next(100);
    const next = frameOf(window.turn(stage.scene, stage.nowMs + 100));
    expect(Object.keys(next.tiles)).toEqual(expect.arrayContaining([...PICTURE_TILES]));
    expect(next.tiles.census?.receivedToday).toBe(city.projection.census.receivedToday);
  });

  it('of another picture carry at once, and only, what says something else than what the window shows', () => {
    const city = new RandomCity(seeded(12));
    city.next(300);
    const stage = new Stage(city.projection);
    const wants: Wants = { tiles: TILES, table: null, calls: null, selected: null };
    const window = ready('desk', true, FRAME_LIMITS, wants);
    const page = new Page();
    const next = (projection: Projection): Frame => {
      stage.replace(projection);
      page.show(frameOf(window.turn(stage.scene, (stage.nowMs += 100))));
      window.credit(page.frame!.number);
      return page.frame!;
    };
    next(city.projection);
    const another = Projection.decode(city.projection.encode(), settingsOf(CITY));
    expect(next(another).tiles).toEqual({});
    for (const record of city.next(200)) another.apply(record);
    const { tiles, lagging } = next(another);
    expect(lagging).toBeUndefined();
    expect(['heat', 'catalogue', 'city'].map((name) => name in tiles)).toEqual([true, false, false]);
    expect(page.tiles).toEqual(structuredClone(fresh(stage, 'desk', true, wants).tiles));
  });

  it('send a tile again that is wanted again', () => {
    const stage = new Stage(new RandomCity(seeded(8)).projection);
    const window = ready();
    const sends = (wants: Wants): readonly string[] => {
      window.want(wants);
      stage.nowMs += 1_000;
      const frame = frameOf(window.turn(stage.scene, stage.nowMs));
      window.credit(frame.number);
      return Object.keys(frame.tiles);
    };
    sends(EVERYTHING);
    expect(sends({ ...EVERYTHING, tiles: ['floor'] })).toEqual([]);
    expect(sends({ ...EVERYTHING, tiles: ['floor', 'census'] })).toEqual(['census']);
  });

  it('show the chosen case, follow it, and say when it is gone', () => {
    const city = new RandomCity(seeded(9));
    city.next(300);
    const stage = new Stage(city.projection);
    const key = city.projection.cases.keys.find((held) => held !== 0)!;
    const window = ready('desk', true, AT_ONCE, { tiles: [], table: null, selected: key });
    const row = frameOf(window.turn(stage.scene, stage.nowMs)).tiles.selected as CaseRow;
    expect(row.case).toBe(key);
    window.credit(1);
    window.want({ tiles: [], table: null, selected: 4_000_000 });
    expect(frameOf(window.turn(stage.scene, stage.nowMs + 100)).tiles.selected).toBeNull();
  });
});
