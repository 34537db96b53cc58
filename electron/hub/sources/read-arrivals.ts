import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { GapsToDay } from '../../../shared/city/simulation/recorded-day';
import type { ArrivalReport, RecordedDay } from '../../../shared/city/simulation/recorded-day';
import { textLines } from './csv-lines';
import { isFileError } from './read-recorded-file';
import { SourceError } from './source-error';

/** A number is shorter than this in every notation. */
const LONGEST_LINE = 256;

export interface RecordedArrivals {
  /** The file's name, without its folder. */
  readonly name: string;
  readonly day: RecordedDay;
  readonly report: ArrivalReport;
}

/**
 * Reads the gaps between the calls of a day: minutes, one a line, without a header. Broken lines are left out and in the report. Rejects with a
 * SourceError when the file cannot be read or has no gap that makes sense.
 */
export async function readArrivals(path: string): Promise<RecordedArrivals> {
  const name = basename(path);
  const gaps = new GapsToDay();
  try {
    for await (const { number, text } of textLines(createReadStream(path), LONGEST_LINE)) gaps.add(text, number);
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new SourceError(`The file ${name} cannot be read: ${error.message}.`, { cause: error });
  }
  const { day, report } = gaps.finish();
  if (report.kept === 0) {
    const reasons = report.refused.map(({ reason, count, examples }) => `${reason} ${count} (${examples.join(', ')})`).join('; ');
    throw new SourceError(
      `No line of ${name} is a gap between two calls: minutes, one a line, no header. Lines: ${report.rows}. Refused: ${reasons || 'none'}.`,
    );
  }
  return { name, day, report };
}
