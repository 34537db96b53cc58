import type { Frame, Tiles } from '../../../shared/contract/frames';
import { GRADES } from '../../../shared/domain/terms';
import { fixtureCity, fixtureEmergency, fixtureLink, fixtureTiles } from '../../doubles/fixture-frames';

export type SceneName =
  | 'normal'
  | 'emergency'
  | 'drill'
  | 'stale'
  | 'cached'
  | 'refused'
  | 'empty'
  | 'foreign'
  | 'preparing'
  | 'offline'
  | 'replay';

export interface Scene {
  /** Laid over the fixture. undefined as a tile's value leaves that tile out. */
  readonly tiles: { readonly [N in keyof Tiles]?: Tiles[N] | undefined };
  readonly moment?: Partial<Pick<Frame, 'heardAgeMs' | 'speed'>>;
  /** The stream stops speaking soon after the first frame. */
  readonly silent?: boolean;
}

const link = (change: Partial<Tiles['link']>): Tiles['link'] => ({ ...fixtureLink, ...change });
const nothing = Object.fromEntries(Object.keys(fixtureTiles).map((name) => [name, undefined]));
const gaps = (list: readonly unknown[]) => list.map(() => null);
const { floor } = fixtureTiles;

/** The states that every surface must have a face for. */
export function scene(name: SceneName): Scene {
  switch (name) {
    case 'normal':
      return { tiles: {} };
    case 'emergency':
      return { tiles: { emergency: fixtureEmergency } };
    case 'drill':
      return {
        tiles: {
          emergency:
            fixtureEmergency.open === null ? fixtureEmergency : { ...fixtureEmergency, open: { ...fixtureEmergency.open, drill: true } },
        },
      };
    case 'stale':
      return { tiles: { link: link({ connection: { state: 'stale', sinceMs: 23_000 } }) }, moment: { heardAgeMs: 23_000, speed: 0 } };
    case 'cached':
      return { tiles: { link: link({ connection: { state: 'cached', ageMs: 754_000 } }) }, moment: { heardAgeMs: 754_000, speed: 0 } };
    case 'refused':
      return {
        tiles: {
          link: link({
            connection: {
              state: 'refused',
              problem: { type: 'unauthorized', title: 'Unauthorized', status: 401, detail: 'token is not known' },
            },
          }),
        },
        moment: { heardAgeMs: 61_000, speed: 0 },
      };
    case 'replay':
      return { tiles: { link: link({ source: { kind: 'replay', name: 'la_311_2020.csv', speed: 60 } }) }, moment: { speed: 60 } };
    case 'foreign':
      return {
        tiles: {
          link: link({ source: { kind: 'replay', name: 'la_311_2020.csv', speed: 0 } }),
          city: {
            ...fixtureCity,
            name: { zh: '洛杉矶', en: 'Los Angeles' },
            hotline: '',
            zone: 'America/Los_Angeles',
            outlines: null,
            sketch: null,
          },
          ...withoutCalls,
          tasks: { tasks: [] },
        },
      };
    case 'empty':
      return {
        tiles: {
          ...withoutCalls,
          heat: {
            ...fixtureTiles.heat,
            cells: new Uint16Array(fixtureTiles.heat.cells.length),
            count: 0,
            unplaced: 0,
            topTownships: [],
            byDistrict: [],
          },
          deadlines: {
            ...fixtureTiles.deadlines,
            open: 0,
            breached: 0,
            atRisk: 0,
            upcoming: { ...fixtureTiles.deadlines.upcoming, byGrade: [1, 2, 3, 4].map(() => Array.from({ length: 12 }, () => 0)) },
            worstUnits: [],
            byGrade: GRADES.map((grade) => ({ grade, open: 0, breached: 0, atRisk: 0 })),
            rates: { valid: 0, response: null, resolution: null, satisfaction: null },
          },
          tasks: { tasks: [] },
          timeline: { entries: [] },
        },
      };
    case 'preparing':
      return {
        tiles: {
          ...nothing,
          link: link({ connection: { state: 'preparing', step: 'building-day', done: 128_400, total: 412_000 }, source: null }),
        },
      };
    case 'offline':
      return { tiles: { ...nothing, link: link({ connection: { state: 'offline', reason: 'connect ECONNREFUSED' }, source: null }) } };
  }
}

const withoutCalls: Scene['tiles'] = {
  floor: {
    ...floor,
    queued: null,
    longestWaitMs: null,
    today: null,
    serviceLevel: null,
    serviceLevelToday: null,
    seats: null,
    occupancy: null,
    talkMs: null,
    wrapUpMs: null,
    answerSpeedMs: null,
    day: {
      ...floor.day,
      offered: gaps(floor.day.offered),
      answered: gaps(floor.day.answered),
      abandoned: gaps(floor.day.abandoned),
      seatsPresent: gaps(floor.day.seatsPresent),
      seatsPlanned: gaps(floor.day.seatsPlanned),
      capacity: gaps(floor.day.capacity),
    },
  },
};
