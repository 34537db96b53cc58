/** The closed lists of the domain. An index into a list is what columns and the wire carry, so entries are only ever appended. */

export const GRADES = ['2h', '24h', '7d', '15d'] as const;
export type Grade = (typeof GRADES)[number];

export const CHANNELS = ['phone', 'web', 'wechat', 'weibo', 'app', 'other'] as const;
export type Channel = (typeof CHANNELS)[number];

export const CONTACTS = ['appeal', 'enquiry'] as const;
export type Contact = (typeof CONTACTS)[number];

export const CASE_STATUSES = [
  'received',
  'dispatched',
  'accepted',
  'in-progress',
  'returned',
  'resolved',
  'closed',
  'merged',
  'cancelled',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** Statuses after which nothing more happens to a case. */
export const ENDED_STATUSES: readonly CaseStatus[] = ['closed', 'merged', 'cancelled'];

/** Statuses in which a deadline can still be broken: dispatched work that is not resolved. */
export const RUNNING_STATUSES: readonly CaseStatus[] = ['dispatched', 'accepted', 'in-progress', 'returned'];

export const DEADLINE_STATES = ['none', 'in-time', 'at-risk', 'breached'] as const;
/** none: no deadline runs; at-risk (临期): due within the horizon; breached (超时): passed and not resolved. */
export type DeadlineState = (typeof DEADLINE_STATES)[number];

export const UNIT_KINDS = ['township', 'district', 'department', 'utility'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const SEAT_STATES = ['off', 'idle', 'talking', 'wrap-up', 'break'] as const;
export type SeatState = (typeof SEAT_STATES)[number];

export const SATISFACTIONS = ['satisfied', 'basically-satisfied', 'dissatisfied'] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

export const CALLBACKS = ['none', 'unreached', 'solved', 'not-solved'] as const;
/** What the last callback (回访) since the case was resolved has brought; none: nobody has called yet. */
export type Callback = (typeof CALLBACKS)[number];

export const ROLES = ['wall', 'supervisor', 'chief', 'manager', 'admin'] as const;
export type Role = (typeof ROLES)[number];
