import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Goal {
  readonly what: string;
  readonly goal: string;
  /** Every figure of the finding must be on the right side of its bound. */
  readonly bounds: Readonly<Record<string, readonly ['≤' | '≥', number]>>;
}

/** What the product is held to. */
export const GOALS = {
  sustained: {
    what: 'sustained events at 1 M open cases, wall with map',
    goal: '100,000/s for 60 s, frame p99 ≤ 20 ms, none > 50 ms',
    bounds: { perSecond: ['≥', 99_000], frameP99Ms: ['≤', 20], framesOver50: ['≤', 0] },
  },
  pixels: {
    what: 'event → framebuffer p99',
    goal: '≤ 75 ms at 100,000/s, ≤ 1.6 × the empty page’s',
    bounds: { p99Ms: ['≤', 75], timesFloor: ['≤', 1.6] },
  },
  fold: {
    what: 'decode + fold + index',
    goal: 'cheaper than JSON.parse alone, ≥ 6 × the object fold, ≤ 100 B/case',
    bounds: { timesParse: ['≥', 1], timesObjects: ['≥', 6], bytesPerCase: ['≤', 100] },
  },
  snapshot: {
    what: 'snapshot of 1 M open cases',
    goal: '≤ 24 B/case without titles, rebuild ≥ 15 × JSON’s, frames ≤ 50 ms meanwhile',
    bounds: { bytesPerCase: ['≤', 24], timesJson: ['≥', 15], longestFrameMs: ['≤', 50] },
  },
  gap: {
    what: 'gap resync after minutes offline',
    goal: 'digest ≤ 64 KB + ≤ 1.5 × the changed rows',
    bounds: { digestBytes: ['≤', 65_536], timesChangedRows: ['≤', 1.5] },
  },
  heat: {
    what: 'heat of 1 M points',
    goal: '≤ 3 ms per update, flat in the number of cases',
    bounds: { msPerUpdate: ['≤', 3], growth: ['≤', 1.25] },
  },
  chart: {
    what: 'ECharts, 86,400 points',
    goal: '≤ 3 × uPlot, ≥ 10 × faster than full setOption',
    bounds: { timesUplot: ['≤', 3], timesFull: ['≥', 10] },
  },
  launch: {
    what: 'launch → first live frame, 100 k open',
    goal: '≤ 2.5 × the empty window (cached picture ≤ 1.5 ×)',
    bounds: { timesEmpty: ['≤', 2.5], pictureTimesEmpty: ['≤', 1.5] },
  },
  memory: { what: 'memory at 1 M open, one wall', goal: '≤ 2 × the empty app', bounds: { timesEmpty: ['≤', 2] } },
  window: { what: 'each further window', goal: '≤ 40 MB, ≤ 0.35 core', bounds: { megabytes: ['≤', 40], cores: ['≤', 0.35] } },
  heap: {
    what: 'heap over time, under load',
    goal: 'slope ≤ 1 MB per 10 min',
    bounds: { megabytesPer10Min: ['≤', 1] },
  },
  pauses: { what: 'pauses of the stream’s collector at 100,000/s', goal: '≤ 5 ms', bounds: { longestPauseMs: ['≤', 5] } },
  independence: {
    what: 'frames and latency, 10 k → 1 M open',
    goal: '≤ 1.25 ×',
    bounds: { timesFrame: ['≤', 1.25], timesLatency: ['≤', 1.25] },
  },
} as const satisfies Readonly<Record<string, Goal>>;

type GoalName = keyof typeof GOALS;

/** What a benchmark has found for a row of the table. */
export interface Finding {
  readonly row: GoalName;
  /** The naive way and the limit, measured in the same run; '' when this run has not measured it. */
  readonly naive: string;
  readonly limit: string;
  /** In words, with ranges. */
  readonly today: string;
  /** What the goal is about, by the names that the goal has for it. */
  readonly figures: Readonly<Record<string, number>>;
}

/** Prints every goal with what was found in `directory`; a goal that no benchmark of this run has measured says so. */
export function printGoals(directory: string): void {
  const found = new Map(
    (existsSync(directory) ? readdirSync(directory) : [])
      .map((file) => JSON.parse(readFileSync(join(directory, file), 'utf8')) as Finding)
      .map((finding) => [finding.row, finding] as const),
  );
  if (process.env['BENCH_VOID'] === 'keep')
    console.log('BENCH_VOID=keep: figures of a machine that was busy with other things are among these.\n');
  console.log('| what | naive way | limit | today | goal | met? |\n|---|---|---|---|---|---|');
  for (const [name, { what, goal, bounds }] of Object.entries(GOALS) as [GoalName, Goal][]) {
    const finding = found.get(name);
    const cells = finding === undefined ? ['', '', 'not measured in this run', goal, '–'] : cellsOf(finding, goal, bounds);
    console.log(`| ${[what, ...cells].join(' | ')} |`);
  }
}

function cellsOf({ naive, limit, today, figures }: Finding, goal: string, bounds: Goal['bounds']): string[] {
  const missed = Object.entries(bounds).filter(([name, [side, bound]]) => {
    const figure = figures[name] ?? Number.NaN;
    return side === '≤' ? !(figure <= bound) : !(figure >= bound);
  });
  return [naive, limit, today, goal, missed.length === 0 ? 'yes' : `no: ${missed.map(([name]) => name).join(', ')}`];
}
