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
  | 'enough'
  | 'begun'
  | 'no-history'
  | 'no-plan'
  | 'closed'
  | 'first-minute'
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
const { floor, floorDay, outlook } = fixtureTiles;

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
          deadlines: { ...fixtureTiles.deadlines, open: 0, breached: 0, atRisk: 0 },
          due: {
            upcoming: { ...fixtureTiles.due.upcoming, byGrade: [1, 2, 3, 4].map(() => Array.from({ length: 12 }, () => 0)) },
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
    case 'enough': {
      // As many seats as are needed and some more.
      const seatsExpected = outlook.seatsExpected.map((seats, step) =>
        seats === null ? null : Math.max(seats, (outlook.seatsNeeded[step] ?? 0) + 9),
      );
      const service = floor.service === null ? null : { ...floor.service, '30min': { ...floor.service['30min'], value: 0.968 } };
      return {
        tiles: {
          floor: { ...floor, queued: 0, longestWaitMs: 0, occupancy: 0.874, service },
          outlook: { ...outlook, seatsExpected, shortage: null },
        },
      };
    }
    case 'begun': {
      const seatsExpected = outlook.seatsExpected.map((seats, step) =>
        seats === null ? null : Math.min(seats, Math.round((outlook.seatsNeeded[step] ?? 0) * (step < 240 ? 0.84 : 1.05))),
      );
      const begun = {
        announcedAt: outlook.madeAt - 54 * 60_000,
        fromAt: outlook.madeAt - 16 * 60_000,
        toAt: outlook.startAt + 20 * 3_600_000,
        gapSeats: 104,
        gapAt: outlook.startAt + 15.5 * 3_600_000,
        serviceLevel: { low: 0.14, likely: 0.22, high: 0.37 },
        abandoned: { low: 0.13, likely: 0.17, high: 0.23 },
        occupancy: { low: 0.99, likely: 0.998, high: 0.999 },
      };
      return {
        tiles: { floor: { ...floor, queued: 214, longestWaitMs: 251_000 }, outlook: { ...outlook, seatsExpected, shortage: begun } },
      };
    }
    case 'no-history':
      return {
        tiles: {
          outlook: {
            ...noOutlook,
            basis: { ...outlook.basis, forecast: 'none', historyDays: 0, patience: 'assumed', patienceMs: 120_000 },
          },
        },
      };
    case 'no-plan':
      return {
        tiles: {
          floor: {
            ...floor,
            adherence: null,
            adherenceToday: null,
            seats: floor.seats === null ? null : { ...floor.seats, planned: null },
          },
          floorDay: { ...floorDay, seatsPlanned: gaps(floorDay.seatsPlanned), capacity: gaps(floorDay.capacity) },
          outlook: {
            ...noOutlook,
            expected: outlook.expected,
            low80: outlook.low80,
            high80: outlook.high80,
            low95: outlook.low95,
            high95: outlook.high95,
            spread: outlook.spread,
            seatsNeeded: outlook.seatsNeeded,
          },
        },
      };
    case 'closed':
      return {
        tiles: {
          outlook: { ...outlook, seatsExpected: outlook.seatsExpected.map((seats) => (seats === null ? null : 0)), shortage: null },
          floor: {
            ...floor,
            state: 'closed',
            queued: 0,
            longestWaitMs: 0,
            occupancy: null,
            adherence: null,
            seats: { installed: 750, present: 0, planned: 0, idle: 0, talking: 0, wrapUp: 0, onBreak: 0, off: 750 },
          },
          floorDay: { ...floorDay, seatsPlanned: floorDay.seatsPlanned.map((seats, step) => (step < outlook.first ? seats : 0)) },
        },
      };
    case 'first-minute':
      return {
        tiles: {
          floor: { ...floor, service: null, occupancy: null, talkMs: null, wrapUpMs: null, answerSpeedMs: null },
          outlook: { ...noOutlook, basis: { ...outlook.basis, handlingMs: null }, expected: outlook.expected },
        },
      };
    case 'offline':
      return { tiles: { ...nothing, link: link({ connection: { state: 'offline', reason: 'connect ECONNREFUSED' }, source: null }) } };
  }
}

const noOutlook: Tiles['outlook'] = {
  ...outlook,
  expected: gaps(outlook.expected),
  low80: gaps(outlook.low80),
  high80: gaps(outlook.high80),
  low95: gaps(outlook.low95),
  high95: gaps(outlook.high95),
  spread: gaps(outlook.spread),
  seatsNeeded: gaps(outlook.seatsNeeded),
  seatsExpected: gaps(outlook.seatsExpected),
  serviceLevel: gaps(outlook.serviceLevel),
  abandoned: gaps(outlook.abandoned),
  occupancy: gaps(outlook.occupancy),
  shortage: null,
};

const withoutCalls: Scene['tiles'] = {
  queues: { ...fixtureTiles.queues, queues: [] },
  outlook: { ...noOutlook, basis: { ...outlook.basis, forecast: 'none', historyDays: 0, handlingMs: null } },
  staffing: { decisions: [] },
  floor: {
    ...floor,
    queued: null,
    longestWaitMs: null,
    today: null,
    state: 'no-data',
    service: null,
    adherence: null,
    adherenceToday: null,
    seats: null,
    occupancy: null,
    talkMs: null,
    wrapUpMs: null,
    answerSpeedMs: null,
  },
  floorDay: {
    ...floorDay,
    offered: gaps(floorDay.offered),
    answered: gaps(floorDay.answered),
    abandoned: gaps(floorDay.abandoned),
    seatsPresent: gaps(floorDay.seatsPresent),
    seatsPlanned: gaps(floorDay.seatsPlanned),
    capacity: gaps(floorDay.capacity),
  },
};
