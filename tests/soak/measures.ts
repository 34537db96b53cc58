/** What is sampled of a process or of a page, in the order of the report. */
export const MEASURES = {
  pss: { label: 'memory of its own (PSS)', unit: 'MB', allowedPer10Min: 1 },
  rss: { label: 'resident memory (RSS)', unit: 'MB' },
  handles: { label: 'handles', unit: '', allowedPer10Min: 1 },
  heap: { label: 'JavaScript heap', unit: 'MB', allowedPer10Min: 1 },
  nodes: { label: 'DOM nodes', unit: '', allowedPer10Min: 20 },
  listeners: { label: 'listeners', unit: '', allowedPer10Min: 20 },
  shown: { label: 'frames shown', unit: '/s' },
  lost: { label: 'frames lost', unit: '/min' },
  age: { label: 'age of the oldest tile', unit: 's' },
} as const satisfies Record<string, Measured>;

export type Measure = keyof typeof MEASURES;
export const MEASURE_NAMES = Object.keys(MEASURES) as readonly Measure[];

interface Measured {
  readonly label: string;
  readonly unit: string;
  /** More growth than this is too much, where what is measured must not grow. */
  readonly allowedPer10Min?: number;
}

export function allowedPer10Min(measure: Measure): number | null {
  const measured: Measured = MEASURES[measure];
  return measured.allowedPer10Min ?? null;
}

/**
 * What goes up until the next collection of garbage, and down with it: the least of a stretch of time is what is kept. Nodes and listeners that a page has let go of count until then too.
 */
const COLLECTED: ReadonlySet<Measure> = new Set(['heap', 'nodes', 'listeners']);

export function isCollected(measure: Measure): boolean {
  return COLLECTED.has(measure);
}
