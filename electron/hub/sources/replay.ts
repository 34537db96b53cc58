import { basename } from 'node:path';
import { CaseKeyMap } from '../../../shared/city/case-key-map';
import type { CityDefinition } from '../../../shared/city/city-definition';
import type { Mapping } from '../../../shared/city/mapping';
import type { RecordedEvent } from '../../../shared/city/rows-to-events';
import { HORIZON_MS } from '../../../shared/city/to-city';
import type { City, Source } from '../../../shared/contract/city';
import type { LogRecord } from '../../../shared/domain/events';
import type { Actor } from '../../../shared/domain/keys';
import type { Projection } from '../../../shared/projection/projection';
import type { Instant } from '../../../shared/time/instant';
import { loadCityFile, loadPlaybooks } from './load-city';
import { numberParameter } from './parameters';
import { readRecordedFile } from './read-recorded-file';
import type { RecordedFile } from './read-recorded-file';
import type { EventSource, PendingEvent, SourceReport } from './source';

const RECORDED: Actor = 'source:recorded';

/**
 * Plays a CSV file of recorded cases back, with its own ids, times and areas. Parameters: `speed` (1…10,000 city seconds per second, or `max`: as fast as
 * the log takes them; default 1), `mapping` (name of a mapping file; default: the one that fits the header). Rejects with a SourceError.
 */
export async function openReplaySource(file: string, parameters: URLSearchParams, resourcesDirectory: string): Promise<EventSource> {
  const fast = parameters.get('speed') === 'max' || parameters.has('max');
  const speed = fast ? 0 : numberParameter(parameters, 'speed', { least: 1, most: 10_000, fallback: 1 });
  const recorded = await readRecordedFile(file, parameters.get('mapping'), resourcesDirectory);
  const playbooks = await loadPlaybooks(resourcesDirectory);
  const standard = await loadCityFile(resourcesDirectory);
  return new ReplaySource(recorded, { kind: 'replay', name: basename(file), speed }, replayCity(recorded.mapping, playbooks, standard));
}

/**
 * A recorded city has its own extent and zone; no outlines, no seats, no calendar of holidays. General playbooks and the usual standard of answering,
 * so that it can be drilled on.
 */
function replayCity({ city }: Mapping, playbooks: City['playbooks'], standard: CityDefinition['city']): City {
  return {
    name: city.name,
    hotline: '',
    zone: city.zone,
    extent: city.extent,
    focus: city.extent,
    outlines: null,
    sketch: null,
    seatsInstalled: 0,
    serviceLevel: standard.serviceLevel,
    dayReset: standard.dayReset,
    calendar: { holidays: [], workdays: [] },
    staffing: standard.staffing,
    horizonMs: HORIZON_MS,
    // Their categories are another city's.
    playbooks: playbooks.map(({ code, name, actions, gradeRaise }) => ({ code, name, actions, categories: [], gradeRaise })),
  };
}

class ReplaySource implements EventSource {
  readonly source: Source;
  readonly city: City;
  readonly #events: readonly RecordedEvent[];
  readonly #report: SourceReport;
  readonly #keys: CaseKeyMap;
  #next = 0;

  constructor({ events, report }: RecordedFile, source: Source, city: City) {
    this.source = source;
    this.city = city;
    this.#events = events;
    this.#report = report;
    this.#keys = new CaseKeyMap(report.kept);
  }

  /** When the first row was created. */
  get startAt(): Instant {
    return this.#events[0]?.at ?? 0;
  }

  get finished(): boolean {
    return this.#next >= this.#events.length;
  }

  /** A recorded city has no opening: its first row is the first event. */
  resume(projection: Projection, position: number): readonly PendingEvent[] {
    this.#next = Math.min(position, this.#events.length);
    const references: string[] = [''];
    for (const { event } of this.#events.slice(0, this.#next)) if (event.kind === 'case.received') references.push(event.reference);
    const keys = keysByReference(projection);
    this.#keys.restore(references.length - 1, projection.nextCase, (number) => keys.get(references[number] ?? '') ?? 0);
    return [];
  }

  advance(to: Instant, limit: number): readonly PendingEvent[] {
    const pending: PendingEvent[] = [];
    while (pending.length < limit) {
      const recorded = this.#events[this.#next];
      if (recorded === undefined || recorded.at > to) break;
      this.#next += 1;
      pending.push({ at: recorded.at, by: RECORDED, event: this.#keys.inLog(recorded.event) });
    }
    return pending;
  }

  observe({ by, event }: LogRecord): void {
    if (by !== RECORDED && event.kind === 'case.received') this.#keys.taken(event.case);
  }

  report(): SourceReport {
    return this.#report;
  }
}

/** Keys of the cases that the log still holds. */
function keysByReference({ cases }: Projection): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (let slot = 0; slot < cases.end; slot += 1) {
    const key = cases.keys[slot] ?? 0;
    if (key !== 0) found.set(cases.reference(slot), key);
  }
  return found;
}
