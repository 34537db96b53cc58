import type { LocalParts } from '../time/zone';

/** The time that a text says, without a zone; null: it does not follow the format, or there is no such time. */
export type DateReader = (text: string) => LocalParts | null;

type Part = 'year' | 'month' | 'day' | 'hour' | 'hour12' | 'minute' | 'second' | 'half';

/** Two-digit years up to this one are of this century (the convention of POSIX). */
const PIVOT = 68;

const TOKENS: readonly (readonly [token: string, part: Part, pattern: string])[] = [
  ['yyyy', 'year', '(\\d{4})'],
  ['yy', 'year', '(\\d{2})'],
  ['MM', 'month', '(\\d{2})'],
  ['M', 'month', '(\\d{1,2})'],
  ['dd', 'day', '(\\d{2})'],
  ['d', 'day', '(\\d{1,2})'],
  ['HH', 'hour', '(\\d{2})'],
  ['H', 'hour', '(\\d{1,2})'],
  ['hh', 'hour12', '(\\d{2})'],
  ['h', 'hour12', '(\\d{1,2})'],
  ['mm', 'minute', '(\\d{2})'],
  ['m', 'minute', '(\\d{1,2})'],
  ['ss', 'second', '(\\d{2})'],
  ['s', 'second', '(\\d{1,2})'],
  ['a', 'half', '([AaPp][Mm])'],
];

/**
 * Makes a reader of a format such as `MM/dd/yyyy hh:mm:ss a` or `M/d/yy H:mm`. Letters: y M d H (0–23) h (1–12) m s a (AM or PM), 'quoted' text and
 * everything else for itself. Without a time of day it is midnight. Fractions of a second (`.SSS`) are not read. Throws a RangeError on a letter
 * that means nothing, a format without year, month and day, and h without a.
 */
export function dateReader(format: string): DateReader {
  const parts: Part[] = [];
  let pattern = '';
  for (let rest = format; rest !== '';) {
    const quoted = /^'([^']*)'/.exec(rest);
    const token = TOKENS.find(([letters]) => rest.startsWith(letters));
    if (quoted !== null) {
      pattern += literal(quoted[1] ?? '');
      rest = rest.slice(quoted[0].length);
    } else if (token !== undefined) {
      parts.push(token[1]);
      pattern += token[2];
      rest = rest.slice(token[0].length);
    } else {
      if (/[A-Za-z]/.test(rest[0]!)) throw new RangeError(`"${rest[0]}" in the date format "${format}" means nothing`);
      pattern += literal(rest[0]!);
      rest = rest.slice(1);
    }
  }
  for (const part of ['year', 'month', 'day'] as const)
    if (!parts.includes(part)) throw new RangeError(`the date format "${format}" has no ${part}`);
  if (parts.includes('hour12') !== parts.includes('half')) throw new RangeError(`the date format "${format}" needs h and a together`);
  const expression = new RegExp(`^${pattern}$`);
  return (text) => {
    const match = expression.exec(text.trim());
    return match === null ? null : assemble(parts, match.slice(1));
  };
}

/** Reads with the first format that fits. */
export function anyDateReader(formats: readonly string[]): DateReader {
  const readers = formats.map(dateReader);
  return (text) => {
    for (const read of readers) {
      const parts = read(text);
      if (parts !== null) return parts;
    }
    return null;
  };
}

function assemble(parts: readonly Part[], texts: readonly string[]): LocalParts | null {
  const found: Record<Part, number> = { year: 0, month: 0, day: 0, hour: 0, hour12: -1, minute: 0, second: 0, half: 0 };
  for (const [i, part] of parts.entries()) {
    const text = texts[i]!;
    if (part === 'half') found.half = text.toLowerCase() === 'pm' ? 12 : 0;
    else if (part === 'year' && text.length === 2) found.year = Number(text) + (Number(text) > PIVOT ? 1900 : 2000);
    else found[part] = Number(text);
  }
  if (found.hour12 === 0 || found.hour12 > 12) return null;
  const hour = found.hour12 < 0 ? found.hour : (found.hour12 % 12) + found.half;
  const { year, month, day, minute, second } = found;
  const dayExists = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  if (year < 1000 || !dayExists || hour > 23 || minute > 59 || second > 59) return null;
  return { year, month, day, hour, minute, second };
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
