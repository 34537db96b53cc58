import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GoalName } from './goals';

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

/** Leaves findings for the table that `npm run bench` ends with. */
export function tellFindings(findings: readonly Finding[]): void {
  const directory = process.env['BENCH_FINDINGS'];
  if (directory === undefined) return;
  mkdirSync(directory, { recursive: true });
  for (const finding of findings) writeFileSync(join(directory, `${finding.row}.json`), JSON.stringify(finding));
}
