import type { Instant } from '../time/instant';
import type { CallKey, CaseKey, CategoryKey, DistrictKey, TownshipKey, UnitKey } from './keys';
import type { Callback, CaseStatus, Channel, Contact, Grade } from './terms';

/**
 * What is known of one case. `evolveCase` changes it in place: a projection hands in one scratch record over and over, so that a fold over
 * millions of events allocates nothing. Instants are 0 where the moment has not come.
 */
export interface CaseFields {
  key: CaseKey;
  /** Counts the events of this case, from 1. A command names the version that its sender saw. */
  version: number;
  status: CaseStatus;
  contact: Contact;
  channel: Channel;
  category: CategoryKey;
  district: DistrictKey;
  township: TownshipKey;
  /** Degrees; NaN for a case without a place. */
  longitude: number;
  latitude: number;
  call: CallKey;
  /** Who must act now; NONE before the first dispatch and after a return, when nobody holds the case. */
  unit: UnitKey;
  /** The unit that got the case first (首接负责). */
  firstUnit: UnitKey;
  grade: Grade;
  receivedAt: Instant;
  /** When the deadline that runs now began: the first dispatch, the latest reopening, or a reassignment that moved the deadline. */
  dispatchedAt: Instant;
  dueAt: Instant;
  changedAt: Instant;
  resolvedAt: Instant;
  endedAt: Instant;
  callback: Callback;
  urges: number;
  returns: number;
  reopenings: number;
}

/** A record to evolve into: version 0, nothing received yet. */
export function blankCase(): CaseFields {
  return {
    key: 0,
    version: 0,
    status: 'received',
    contact: 'appeal',
    channel: 'other',
    category: 0,
    district: 0,
    township: 0,
    longitude: Number.NaN,
    latitude: Number.NaN,
    call: 0,
    unit: 0,
    firstUnit: 0,
    grade: '7d',
    receivedAt: 0,
    dispatchedAt: 0,
    dueAt: 0,
    changedAt: 0,
    resolvedAt: 0,
    endedAt: 0,
    callback: 'none',
    urges: 0,
    returns: 0,
    reopenings: 0,
  };
}

/** Makes `fields` a blank case again, in place: field by field, because `Object.assign` costs a fold several times as much. */
export function clearCase(fields: CaseFields): void {
  fields.key = 0;
  fields.version = 0;
  fields.status = 'received';
  fields.contact = 'appeal';
  fields.channel = 'other';
  fields.category = 0;
  fields.district = 0;
  fields.township = 0;
  fields.longitude = Number.NaN;
  fields.latitude = Number.NaN;
  fields.call = 0;
  fields.unit = 0;
  fields.firstUnit = 0;
  fields.grade = '7d';
  fields.receivedAt = 0;
  fields.dispatchedAt = 0;
  fields.dueAt = 0;
  fields.changedAt = 0;
  fields.resolvedAt = 0;
  fields.endedAt = 0;
  fields.callback = 'none';
  fields.urges = 0;
  fields.returns = 0;
  fields.reopenings = 0;
}
