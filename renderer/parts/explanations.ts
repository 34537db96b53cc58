import type { Words } from './words';

/** Figures that explain themselves. The same texts are the appendix of a briefing. */
export const TERMS = [
  'queued',
  'longestWait',
  'serviceLevel',
  'occupancy',
  'seats',
  'offered',
  'capacity',
  'abandoned',
  'adherence',
  'handling',
  'forecast',
  'seatsNeeded',
  'seatsExpected',
  'shortage',
  'expectedService',
  'decision',
  'heat',
  'hotspot',
  'open',
  'breached',
  'atRisk',
  'upcoming',
  'response',
  'resolution',
  'satisfaction',
  'taskProgress',
  'sequence',
  'latency',
  'appealsSince',
] as const;

/** Figures of the desk's floor page alone: not in a briefing's appendix. */
const FLOOR_TERMS = ['serviceWindow', 'answerSpeed', 'seatStates', 'callsToday', 'whatIf', 'usual'] as const;

export type Term = (typeof TERMS)[number] | (typeof FLOOR_TERMS)[number];

export interface Explanation {
  readonly name: string;
  /** How it is computed. */
  readonly formula: string;
  /** What counts and what does not, and over which window. */
  readonly rule: string;
  /** When it turns amber or red, and whose limit that is. */
  readonly limit: string;
}

/** Placeholders of the texts: values of the city's settings (thresholds, windows) that a page passes in. */
export type TermValues = Readonly<Record<string, string | number>>;

export function explanationOf(term: Term, words: Words, values: TermValues = {}): Explanation {
  return {
    name: words.t(`terms.${term}.name`, values),
    formula: words.t(`terms.${term}.formula`, values),
    rule: words.t(`terms.${term}.rule`, values),
    limit: words.t(`terms.${term}.limit`, values),
  };
}
