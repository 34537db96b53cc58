import type { DurationMs, Instant } from '../../../shared/time/instant';
import { HOUR_MS } from '../../../shared/time/instant';
import type { Appeal } from './appeal';

/** A burst that is known to be there, because somebody put it there. */
export interface Burst {
  /** How it is called in tables; bursts of one name are counted together. */
  readonly name: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Its own cases. */
  readonly cases: readonly Appeal[];
}

/** Something that was announced: a place, as the cases that it holds, and categories. */
export interface Alarm {
  readonly at: Instant;
  holds(appeal: Appeal): boolean;
}

/** Of its cases an alarm must hold at least so many to be about a burst. */
const HELD = 0.25;
/** What is announced so long after the last case of a burst can be about it still: it is in the windows. */
const AFTERWARDS_MS: DurationMs = 3 * HOUR_MS;
/** A burst that is announced later than this after its end was missed. */
const LATE_MS: DurationMs = HOUR_MS;

/** What became of the bursts of one name. */
export interface Score {
  readonly name: string;
  readonly bursts: number;
  readonly found: number;
  /** Minutes from the start of the burst to the first alarm, of those that were found. */
  readonly delays: readonly number[];
}

export interface Verdict {
  readonly scores: readonly Score[];
  readonly all: Score;
  readonly alarms: number;
  /** Alarms about no known burst. */
  readonly empty: number;
}

function about(alarm: Alarm, { cases, from, to }: Burst): boolean {
  if (alarm.at < from || alarm.at > to + AFTERWARDS_MS) return false;
  const held = cases.filter((appeal) => alarm.holds(appeal)).length;
  return held >= cases.length * HELD;
}

export function judge(bursts: readonly Burst[], alarms: readonly Alarm[]): Verdict {
  const names = [...new Set(bursts.map(({ name }) => name))];
  const delays = bursts.map((burst) => {
    const first = alarms.find((alarm) => alarm.at <= burst.to + LATE_MS && about(alarm, burst));
    return first === undefined ? Number.NaN : (first.at - burst.from) / 60_000;
  });
  const score = (name: string, of: (burst: Burst) => boolean): Score => {
    const those = delays.filter((_, i) => of(bursts[i]!));
    const found = those.filter((delay) => !Number.isNaN(delay));
    return { name, bursts: those.length, found: found.length, delays: found };
  };
  return {
    scores: names.map((name) => score(name, (burst) => burst.name === name)),
    all: score('all', () => true),
    alarms: alarms.length,
    empty: alarms.filter((alarm) => !bursts.some((burst) => about(alarm, burst))).length,
  };
}

/** Counts of several runs as one. */
export function together(verdicts: readonly Verdict[]): Verdict {
  const join = (name: string, scores: readonly Score[]): Score => ({
    name,
    bursts: scores.reduce((sum, { bursts }) => sum + bursts, 0),
    found: scores.reduce((sum, { found }) => sum + found, 0),
    delays: scores.flatMap(({ delays }) => delays),
  });
  const names = [...new Set(verdicts.flatMap(({ scores }) => scores.map(({ name }) => name)))];
  return {
    scores: names.map((name) =>
      join(
        name,
        verdicts.flatMap(({ scores }) => scores.filter((score) => score.name === name)),
      ),
    ),
    all: join(
      'all',
      verdicts.map(({ all }) => all),
    ),
    alarms: verdicts.reduce((sum, { alarms }) => sum + alarms, 0),
    empty: verdicts.reduce((sum, { empty }) => sum + empty, 0),
  };
}
