import type { Place } from '../domain/keys';
import { REFERENCE_LIMIT } from '../domain/refusals';
import type { Channel, Grade } from '../domain/terms';
import { HOUR_MS } from '../time/instant';
import type { Instant } from '../time/instant';
import type { ZoneClock } from '../time/zone';
import type { DateReader } from './date-format';
import type { MappedColumn, Mapping, RowStatus } from './mapping';

/** Moments up to 2106 fit everywhere in a log; a later date is a slip of the pen. */
const INSTANT_MAX_MS: Instant = 0xffff_ffff * 1000;

/** Names and reasons are no longer than this on the wire. */
const NAME_LIMIT = 200;

/** Why a row is not taken. Everything that could be guessed instead would be invented. */
export const REFUSALS = [
  'broken-quotes',
  'wrong-column-count',
  'line-too-long',
  'no-id',
  'duplicate-id',
  'no-created-date',
  'bad-date',
  'no-unit',
  'no-category',
  'unknown-status',
  'no-close-date',
  'closed-before-created',
  'text-too-long',
  'too-many-names',
  'too-many-rows',
] as const;
export type RowRefusal = (typeof REFUSALS)[number];

/** What one row says, once it makes sense. */
export interface RecordedCase {
  readonly reference: string;
  readonly category: string;
  readonly unit: string;
  /** Empty: not given. */
  readonly area: string;
  readonly channel: Channel;
  readonly grade: Grade;
  readonly place: Place | null;
  readonly createdAt: Instant;
  /** 0: the row has no deadline. */
  readonly dueAt: Instant;
  readonly status: RowStatus;
  /** As the file words it. */
  readonly statusText: string;
  /** 0 while the case is open. */
  readonly endedAt: Instant;
}

/** The text of a mapped column; '' when the file has no such column. */
export type ReadColumn = (column: MappedColumn) => string;

/**
 * Reads one row, or says why not. A missing deadline means a case without one; a missing, unreadable or placeholder point, or one outside the city's
 * extent, a case without a place. A row that has ended needs a time for it: its own closing date, else when it got its status.
 */
export function readRow(mapping: Mapping, clock: ZoneClock, readDate: DateReader, read: ReadColumn): RecordedCase | RowRefusal {
  const text = (column: MappedColumn): string => read(column).trim();
  const reference = text('reference');
  if (reference === '') return 'no-id';
  if (text('createdAt') === '') return 'no-created-date';
  const instant = (column: MappedColumn): Instant | null => {
    if (text(column) === '') return 0;
    const parts = readDate(text(column));
    if (parts === null) return null;
    const at = clock.fromLocal(parts);
    return at > 0 && at <= INSTANT_MAX_MS ? at : null;
  };
  const createdAt = instant('createdAt');
  const dueAt = instant('dueAt');
  const closedAt = instant('closedAt');
  if (createdAt === null || dueAt === null || closedAt === null) return 'bad-date';
  const unit = text('unit');
  if (unit === '') return 'no-unit';
  const category = text('category');
  if (category === '') return 'no-category';
  const statusText = text('status');
  const status = Object.hasOwn(mapping.statuses, statusText) ? mapping.statuses[statusText] : undefined;
  if (status === undefined) return 'unknown-status';
  let endedAt = 0;
  if (status !== 'open') {
    const at = closedAt === 0 ? instant('statusAt') : closedAt;
    if (at === null) return 'bad-date';
    if (at === 0) return 'no-close-date';
    if (at < createdAt) return 'closed-before-created';
    endedAt = at;
  }
  const tooLong = [unit, category, text('area'), statusText].some((name) => name.length > NAME_LIMIT);
  if (tooLong || reference.length > REFERENCE_LIMIT) return 'text-too-long';
  const channelText = text('channel');
  return {
    reference,
    category,
    unit,
    area: text('area'),
    channel: (Object.hasOwn(mapping.channels, channelText) ? mapping.channels[channelText] : undefined) ?? mapping.channelFallback,
    grade: gradeOf(mapping, createdAt, dueAt),
    place: placeOf(mapping, text('latitude'), text('longitude')),
    createdAt,
    dueAt,
    status,
    statusText,
    endedAt,
  };
}

function gradeOf({ gradeByDue, defaultGrade }: Mapping, createdAt: Instant, dueAt: Instant): Grade {
  if (gradeByDue === null || dueAt === 0) return defaultGrade;
  const hours = (dueAt - createdAt) / HOUR_MS;
  return gradeByDue.find(({ withinHours }) => hours <= withinHours)?.grade ?? defaultGrade;
}

function placeOf({ city, placeholderPoints }: Mapping, latitudeText: string, longitudeText: string): Place | null {
  if (latitudeText === '' || longitudeText === '') return null;
  const latitude = Number(latitudeText);
  const longitude = Number(longitudeText);
  const [west, south, east, north] = city.extent;
  // Written so that NaN fails too.
  const inside = longitude >= west && longitude <= east && latitude >= south && latitude <= north;
  if (!inside || placeholderPoints.some((point) => point.latitude === latitude && point.longitude === longitude)) return null;
  return { longitude, latitude };
}
