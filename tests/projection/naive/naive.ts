import type { LogRecord } from '../../../shared/domain/events';
import { CASE_STATUSES } from '../../../shared/domain/terms';
import { Digest } from '../../../shared/projection/digest';
import type { ProjectionSettings } from '../../../shared/projection/settings';
import { HotspotWatch } from '../../../shared/hotspots/hotspot-watch';
import { zoneClock } from '../../../shared/time/zone';
import { INTERVAL_MS } from '../../../shared/time/instant';
import type { Instant } from '../../../shared/time/instant';
import { everKnown, naiveCases, ofKind, tally } from './naive-cases';
import { naiveFloor } from './naive-floor';

/** What `Projection.canonical` must be at `now`, computed from the whole list of records by definition: slow, short, and nothing in it is incremental. */
export function naive(log: readonly LogRecord[], now: Instant, settings: ProjectionSettings): Record<string, unknown> {
  const digest = new Digest();
  for (const { key, version, status } of everKnown(log)) digest.add(key, version, CASE_STATUSES.indexOf(status));
  return {
    seq: log.length,
    now,
    digest: digest.value(log.length),
    ...naiveCases(log, now, settings),
    catalogue: naiveCatalogue(log),
    tasks: naiveTasks(log),
    emergency: naiveEmergency(log),
    staffing: naiveStaffing(log),
    timeline: naiveTimeline(log),
    floor: naiveFloor(log, now, settings),
    heat: naiveHeat(log, now, settings),
    hotspots: naiveHotspots(log, settings),
  };
}

function naiveHeat(log: readonly LogRecord[], now: Instant, { extent, heatCells }: ProjectionSettings): unknown {
  const [west, south, east, north] = extent;
  const first = Math.floor(now / INTERVAL_MS) - 11;
  const appeals = ofKind(log, 'case.received').filter(
    ({ at, event }) => event.contact === 'appeal' && Math.floor(at / INTERVAL_MS) >= first,
  );
  const y = (latitude: number) => Math.asinh(Math.tan((latitude * Math.PI) / 180));
  const cells: number[] = [];
  let outside = 0;
  for (const { event } of appeals) {
    if (event.place === null) continue;
    const column = Math.floor(((event.place.longitude - west) / (east - west)) * heatCells);
    const row = Math.floor(((y(north) - y(event.place.latitude)) / (y(north) - y(south))) * heatCells);
    const inside =
      event.place.longitude >= west && event.place.longitude <= east && event.place.latitude >= south && event.place.latitude <= north;
    if (inside) cells.push(Math.min(row, heatCells - 1) * heatCells + Math.min(column, heatCells - 1));
    else outside += 1;
  }
  const pairs = (keys: readonly number[]) => tally(keys).flatMap((count, key) => (count > 0 ? [[key, count]] : []));
  return {
    count: appeals.length,
    unplaced: appeals.filter(({ event }) => event.place === null).length,
    outside,
    cells: pairs(cells),
    townships: pairs(appeals.map(({ event }) => event.township)),
    districts: pairs(appeals.map(({ event }) => event.district)),
  };
}

/** The windows by definition; what was learned and found as a watch says it that is told one appeal after the other and never stopped. */
function naiveHotspots(
  log: readonly LogRecord[],
  { zone, extent, calendar = { holidays: [], workdays: [] } }: ProjectionSettings,
): unknown {
  const watch = new HotspotWatch({ clock: zoneClock(zone), calendar, extent });
  const counted: string[] = [];
  let latest = 0;
  const last = Math.floor(Math.max(0, ...log.map(({ at }) => at)) / INTERVAL_MS);
  for (const { at, event } of log) {
    latest = Math.max(latest, at);
    watch.advance(at);
    if (event.kind !== 'case.received' || event.contact !== 'appeal') continue;
    const { district, township, category, place } = event;
    watch.appealReceived(place?.longitude ?? Number.NaN, place?.latitude ?? Number.NaN, district, township, category, at);
    const minute = Math.floor(latest / 60_000) * 60_000;
    if (at < minute - 15 * 60_000 || Math.floor(latest / INTERVAL_MS) <= last - 36) continue;
    counted.push(`city 0, category 0`);
    if (category === 0) continue;
    counted.push(`city 0, category ${category}`);
    if (district > 0) counted.push(`district ${district}, category ${category}`);
    const [west, south, east, north] = extent;
    if (township > 0) counted.push(`township ${township}, category ${category}`);
    else if (place !== null) {
      const column = Math.floor(((place.longitude - west) / (east - west)) * 24);
      const row = Math.floor(((north - place.latitude) / (north - south)) * 24);
      if (column >= 0 && column < 24 && row >= 0 && row < 24) counted.push(`grid ${row * 24 + column}, category ${category}`);
    }
  }
  const windows = [...new Set(counted)].map((name) => `${name}: ${counted.filter((other) => other === name).length}`).sort();
  return { ...watch.canonical(), windows };
}

function naiveCatalogue(log: readonly LogRecord[]): unknown {
  const nobody = { code: '', name: { zh: '', en: '' } };
  const list = (empty: object, entries: readonly [number, object][]) => {
    const last = Math.max(0, ...entries.map(([key]) => key));
    return Array.from({ length: last + 1 }, (_, key) => entries.find(([k]) => k === key)?.[1] ?? empty);
  };
  return {
    districts: list(
      nobody,
      ofKind(log, 'catalogue.district-added').map(({ event: { district, code, name } }) => [district, { code, name }]),
    ),
    townships: list(
      { ...nobody, district: 0, place: null },
      ofKind(log, 'catalogue.township-added').map(({ event: { township, code, name, district, place } }) => [
        township,
        { code, name, district, place },
      ]),
    ),
    units: list(
      { ...nobody, kind: 'department', district: 0 },
      ofKind(log, 'catalogue.unit-added').map(({ event: { unit, code, name, unitKind: kind, district } }) => [
        unit,
        { code, name, kind, district },
      ]),
    ),
    categories: list(
      { ...nobody, parent: 0 },
      ofKind(log, 'catalogue.category-added').map(({ event: { category, code, name, parent } }) => [category, { code, name, parent }]),
    ),
    queues: list(
      { ...nobody, thresholdMs: 0, abandonRule: 'abandons-missed' },
      ofKind(log, 'catalogue.queue-added').map(({ event: { queue, code, name, thresholdMs, abandonRule } }) => [
        queue,
        { code, name, thresholdMs, abandonRule },
      ]),
    ),
  };
}

function naiveTasks(log: readonly LogRecord[]): unknown {
  return ofKind(log, 'task.defined')
    .map(({ event: { task, name, lead, year, target, measure, plan, sample } }) => ({
      task,
      name,
      lead,
      year,
      target,
      measure,
      plan,
      sample,
      value: ofKind(log, 'task.progressed').findLast(({ event }) => event.task === task)?.event.value ?? null,
    }))
    .sort((a, b) => a.task - b.task);
}

function naiveEmergency(log: readonly LogRecord[]): unknown {
  const last = log.findLastIndex(({ event }) => event.kind === 'emergency.opened' || event.kind === 'emergency.closed');
  const record = log[last];
  const keys = ofKind(log, 'emergency.opened').map(({ event }) => event.emergency);
  const nextEmergency = Math.max(0, ...keys) + 1;
  if (record?.event.kind !== 'emergency.opened') return { open: null, nextEmergency, since: [] };
  const { emergency, playbook, drill, reason } = record.event;
  const since = ofKind(log.slice(last), 'case.received').filter(({ event }) => event.contact === 'appeal');
  return {
    open: { emergency, playbook, drill, reason, by: record.by, openedAt: record.at },
    nextEmergency,
    since: tally(since.map(({ event }) => event.category)),
  };
}

function naiveStaffing(log: readonly LogRecord[]): unknown {
  const decisions = log.filter(({ event }) => event.kind === 'staffing.decided');
  return {
    nextDecision: Math.max(0, ...ofKind(log, 'staffing.decided').map(({ event }) => event.decision)) + 1,
    decisions: decisions.slice(-50),
  };
}

function naiveTimeline(log: readonly LogRecord[]): unknown {
  const always = ['emergency.opened', 'emergency.closed', 'task.progressed', 'staffing.decided'];
  const persons = ['case.reassigned', 'case.urged', 'case.merged', 'case.cancelled'];
  const records = log.filter(
    ({ by, event }) => always.includes(event.kind) || (persons.includes(event.kind) && /^(supervisor|chief):/.test(by)),
  );
  return { revision: records.length, records: records.slice(-30) };
}
