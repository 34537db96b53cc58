import districts from '../../resources/city/beijing/districts.json';
import sketch from '../../resources/city/beijing/sketch.json';
import townships from '../../resources/city/beijing/townships.json';
import type { City } from '../../shared/contract/city';
import type { DistrictsTile, OverdueTile } from '../../shared/contract/district-tiles';
import type { CensusTile } from '../../shared/contract/census-tile';
import type {
  CaseRow,
  DeadlinesTile,
  DueTile,
  EmergencyTile,
  Frame,
  HeatTile,
  LinkTile,
  TableQuery,
  TableTile,
  Tiles,
  TimelineTile,
} from '../../shared/contract/frames';
import type { HotspotsTile } from '../../shared/contract/hotspots';
import { CASE_STATUSES, CHANNELS, GRADES } from '../../shared/domain/terms';
import { HOUR_MS, INTERVAL_MS, MINUTE_MS } from '../../shared/time/instant';
import { fixtureCalls, fixtureCallsQuery } from './fixture-calls';
import { fixtureCatalogue, fixtureTasks, OFFICE_FIRST_KEY } from './fixture-catalogue';
import { fixtureFloor, fixtureFloorDay, fixtureQueues } from './fixture-floor';
import { dice, FIXTURE_NOW, FIXTURE_SEQ } from './fixture-moment';
import { fixtureOutlook } from './fixture-outlook';
import { fixtureDecision, fixtureStaffing } from './fixture-staffing';
import { EVERY_ROW } from './every-row';

const mercatorX = (longitude: number) => (longitude + 180) / 360;
const mercatorY = (latitude: number) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI);

function fixtureHeat(extent: City['extent']): HeatTile {
  const size = 200;
  const cells = new Uint16Array(size * size);
  const [west, south, east, north] = extent;
  const [x0, x1, y0, y1] = [mercatorX(west), mercatorX(east), mercatorY(north), mercatorY(south)];
  const roll = dice(11);
  let count = 0;
  const trouble = new Map([
    ['回龙观街道', 190],
    ['天通苑北街道', 175],
    ['望京街道', 130],
  ]);
  townships.forEach((township) => {
    const [longitude, latitude] = township.point as [number, number];
    const appeals = Math.round(township.weight * 7 * (0.4 + 1.2 * roll())) + (trouble.get(township.name.zh) ?? 0);
    for (let i = 0; i < appeals; i += 1) {
      const away = 0.022 * (roll() + roll() + roll() - 1.5);
      const turn = 2 * Math.PI * roll();
      const column = Math.floor(((mercatorX(longitude + away * Math.cos(turn)) - x0) / (x1 - x0)) * size);
      const row = Math.floor(((mercatorY(latitude + 0.8 * away * Math.sin(turn)) - y0) / (y1 - y0)) * size);
      if (column < 0 || row < 0 || column >= size || row >= size) continue;
      cells[row * size + column] = (cells[row * size + column] ?? 0) + 1;
      count += 1;
    }
  });
  return {
    columns: size,
    rows: size,
    extent,
    cells,
    windowMs: HOUR_MS,
    count: count + 118,
    unplaced: 118,
    topTownships: [1, 2, 5, 3, 6, 11, 24, 18].map((township, index) => ({ township, count: 210 - index * 19 })),
    byDistrict: Array.from({ length: 16 }, (_, index) => ({ district: index + 1, count: 320 - index * 17, breached: (index * 5) % 13 })),
  };
}

const fixtureHotspots: HotspotsTile = {
  judgedAt: FIXTURE_NOW,
  ready: true,
  count: 1,
  hotspots: [
    {
      id: 3,
      area: { kind: 'township', key: 2 },
      place: { longitude: 116.412, latitude: 40.073 },
      categories: [3],
      parts: [],
      startedAt: FIXTURE_NOW - 25 * 60_000,
      announcedAt: FIXTURE_NOW - 18 * 60_000,
      observed: 17,
      expected: 0.8,
      low: 11,
      high: 42,
    },
  ],
};

const fixtureDeadlines: DeadlinesTile = { open: 108_412, breached: 94, atRisk: 222, horizonMs: HOUR_MS };

function fixtureDue(): DueTile {
  const roll = dice(23);
  const upcoming = [1, 6, 7, 4].map((size) => Array.from({ length: 12 }, () => Math.floor(size * 2 * roll())));
  const worst = [1, OFFICE_FIRST_KEY + 5, 5, OFFICE_FIRST_KEY, 24, 6, 27, 29, 18, 26, OFFICE_FIRST_KEY + 1, 13];
  return {
    upcoming: { stepMs: INTERVAL_MS, byGrade: upcoming },
    worstUnits: worst.map((unit, index) => ({
      unit,
      breached: Math.max(0, 17 - index * 2),
      atRisk: Math.max(1, 24 - index * 2),
      open: 1_204 - index * 61,
    })),
    byGrade: [
      { grade: '2h', open: 412, breached: 31, atRisk: 58 },
      { grade: '24h', open: 6_930, breached: 42, atRisk: 96 },
      { grade: '7d', open: 68_204, breached: 17, atRisk: 51 },
      { grade: '15d', open: 32_866, breached: 4, atRisk: 17 },
    ],
    rates: { valid: 214_806, response: 0.997, resolution: 0.961, satisfaction: 0.969 },
  };
}

function fixtureTimeline(): TimelineTile {
  const at = (minutes: number) => FIXTURE_NOW - minutes * MINUTE_MS;
  return {
    entries: [
      { record: fixtureDecision },
      {
        record: {
          seq: FIXTURE_SEQ - 40,
          at: at(5),
          by: 'supervisor:wang',
          event: { kind: 'case.urged', case: 3, reason: '两小时件已超时，请立即到场' },
        },
      },
      {
        record: {
          seq: FIXTURE_SEQ - 88,
          at: at(8),
          by: 'supervisor:wang',
          event: { kind: 'case.reassigned', case: 9, from: 1, to: OFFICE_FIRST_KEY + 5, dueAt: at(-60), reason: '供暖由热力集团办理' },
        },
      },
      {
        record: {
          seq: FIXTURE_SEQ - 210,
          at: at(14),
          by: 'unit:110105026',
          event: { kind: 'case.returned', case: 14, reason: '非本辖区道路' },
        },
      },
      { record: { seq: FIXTURE_SEQ - 1_400, at: at(51), by: 'source:plan', event: { kind: 'task.progressed', task: 1, value: 290_400 } } },
      {
        record: {
          seq: FIXTURE_SEQ - 9_004,
          at: at(133),
          by: 'chief:zhao',
          event: { kind: 'emergency.closed', emergency: 2, reason: '雨势减弱，恢复常态' },
        },
      },
    ],
  };
}

const CATEGORY_KEYS = [14, 15, 16, 17, 18, 19, 10, 11, 8];

/** Open cases of the fixture, 640 of them, in key order. */
export const fixtureCases: readonly CaseRow[] = Array.from({ length: 640 }, (_, index) => {
  const roll = dice(index + 101);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;
  const township = 1 + Math.floor(roll() * (fixtureCatalogue.townships.length - 1));
  const dueAt = FIXTURE_NOW + (index - 94) * 2 * MINUTE_MS - 20_000;
  return {
    case: index + 1,
    version: 2 + (index % 6),
    reference: `261121${String(82_310 + index * 37).padStart(6, '0')}`,
    status: pick(CASE_STATUSES.slice(1, 5)),
    grade: pick(GRADES),
    category: pick(CATEGORY_KEYS),
    district: fixtureCatalogue.townships[township]?.district ?? 0,
    township,
    unit: roll() < 0.7 ? township : OFFICE_FIRST_KEY + Math.floor(roll() * 9),
    channel: pick(CHANNELS),
    receivedAt: dueAt - 2 * HOUR_MS,
    dueAt,
    deadline: dueAt < FIXTURE_NOW ? 'breached' : dueAt < FIXTURE_NOW + HOUR_MS ? 'at-risk' : 'in-time',
    urges: index % 11 === 0 ? 1 : 0,
  };
});

export const fixtureQuery: TableQuery = { ...EVERY_ROW, deadline: ['at-risk', 'breached'], limit: 60 };

/** Answers a table query over `fixtureCases`, as the stream would. */
export function fixtureTable(query: TableQuery): TableTile {
  const passes = <T>(list: readonly T[], value: T) => list.length === 0 || list.includes(value);
  const rows = fixtureCases.filter(
    (row) =>
      passes(query.deadline, row.deadline) &&
      passes(query.status, row.status) &&
      passes(query.grade, row.grade) &&
      passes(query.district, row.district) &&
      passes(query.unit, row.unit) &&
      passes(query.category, row.category) &&
      passes(query.channel, row.channel) &&
      (row.reference.includes(query.text) || (fixtureCatalogue.categories[row.category]?.name.zh.includes(query.text) ?? false)),
  );
  const column = query.sort.column;
  const order = (row: CaseRow): number | string => {
    if (column === 'grade') return GRADES.indexOf(row.grade);
    if (column === 'status') return CASE_STATUSES.indexOf(row.status);
    return row[column];
  };
  rows.sort((a, b) => {
    const [left, right] = [order(a), order(b)];
    const way = left < right ? -1 : left > right ? 1 : a.case - b.case;
    return query.sort.descending ? -way : way;
  });
  return { query, total: rows.length, rows: rows.slice(query.offset, query.offset + query.limit) };
}

const NAME = (zh: string, en: string) => ({ zh, en });

export const fixtureCity: City = {
  name: NAME('北京', 'Beijing'),
  hotline: '12345',
  zone: 'Asia/Shanghai',
  extent: [115.4, 39.43, 117.52, 41.07],
  focus: [116.05, 39.68, 116.75, 40.22],
  outlines: { type: 'FeatureCollection', features: districts.features },
  sketch: { type: 'FeatureCollection', features: sketch.features },
  seatsInstalled: 750,
  serviceLevel: { thresholdMs: 15_000, target: 0.95, abandonRule: 'abandons-missed' },
  dayReset: '00:00',
  calendar: { holidays: ['2026-10-01'], workdays: ['2026-10-10'] },
  staffing: { patienceMs: 120_000 },
  horizonMs: HOUR_MS,
  playbooks: [
    {
      code: 'rainstorm',
      name: NAME('强降雨', 'Rainstorm'),
      actions: [
        NAME('积水、漏雨诉求提级为 2 小时件', 'Flooding and roof-leak appeals are raised to 2 h'),
        NAME('启用备用坐席 90 席', 'Open 90 reserve seats'),
        NAME('每 30 分钟向市防汛办报送', 'Report to the flood office every 30 minutes'),
      ],
      categories: ['0402'],
      gradeRaise: true,
    },
    {
      code: 'heating',
      name: NAME('供暖故障', 'Heating failure'),
      actions: [
        NAME('供暖诉求直派热力集团，同时抄送街道', 'Send heating appeals straight to the heating group, copy to the township'),
        NAME('室温低于 16 ℃ 的提级为 2 小时件', 'Raise rooms below 16 °C to 2 h'),
        NAME('坐席优先接听供暖按键', 'Answer the heating option first'),
      ],
      categories: ['0201'],
      gradeRaise: true,
    },
  ],
};

export const fixtureLink: LinkTile = {
  reach: null,
  past: null,
  connection: { state: 'live' },
  epoch: '01JD5Z7Q8R',
  head: FIXTURE_SEQ,
  source: { kind: 'simulate', name: 'simulate?seed=1', speed: 1 },
  role: 'supervisor',
  actor: 'supervisor:wang',
};

export const fixtureEmergency: EmergencyTile = {
  open: {
    emergency: 3,
    playbook: 'heating',
    drill: false,
    reason: '回龙观、天通苑热力主管网爆管，约 4.2 万户停暖',
    by: 'chief:zhao',
    openedAt: FIXTURE_NOW - 47 * MINUTE_MS,
  },
  appealsSince: 1_286,
};

const fixtureCensus: CensusTile = {
  open: 108_412,
  byStatus: [
    { status: 'received', count: 218 },
    { status: 'dispatched', count: 1_204 },
    { status: 'accepted', count: 8_410 },
    { status: 'in-progress', count: 71_300 },
    { status: 'returned', count: 58 },
    { status: 'resolved', count: 27_222 },
  ],
  byDistrict: Array.from({ length: 16 }, (_, index) => ({ district: index + 1, open: 14_000 - index * 760 })),
  byChannel: CHANNELS.map((channel, index) => ({ channel, open: index === 0 ? 98_300 : 3_600 - index * 500 })),
  receivedToday: 16_204,
  endedToday: 14_930,
};

const fixtureDistricts: DistrictsTile = {
  windowMs: HOUR_MS,
  districts: Array.from({ length: 16 }, (_, index) => ({
    district: index + 1,
    open: 14_000 - index * 760,
    atRisk: 40 - index * 2,
    breached: Math.max(0, 18 - index * 2),
    appeals: 410 - index * 22,
    usual: 330.5 - index * 18,
    concerned: null,
  })),
};

const fixtureOverdue: OverdueTile = {
  hours: { stepMs: HOUR_MS, byGrade: GRADES.map((_, grade) => Array.from({ length: 12 }, (__, hour) => (grade + 2) * (12 - hour))) },
  oldest: Array.from({ length: 6 }, (_, index) => ({ unit: index + 1, dueAt: FIXTURE_NOW - (9 - index) * HOUR_MS, breached: 7 - index })),
};

/** Every tile. Nothing here changes between calls. */
export const fixtureTiles: Tiles = {
  link: fixtureLink,
  city: fixtureCity,
  catalogue: fixtureCatalogue,
  floor: fixtureFloor,
  floorDay: fixtureFloorDay,
  queues: fixtureQueues,
  outlook: fixtureOutlook,
  staffing: fixtureStaffing,
  calls: fixtureCalls(fixtureCallsQuery),
  heat: fixtureHeat(fixtureCity.extent),
  hotspots: fixtureHotspots,
  deadlines: fixtureDeadlines,
  due: fixtureDue(),
  tasks: fixtureTasks,
  emergency: { open: null, appealsSince: null },
  timeline: fixtureTimeline(),
  districts: fixtureDistricts,
  overdue: fixtureOverdue,
  census: fixtureCensus,
  table: fixtureTable(fixtureQuery),
  selected: null,
};

/** The first frame (a snapshot of every tile), with `change` laid over its tiles. */
export function fixtureFrame(change: Partial<Tiles> = {}): Frame {
  return {
    number: 1,
    base: null,
    seq: FIXTURE_SEQ,
    cityNow: FIXTURE_NOW,
    speed: 1,
    heardAgeMs: 240,
    tiles: { ...fixtureTiles, ...change },
  };
}
