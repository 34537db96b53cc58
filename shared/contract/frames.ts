import type { ServiceWindow, CallOutcome } from '../domain/floor-terms';
import type { Command } from '../domain/commands';
import type {
  Actor,
  CaseKey,
  CallKey,
  CategoryKey,
  DecisionKey,
  DistrictKey,
  EmergencyKey,
  Name,
  Place,
  QueueKey,
  SeatKey,
  Seq,
  TaskKey,
  TownshipKey,
  UnitKey,
} from '../domain/keys';
import type { LogRecord } from '../domain/events';
import type { CaseStatus, Channel, DeadlineState, Grade, Role, UnitKind } from '../domain/terms';
import type { DurationMs, Instant } from '../time/instant';
import type { AbandonRule } from '../domain/service-level';
import type { DayType } from '../domain/day-type';
import type { FloorExpectation, ShareRange, StaffingMeasure } from '../domain/staffing';
import type { City, Extent, Source } from './city';
import type { DistrictsTile, OverdueTile } from './district-tiles';
import type { HotspotsTile } from './hotspots';
import type { CensusTile } from './census-tile';
import type { Problem } from './problem';
import type { FromConsole, ToConsole } from './screens';

/** What the stream and a window say to each other over their port. Both ends are ours and of one version; neither crosses a machine. */

export type Surface = 'wall' | 'desk' | 'briefing';

/** Window → stream. */
export type FromWindow =
  /** First message: the stream answers with a snapshot frame as soon as it has a picture, else with `link` alone. */
  | { readonly kind: 'hello'; readonly surface: Surface; readonly wants: Wants }
  /** Frame `number` has been painted: the stream may send the next one. */
  | { readonly kind: 'credit'; readonly number: number }
  | { readonly kind: 'want'; readonly wants: Wants }
  /** Ask for a snapshot frame: a patch did not fit. */
  | { readonly kind: 'refresh' }
  | {
      readonly kind: 'command';
      /** A ULID: the idempotency key. The same command sent again carries the same key. */
      readonly key: string;
      /** Versions that the sender saw: the command is refused if any has moved on. */
      readonly expected: readonly ExpectedVersion[];
      readonly command: Command;
    }
  | { readonly kind: 'history'; readonly id: number; readonly case: CaseKey }
  | FromConsole;

/** Stream → window. */
export type ToWindow =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'outcome'; readonly key: string; readonly outcome: CommandOutcome }
  | {
      readonly kind: 'history';
      readonly id: number;
      readonly case: CaseKey;
      readonly records: readonly LogRecord[];
      readonly problem: Problem | null;
    }
  | ToConsole;

export interface ExpectedVersion {
  readonly case: CaseKey;
  readonly version: number;
}

export type CommandOutcome =
  | { readonly ok: true; readonly seq: Seq; readonly versions: readonly ExpectedVersion[] }
  | { readonly ok: false; readonly problem: Problem };

/** What a window shows now, and so what its frames carry. */
export interface Wants {
  readonly tiles: readonly TileName[];
  readonly table: TableQuery | null;
  /** The calls that the floor page lists; null or absent: none. */
  readonly calls?: CallsQuery | null;
  /** The case in the drawer. */
  readonly selected: CaseKey | null;
}

export type SortColumn = 'dueAt' | 'receivedAt' | 'reference' | 'grade' | 'status' | 'unit' | 'district' | 'category' | 'channel';

/** Rows `offset … offset+limit` of all open cases that pass every filter. An empty list of a facet lets everything pass. */
export interface TableQuery {
  readonly deadline: readonly DeadlineState[];
  readonly status: readonly CaseStatus[];
  readonly grade: readonly Grade[];
  readonly district: readonly DistrictKey[];
  readonly unit: readonly UnitKey[];
  readonly category: readonly CategoryKey[];
  readonly channel: readonly Channel[];
  /** Matches the start or any part of a reference, or a part of a category's name. Empty: everything. */
  readonly text: string;
  readonly sort: { readonly column: SortColumn; readonly descending: boolean };
  readonly offset: number;
  readonly limit: number;
  /** null or absent: `offset` counts from the first row. */
  readonly anchor?: TableAnchor | null;
}

/**
 * Holds a page still while the list moves: `case` stood at `place` of the rows that the page has. The answer begins as far from where that row belongs now
 * (whatever has become of its case) as `offset` lies from `place`; the answer's own query says what both have become.
 */
export interface TableAnchor {
  readonly case: CaseKey;
  readonly place: number;
}

/** Calls offered in fromAt ≤ t < toAt, latest first, rows `offset … offset+limit`. Calls are kept for about a day. */
export interface CallsQuery {
  /** null: every queue. */
  readonly queue: QueueKey | null;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  /** Empty: every outcome. */
  readonly outcome: readonly CallOutcome[];
  readonly offset: number;
  readonly limit: number;
}

/**
 * One picture: every tile in it, and every tile of earlier frames that it does not replace, is true at `seq`, but for those named in `lagging`.
 * `base` null: a snapshot, all wanted tiles are there. Otherwise a patch on the frame whose `seq` is `base` and number is `number - 1`; where the stream has another picture
 * than it had then, `seq` may be lower, and every tile that says something else is there.
 */
export interface Frame {
  readonly number: number;
  readonly base: Seq | null;
  readonly seq: Seq;
  /** The city's time when the frame was made, and how fast it runs (city ms per real ms). */
  readonly cityNow: Instant;
  readonly speed: number;
  /** Real ms since the hub was last heard, when the frame was made; the window adds what has passed since. */
  readonly heardAgeMs: DurationMs;
  readonly tiles: Partial<Tiles>;
  /**
   * Tiles that are sent less often than frames and are older than the frame: the seq that they are true at. It may be the frame's own, when only the
   * clock has gone on: then the tile's deadlines are those of a moment ago. Absent: none.
   */
  readonly lagging?: Partial<Readonly<Record<TileName, Seq>>>;
}

export interface Tiles {
  readonly link: LinkTile;
  readonly city: City;
  readonly catalogue: CatalogueTile;
  readonly floor: FloorTile;
  readonly floorDay: FloorDayTile;
  readonly queues: QueuesTile;
  readonly outlook: OutlookTile;
  readonly staffing: StaffingTile;
  readonly calls: CallsTile;
  readonly heat: HeatTile;
  readonly hotspots: HotspotsTile;
  readonly deadlines: DeadlinesTile;
  readonly due: DueTile;
  readonly districts: DistrictsTile;
  readonly overdue: OverdueTile;
  readonly tasks: TasksTile;
  readonly emergency: EmergencyTile;
  readonly timeline: TimelineTile;
  readonly census: CensusTile;
  readonly table: TableTile;
  readonly selected: CaseRow | null;
}
export type TileName = keyof Tiles;

export type ConnectionState =
  | { readonly state: 'offline'; readonly reason: string }
  /** The embedded hub is being made ready. */
  | { readonly state: 'preparing'; readonly step: string; readonly done: number; readonly total: number }
  | { readonly state: 'joining' }
  | { readonly state: 'replaying'; readonly seq: Seq; readonly head: Seq }
  | { readonly state: 'live' }
  | { readonly state: 'stale'; readonly sinceMs: DurationMs }
  /** The last picture from this machine's own disk, before the hub has answered; written `ageMs` ago. */
  | { readonly state: 'cached'; readonly ageMs: DurationMs }
  | { readonly state: 'refused'; readonly problem: Problem };

export interface LinkTile {
  readonly connection: ConnectionState;
  readonly epoch: string;
  readonly head: Seq;
  readonly source: Source | null;
  readonly role: Role;
  readonly actor: Actor;
  /** The first moment that the hub's log knows, and its present, by whole minutes of the city's time; null: the hub has not said so yet. */
  readonly reach: { readonly from: Instant; readonly to: Instant } | null;
  /** This is the past, which passes at `speed` city ms per real ms; null: the present. */
  readonly past: { readonly speed: number } | null;
}

/** Names by key: entry k of a list belongs to key k; entry 0 is the empty "none" entry. */
export interface CatalogueTile {
  readonly districts: readonly { readonly code: string; readonly name: Name }[];
  readonly townships: readonly {
    readonly code: string;
    readonly name: Name;
    readonly district: DistrictKey;
    readonly place: Place | null;
  }[];
  readonly units: readonly { readonly code: string; readonly name: Name; readonly kind: UnitKind; readonly district: DistrictKey }[];
  readonly categories: readonly { readonly code: string; readonly name: Name; readonly parent: CategoryKey }[];
  readonly queues: readonly {
    readonly code: string;
    readonly name: Name;
    readonly thresholdMs: DurationMs;
    readonly abandonRule: AbandonRule;
  }[];
}

/** Calls offered in one window, and what became of them so far. */
export interface ServiceFigures {
  readonly fromAt: Instant;
  readonly offered: number;
  readonly answered: number;
  readonly answeredInTime: number;
  readonly abandoned: number;
  readonly abandonedInTime: number;
  /** Wait still, and longer than their threshold. */
  readonly overdue: number;
  /** By the rule named beside it; null: no call to count. */
  readonly value: number | null;
}

/** no-data: the source brings no seats or calls at all; closed: nobody is planned and nobody is there; open. */
export type FloorState = 'no-data' | 'closed' | 'open';

export interface FloorTile {
  readonly state: FloorState;
  /** The rule of `service` and of every total over queues. */
  readonly abandonRule: AbandonRule;
  /** null: the source has never brought a call. */
  readonly service: Readonly<Record<ServiceWindow, ServiceFigures>> | null;
  /** Planned seat time that was staffed / planned seat time over the last 30 minutes, and over the day so far; null without a plan. */
  readonly adherence: number | null;
  readonly adherenceToday: number | null;
  /** null everywhere: the source carries no calls or no seats (no data is not zero). */
  readonly queued: number | null;
  readonly longestWaitMs: DurationMs | null;
  readonly today: { readonly offered: number; readonly answered: number; readonly abandoned: number } | null;
  readonly seats: {
    readonly installed: number;
    /** Signed in: idle + talking + wrap-up + break. `planned` counts the decisions that hold now. */
    readonly present: number;
    readonly planned: number | null;
    readonly idle: number;
    readonly talking: number;
    readonly wrapUp: number;
    readonly onBreak: number;
    /** Installed and not signed in. */
    readonly off: number;
  } | null;
  /** (talking + wrap-up) / (present − on break) time over the last 30 minutes; null without staffed time. */
  readonly occupancy: number | null;
  /** Means over the day so far. */
  readonly talkMs: DurationMs | null;
  readonly wrapUpMs: DurationMs | null;
  readonly answerSpeedMs: DurationMs | null;
}

/** The city's day in steps; entry i covers startAt + i·stepMs. null: no data or in the future. */
export interface FloorDayTile {
  readonly startAt: Instant;
  readonly stepMs: DurationMs;
  readonly offered: readonly (number | null)[];
  readonly answered: readonly (number | null)[];
  readonly abandoned: readonly (number | null)[];
  readonly seatsPresent: readonly (number | null)[];
  readonly seatsPlanned: readonly (number | null)[];
  /** Calls that the planned seats can carry in a step at the day's AHT: seats · step / AHT; whole calls. */
  readonly capacity: readonly (number | null)[];
}

/** What each queue does, for the floor page. Entry order: by key. Queue NONE is there when calls without a queue have come. */
export interface QueuesTile {
  readonly startAt: Instant;
  readonly stepMs: DurationMs;
  readonly queues: readonly QueueFigures[];
}

export interface QueueFigures {
  readonly queue: QueueKey;
  readonly thresholdMs: DurationMs;
  readonly abandonRule: AbandonRule;
  readonly waiting: number;
  /** 0: nobody waits. */
  readonly longestWaitMs: DurationMs;
  /** By the queue's own rule and threshold. */
  readonly service: Readonly<Record<ServiceWindow, ServiceFigures>>;
  /** Means over the day so far; null: none yet. */
  readonly answerSpeedMs: DurationMs | null;
  readonly talkMs: DurationMs | null;
  readonly wrapUpMs: DurationMs | null;
  /** By step of the day; null: in the future, or before there was any data. */
  readonly day: {
    readonly offered: readonly (number | null)[];
    readonly answered: readonly (number | null)[];
    readonly answeredInTime: readonly (number | null)[];
    readonly abandoned: readonly (number | null)[];
    readonly abandonedInTime: readonly (number | null)[];
    readonly answerSpeedMs: readonly (number | null)[];
    readonly handlingMs: readonly (number | null)[];
  };
}

/** What forecast and capacity line were made from, so that they explain themselves. */
export interface OutlookBasis {
  readonly dayType: DayType;
  /** profile: day profile of past days, updated by today; level: today's calls alone; none: nothing to go by. */
  readonly forecast: 'profile' | 'level' | 'none';
  /** Past days that the profile was made of. */
  readonly historyDays: number;
  /** AHT (talk + wrap-up) of the last hour, or of the day where that has too few calls. null: no call has ended yet. */
  readonly handlingMs: DurationMs | null;
  readonly patienceMs: DurationMs;
  /** assumed: the city's setting, too few have abandoned to measure it. */
  readonly patience: 'measured' | 'assumed';
  /** Share of signed-in seat time that is break. */
  readonly breakShare: number;
  readonly thresholdMs: DurationMs;
  readonly target: number;
  readonly installed: number;
}

/** The rest of the day as it is expected, made once a city minute. Arrays: one entry per step of the day; null: past, or not known. */
export interface OutlookTile {
  readonly madeAt: Instant;
  readonly startAt: Instant;
  readonly stepMs: DurationMs;
  /** The running step: the first with a forecast. */
  readonly first: number;
  readonly basis: OutlookBasis;
  /** Calls offered per step: expectation and bands of the count. */
  readonly expected: readonly (number | null)[];
  readonly low80: readonly (number | null)[];
  readonly high80: readonly (number | null)[];
  readonly low95: readonly (number | null)[];
  readonly high95: readonly (number | null)[];
  /** Standard deviation of the logarithm of the expectation. */
  readonly spread: readonly (number | null)[];
  /** Signed-in seats needed for the target (Erlang A, breaks included); in the past from the calls that came. */
  readonly seatsNeeded: readonly (number | null)[];
  /** Seats planned, decisions included, corrected by those that are missing or more now, which fades within hours. */
  readonly seatsExpected: readonly (number | null)[];
  /** Expected with `seatsExpected`. */
  readonly serviceLevel: readonly (number | null)[];
  readonly abandoned: readonly (number | null)[];
  readonly occupancy: readonly (number | null)[];
  /** The announced crossing of need and seats; null: none ahead. */
  readonly shortage: ShortageFigures | null;
}

export interface ShortageFigures {
  readonly announcedAt: Instant;
  /** When needed seats rise above the expected ones, and when they no longer are; toAt null: not before the day ends. */
  readonly fromAt: Instant;
  readonly toAt: Instant | null;
  /** The largest gap in seats, and when. */
  readonly gapSeats: number;
  readonly gapAt: Instant;
  /** Over the shortage. */
  readonly serviceLevel: ShareRange;
  readonly abandoned: ShareRange;
  readonly occupancy: ShareRange;
}

/** Decisions of about the last day, newest first, at most 20. */
export interface StaffingTile {
  readonly decisions: readonly DecisionFigures[];
}

export interface DecisionFigures {
  readonly decision: DecisionKey;
  readonly seq: Seq;
  readonly by: Actor;
  readonly at: Instant;
  readonly measure: StaffingMeasure;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly without: FloorExpectation;
  readonly with: FloorExpectation;
  /** Empty for windows that may not command. */
  readonly reason: string;
  /** Over fromAt … min(now, until); null before it has begun. final: the window is over. */
  readonly score: {
    readonly until: Instant;
    readonly final: boolean;
    readonly offered: number;
    readonly serviceLevel: number | null;
    readonly abandoned: number | null;
    readonly occupancy: number | null;
  } | null;
}

export interface CallsTile {
  readonly query: CallsQuery;
  /** Calls that pass; calls before `keptSince` are not known any more (null: none has been dropped). */
  readonly total: number;
  readonly keptSince: Instant | null;
  readonly rows: readonly CallRow[];
}

export interface CallRow {
  readonly call: CallKey;
  readonly queue: QueueKey;
  readonly outcome: CallOutcome;
  readonly offeredAt: Instant;
  /** Until it was answered or abandoned, or until now. */
  readonly waitMs: DurationMs;
  /** null: not that far. */
  readonly talkMs: DurationMs | null;
  readonly wrapUpMs: DurationMs | null;
  /** NONE: not answered. */
  readonly seat: SeatKey;
  /** The case that came of it; NONE: none, or not yet. */
  readonly case: CaseKey;
}

export interface HeatTile {
  /** Row 0 is the north; cells are equal steps of Web Mercator x and y over `extent`. Counts of appeals in the window, capped at 65,535. */
  readonly columns: number;
  readonly rows: number;
  readonly extent: Extent;
  readonly cells: Uint16Array;
  readonly windowMs: DurationMs;
  /** Appeals in the window; `unplaced` of them have no place. */
  readonly count: number;
  readonly unplaced: number;
  /** Most appeals in the window first, at most 8. */
  readonly topTownships: readonly { readonly township: TownshipKey; readonly count: number }[];
  readonly byDistrict: readonly { readonly district: DistrictKey; readonly count: number; readonly breached: number }[];
}

/** The totals alone: they go with every frame. */
export interface DeadlinesTile {
  readonly open: number;
  readonly breached: number;
  readonly atRisk: number;
  readonly horizonMs: DurationMs;
}

/** What makes up the totals of the deadlines: when, whose, of which grade; and what citizens say afterwards. */
export interface DueTile {
  /** Cases by grade that fall due in each 5-minute step of the horizon: byGrade[grade index][step]. */
  readonly upcoming: { readonly stepMs: DurationMs; readonly byGrade: readonly (readonly number[])[] };
  /** Most breached first, then most at risk, at most 12. */
  readonly worstUnits: readonly { readonly unit: UnitKey; readonly breached: number; readonly atRisk: number; readonly open: number }[];
  readonly byGrade: readonly { readonly grade: Grade; readonly open: number; readonly breached: number; readonly atRisk: number }[];
  /** Callback rates of the city's month so far; null without a valid callback. Formula: DOMAIN "three rates". */
  readonly rates: {
    readonly valid: number;
    readonly response: number | null;
    readonly resolution: number | null;
    readonly satisfaction: number | null;
  };
}

export interface TasksTile {
  readonly tasks: readonly {
    readonly task: TaskKey;
    readonly name: Name;
    readonly lead: UnitKey;
    readonly year: number;
    readonly target: number;
    readonly measure: Name;
    readonly plan: readonly number[];
    /** null: no progress has been reported yet. */
    readonly value: number | null;
    /** What the plan says for now (linear inside the month). */
    readonly plannedNow: number;
    readonly sample: boolean;
  }[];
}

export interface EmergencyTile {
  readonly open: {
    readonly emergency: EmergencyKey;
    readonly playbook: string;
    readonly drill: boolean;
    readonly reason: string;
    readonly by: Actor;
    readonly openedAt: Instant;
  } | null;
  /** Appeals in the playbook's categories since it was opened; null while none is open. */
  readonly appealsSince: number | null;
}

/** The latest things worth telling, newest first, at most 30. */
export interface TimelineTile {
  readonly entries: readonly { readonly record: LogRecord }[];
}

export interface CaseRow {
  readonly case: CaseKey;
  readonly version: number;
  readonly reference: string;
  readonly status: CaseStatus;
  readonly grade: Grade;
  readonly category: CategoryKey;
  readonly district: DistrictKey;
  readonly township: TownshipKey;
  readonly unit: UnitKey;
  readonly channel: Channel;
  readonly receivedAt: Instant;
  /** 0 before dispatch. */
  readonly dueAt: Instant;
  readonly deadline: DeadlineState;
  readonly urges: number;
}

export interface TableTile {
  /** The query that these rows answer: a late answer to an earlier query is recognised by it. Its offset is that of the first row, if it has an anchor too. */
  readonly query: TableQuery;
  /** Rows that pass the filters. */
  readonly total: number;
  readonly rows: readonly CaseRow[];
}
