import type { Alarm, AlarmRule, PageTurn, WallRotation } from '../../shared/contract/rotation';
import type { WallPage } from '../../shared/contract/wall-pages';
import type { DurationMs } from '../../shared/time/instant';

/** Which page a wall shows: a pure decision from its rules, what is the matter, and the time that has passed. */

/** An alarm's page stays at least so long, so that nobody sees it flash by. */
const LEAST_ALARM_MS: DurationMs = 15_000;
/** A page that a hand has chosen stays at least so long. */
const CHOSEN_MS: DurationMs = 30_000;
/** A wall of one page that a hand has led elsewhere is back after this. */
const CHOSEN_ELSEWHERE_MS: DurationMs = 120_000;

/** Something that is the matter. `occasion` rises from one occasion to the next; `begins` false: it goes on if it has begun, and is not enough to begin. */
export interface Matter {
  readonly occasion: number;
  readonly begins: boolean;
}

/** What the decision rests on. */
export interface Facts {
  /** Minutes since midnight of the city's day; null: not known, then every turn counts. */
  readonly minuteOfDay: number | null;
  /** null or absent: nothing is the matter. */
  readonly matters: Partial<Readonly<Record<Alarm, Matter | null>>>;
}

/** One rule's alarm, since it began. */
interface RunningAlarm {
  readonly occasion: number;
  readonly shownMs: DurationMs;
  /** It has had its time, or a hand has led away from it. */
  readonly over: boolean;
}

export interface RotationState {
  /** On some monotonic clock. */
  readonly at: number;
  /** Index of the running turn, and for how long its page was shown in it. */
  readonly turn: number;
  readonly spentMs: DurationMs;
  /** By rule; null: nothing is the matter. */
  readonly alarms: readonly (RunningAlarm | null)[];
  readonly chosen: { readonly page: WallPage; readonly leftMs: DurationMs } | null;
  /** A hand holds the turns; alarms still come forward. */
  readonly held: boolean;
}

export interface Showing {
  readonly page: WallPage;
  readonly because: 'turn' | 'hand' | Alarm;
}

export function beginRotation({ alarms }: WallRotation, now: number): RotationState {
  return { at: now, turn: 0, spentMs: 0, alarms: alarms.map(() => null), chosen: null, held: false };
}

/** What is to be seen in this state. */
export function showing({ turns, alarms }: WallRotation, state: RotationState): Showing {
  const rule = frontAlarm(alarms, state);
  if (rule !== null) return { page: rule.page, because: rule.when };
  if (state.chosen !== null) return { page: state.chosen.page, because: 'hand' };
  return { page: turnAt(turns, state.turn).page, because: 'turn' };
}

/** The state at `now`, on the clock of the state before; a clock that goes back stands still. */
export function rotate(rotation: WallRotation, before: RotationState, facts: Facts, now: number): RotationState {
  const passed = Math.max(0, now - before.at);
  const front = frontAlarm(rotation.alarms, before);
  const alarms = rotation.alarms.map((rule, index) =>
    alarmAfter(rule, before.alarms[index] ?? null, facts.matters[rule.when] ?? null, rule === front ? passed : 0),
  );
  const begun = alarms.some((alarm, index) => alarm !== null && alarm.occasion !== before.alarms[index]?.occasion);
  const next: RotationState = { ...before, at: Math.max(before.at, now), alarms, chosen: begun ? null : before.chosen };
  // What was on the screen until now has used up the time.
  if (front !== null || before.held) return onAllowedTurn(rotation, next, facts);
  if (before.chosen !== null) {
    const leftMs = before.chosen.leftMs - passed;
    return onAllowedTurn(rotation, { ...next, chosen: leftMs > 0 && !begun ? { ...before.chosen, leftMs } : null }, facts);
  }
  return onAllowedTurn(rotation, { ...next, spentMs: before.spentMs + passed }, facts);
}

/** A hand leads on by `by` among `pages`; an alarm that is on the screen has had its time. */
export function leadOn(rotation: WallRotation, state: RotationState, pages: readonly WallPage[], by: 1 | -1): RotationState {
  const { page: from } = showing(rotation, state);
  const place = pages.indexOf(from);
  const page = pages[(place + by + pages.length) % pages.length] ?? from;
  const index = rotation.turns.findIndex((turn) => turn.page === page);
  const alarms = state.alarms.map((alarm) => (alarm === null ? null : { ...alarm, over: true }));
  const turn = rotation.turns[index];
  if (turn === undefined) return { ...state, alarms, chosen: { page, leftMs: CHOSEN_ELSEWHERE_MS } };
  // When the page has been seen the turns go on after it.
  const lengthMs = turn.seconds * 1_000;
  return { ...state, alarms, turn: index, spentMs: lengthMs, chosen: { page, leftMs: Math.max(CHOSEN_MS, lengthMs) } };
}

/** A desk leads to `page`, for so long; an alarm that is on the screen has had its time, one that comes is shown. */
export function leadTo(state: RotationState, page: WallPage, forMs: DurationMs): RotationState {
  const alarms = state.alarms.map((alarm) => (alarm === null ? null : { ...alarm, over: true }));
  return { ...state, alarms, chosen: { page, leftMs: forMs } };
}

/** Holds the turns, or lets them go on. */
export function toggleHold(state: RotationState): RotationState {
  return { ...state, held: !state.held };
}

/** The alarm whose page is in front: the first rule's that has not had its time. */
function frontAlarm(rules: readonly AlarmRule[], { alarms }: Pick<RotationState, 'alarms'>): AlarmRule | null {
  return rules.find((_, index) => alarms[index]?.over === false) ?? null;
}

function alarmAfter(rule: AlarmRule, before: RunningAlarm | null, matter: Matter | null, shown: DurationMs): RunningAlarm | null {
  const shownMs = (before?.shownMs ?? 0) + shown;
  if (matter === null) {
    const unseen = before !== null && !before.over && before.shownMs > 0 && shownMs < LEAST_ALARM_MS;
    return unseen ? { ...before, shownMs } : null;
  }
  if (before === null || matter.occasion > before.occasion)
    return matter.begins ? { occasion: matter.occasion, shownMs: 0, over: false } : before;
  return { ...before, shownMs, over: before.over || (rule.seconds !== null && shownMs >= rule.seconds * 1_000) };
}

/** The running turn if it may go on, else the next one that may be shown now; if none may, it stays: a wall is never empty. */
function onAllowedTurn({ turns }: WallRotation, state: RotationState, { minuteOfDay }: Facts): RotationState {
  const isRunning = state.spentMs < turnAt(turns, state.turn).seconds * 1_000;
  if (state.chosen !== null || state.held) return state;
  if (isRunning && isAllowed(turnAt(turns, state.turn), minuteOfDay)) return state;
  for (let step = 1; step <= turns.length; step += 1) {
    const turn = (state.turn + step) % turns.length;
    if (isAllowed(turnAt(turns, turn), minuteOfDay)) return { ...state, turn, spentMs: 0 };
  }
  return { ...state, spentMs: 0 };
}

function isAllowed({ from, to }: PageTurn, minuteOfDay: number | null): boolean {
  if (from === null || to === null || minuteOfDay === null) return true;
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  return begin < end ? minuteOfDay >= begin && minuteOfDay < end : minuteOfDay >= begin || minuteOfDay < end;
}

/** Of HH:MM. */
function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return 60 * hours + minutes;
}

function turnAt(turns: readonly PageTurn[], index: number): PageTurn {
  const turn = turns[index] ?? turns[0];
  if (turn === undefined) throw new RangeError('a rotation without turns');
  return turn;
}
