import { resolve } from 'node:path';
import { loadCity } from '../../../electron/hub/sources/load-city';
import { CitySimulation } from '../../../shared/city/simulation/city-simulation';
import { buildModel, type CityModel } from '../../../shared/city/simulation/model';
import { minuteOfDay, type ScenarioFile } from '../../../shared/city/simulation/scenario';
import { blankCase, type CaseFields } from '../../../shared/domain/case-fields';
import { evolveCase } from '../../../shared/domain/case-evolve';
import type { CaseEvent } from '../../../shared/domain/events';
import type { CaseKey, CategoryKey } from '../../../shared/domain/keys';
import { RUNNING_STATUSES } from '../../../shared/domain/terms';
import { HOUR_MS, MINUTE_MS, type Instant } from '../../../shared/time/instant';
import { SimulatedAppeals } from './simulated-appeals';
import { OurWatch } from './watchers';

const PIECE = 5_000;
/** A city in which nothing is broken so long has no first breach worth a lead. */
const LONGEST_MS = 30 * HOUR_MS;

/** How much earlier a scenario was announced than it did harm. */
export interface Lead {
  readonly scenario: string;
  /** When its first calls come. */
  readonly from: Instant;
  /** When the first hotspot about its categories was announced after that; NaN: never. */
  readonly announcedAt: Instant;
  /** Where: "city", "district" …, and how many of its categories the hotspot had then. */
  readonly area: string;
  readonly categories: number;
  /** When the first deadline was broken of a case of its categories that was received since `from`; NaN: none within `LONGEST_MS`. */
  readonly breachedAt: Instant;
  /** Such breaches until the same moment on the same day without the scenario. */
  readonly breachedOrdinarily: number;
}

/** Plays a day of the scenario after `historyDays` ordinary ones. `at`: a moment of that day. */
export async function leadOf(code: string, at: Instant, historyDays: number, seed: number): Promise<Lead> {
  const definition = await loadCity(resolve('resources'));
  const file = definition.scenarios.find((known) => known.code === code);
  if (file === undefined) throw new Error(`the city has no scenario ${code}`);
  const ordinary = await SimulatedAppeals.of(seed);
  const { clock, calendar } = ordinary.model;
  const startAt = clock.startOfDay(at);
  const model = buildModel(definition, {
    seed,
    scale: 1,
    scenarioOn: (day) => (day === startAt ? code : definition.scenarios[0]!.code),
  });
  const from = startAt + Math.min(...file.surges.map((surge) => minuteOfDay(surge.from))) * MINUTE_MS;
  const wanted = categoriesOf(file, ordinary.model);
  const watch = new OurWatch({ clock, calendar, extent: definition.city.extent });
  let day = startAt;
  for (let i = 0; i < historyDays; i += 1) day = clock.startOfDay(day - HOUR_MS);
  for (; day < startAt; day = clock.startOfNextDay(day)) for (const appeal of ordinary.day(day).appeals) watch.see(appeal);
  const stormy = play(model, startAt, from, wanted, from + LONGEST_MS, watch);
  const [breachedAt = Number.NaN] = stormy;
  const calm = Number.isNaN(breachedAt) ? [] : play(ordinary.model, startAt, from, wanted, breachedAt, null);
  const alarm = watch.alarms.find((one) => one.at >= from && one.hotspot.categories.some((category) => wanted.has(category)));
  return {
    scenario: code,
    from,
    announcedAt: alarm?.at ?? Number.NaN,
    area: alarm?.hotspot.area.kind ?? '–',
    categories: alarm?.hotspot.categories.filter((category) => wanted.has(category)).length ?? 0,
    breachedAt,
    breachedOrdinarily: calm.filter((broken) => broken <= breachedAt).length,
  };
}

function categoriesOf({ surges }: ScenarioFile, { definition }: CityModel): ReadonlySet<CategoryKey> {
  const codes = new Set(surges.flatMap(({ categories }) => Object.keys(categories)));
  return new Set(definition.categories.flatMap(({ code }, i) => (codes.has(code) ? [i + 1] : [])));
}

/** The city from `startAt` to `until`: moments at which deadlines of cases received since `from` in the wanted categories were broken, in order. The watch sees its appeals. */
function play(
  model: CityModel,
  startAt: Instant,
  from: Instant,
  wanted: ReadonlySet<CategoryKey>,
  until: Instant,
  watch: OurWatch | null,
): Instant[] {
  const city = new CitySimulation(model);
  const cases = new Map<CaseKey, CaseFields>();
  const broken = new Map<CaseKey, Instant>();
  city.begin(startAt);
  for (let events = city.advance(until, PIECE); events.length > 0; events = city.advance(until, PIECE)) {
    for (const { at, event } of events) {
      if (event.kind === 'case.received') {
        const { contact, place, district, township, category } = event;
        if (contact !== 'appeal') continue;
        watch?.see({
          at,
          longitude: place?.longitude ?? Number.NaN,
          latitude: place?.latitude ?? Number.NaN,
          district,
          township,
          category,
        });
        if (at >= from && wanted.has(category)) cases.set(event.case, blankCase());
      }
      const fields = 'case' in event ? cases.get(event.case) : undefined;
      if (fields === undefined) continue;
      if (RUNNING_STATUSES.includes(fields.status) && fields.dueAt < at) broken.set(fields.key, fields.dueAt);
      evolveCase(fields, event as CaseEvent, at);
    }
  }
  for (const fields of cases.values())
    if (RUNNING_STATUSES.includes(fields.status) && fields.dueAt < until) broken.set(fields.key, fields.dueAt);
  return [...broken.values()].sort((a, b) => a - b);
}
