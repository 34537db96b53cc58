import { readFileSync } from 'node:fs';

/**
 * A reading of the CSV files that shares nothing with the product: good enough for these two files, and only for counting. Times are compared as
 * local clock readings, without a zone.
 */
export type Row = Readonly<Record<string, string>>;

/** Rows by header. Quoted cells may hold commas and doubled quotes; no cell of these files holds a line break. */
export function rowsOf(path: string): Row[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const names = cellsOf(header);
  return lines.map((line) => {
    const cells = cellsOf(line);
    if (cells.length !== names.length) throw new Error(`${cells.length} cells: ${line}`);
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

/** `04/12/2018 11:11:26 AM` or `1/2/20 8:43` as a number that sorts like the time; null for an empty cell. */
export function reading(text: string): number | null {
  if (text === '') return null;
  const match = /^(\d+)\/(\d+)\/(\d+) (\d+):(\d+)(?::(\d+))?(?: (AM|PM))?$/.exec(text);
  if (match === null) throw new Error(`not a date: ${text}`);
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((digits) => Number(digits ?? 0));
  const half = match[7];
  const hour24 = half === undefined ? hour : (hour % 12) + (half === 'PM' ? 12 : 0);
  return ((((year < 100 ? year + 2000 : year) * 13 + month) * 32 + day) * 24 + hour24) * 3600 + minute * 60 + second;
}

/** How often each value occurs. */
export function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
