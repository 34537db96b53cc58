import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Mapping } from '../../../shared/city/mapping';
import { RowsToEvents } from '../../../shared/city/rows-to-events';
import type { RecordedEvent, RowReport } from '../../../shared/city/rows-to-events';
import { textLines } from './csv-lines';
import { csvRecords } from './csv-records';
import { columnPlaces, mappingFor } from './load-mapping';
import { SourceError } from './source-error';

/** A line longer than this is no row of anything. */
const LONGEST_LINE = 128 * 1024;

export interface RecordedFile {
  readonly mapping: Mapping;
  readonly events: readonly RecordedEvent[];
  readonly report: RowReport;
}

/**
 * Reads a CSV file of recorded cases through a mapping (`mappingName`, null: the one that fits its header). Bad rows are in the report. Rejects with a
 * SourceError when the file cannot be read, is empty, its header fits no mapping, or none of its rows makes sense.
 */
export async function readRecordedFile(path: string, mappingName: string | null, resourcesDirectory: string): Promise<RecordedFile> {
  let mapping: Mapping | null = null;
  let rows: RowsToEvents | null = null;
  let places: ReadonlyMap<string, number> = new Map();
  try {
    for await (const record of csvRecords(textLines(createReadStream(path), LONGEST_LINE))) {
      if (rows === null) {
        if ('problem' in record)
          throw new SourceError(`Line ${record.line} of ${basename(path)} should be its header and cannot be read (${record.problem}).`);
        mapping = await mappingFor(resourcesDirectory, mappingName, record.cells);
        places = columnPlaces(mapping, record.cells);
        rows = new RowsToEvents(mapping);
        continue;
      }
      const label = `line ${record.line}`;
      if ('problem' in record) rows.refuse(record.problem, label);
      else rows.add((column) => record.cells[places.get(column) ?? -1] ?? '', label);
    }
  } catch (error) {
    if (error instanceof SourceError || !isFileError(error)) throw error;
    throw new SourceError(`The file ${basename(path)} cannot be read: ${error.message}.`, { cause: error });
  }
  if (mapping === null || rows === null) throw new SourceError(`The file ${basename(path)} is empty: it has no header.`);
  const { events, report } = rows.finish();
  if (events.length === 0) {
    const reasons = report.refused.map(({ reason, count, examples }) => `${reason} ${count} (${examples.join(', ')})`).join('; ');
    throw new SourceError(`No row of ${basename(path)} can be replayed. Rows: ${report.rows}. Refused: ${reasons || 'none'}.`);
  }
  return { mapping, events, report };
}

/** A file that is not there, is a folder, may not be read, … */
export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code);
}
