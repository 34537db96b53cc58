import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { TextLine } from './csv-lines';

/** One record of a CSV file, or why there is none. `line`: where it begins, from 1. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly problem: 'broken-quotes' | 'wrong-column-count' | 'line-too-long' };

/** A quoted cell may run over so many lines, and a record be so long. */
const MOST_LINES = 50;
const LONGEST_RECORD = 256 * 1024;
const BATCH = 500;

/**
 * Reads records of RFC 4180. The first one is the header; every other has as many cells. One broken record costs only itself: a quote that is
 * opened and never closed is given up with its line, and reading goes on with the next. Empty lines are no records.
 */
export async function* csvRecords(lines: AsyncIterable<TextLine>): AsyncGenerator<CsvRecord> {
  const reader = new RecordReader();
  for await (const line of lines) yield* reader.take(line);
  yield* reader.end();
}

class RecordReader {
  private columns = 0;
  /** Whole lines that wait to be parsed together. */
  private batch: { readonly line: number; readonly text: string }[] = [];
  /** The lines of a record whose quotes are still open. */
  private open: { readonly line: number; readonly text: string }[] = [];
  private openLength = 0;

  *take({ number: line, text }: TextLine): Generator<CsvRecord> {
    if (text === null) {
      yield* this.giveUpOpen();
      yield* this.flush();
      yield { line, problem: 'line-too-long' };
      return;
    }
    if (this.open.length > 0) {
      this.open.push({ line, text });
      this.openLength += text.length;
      if (hasOddQuotes(text)) yield* this.closeOpen();
      else if (this.open.length >= MOST_LINES || this.openLength > LONGEST_RECORD) yield* this.giveUpOpen();
      return;
    }
    if (hasOddQuotes(text)) {
      this.open = [{ line, text }];
      this.openLength = text.length;
      return;
    }
    if (text.trim() === '') return;
    this.batch.push({ line, text });
    // The header goes alone: it says how many cells the others have.
    if (this.columns === 0 || this.batch.length >= BATCH) yield* this.flush();
  }

  *end(): Generator<CsvRecord> {
    while (this.open.length > 0) yield* this.giveUpOpen();
    yield* this.flush();
  }

  /** The quotes are balanced again: one record over several lines, if it has the right cells; else its first line was broken. */
  private *closeOpen(): Generator<CsvRecord> {
    const [first] = this.open;
    const cells = this.parseOne(this.open.map(({ text }) => text).join('\n'));
    if (first === undefined || cells === null || (this.columns !== 0 && cells.length !== this.columns)) {
      yield* this.giveUpOpen();
      return;
    }
    this.open = [];
    yield* this.flush();
    yield this.checked(first.line, cells);
  }

  /** Gives up the first line of the open record and reads the others anew. */
  private *giveUpOpen(): Generator<CsvRecord> {
    const [first, ...others] = this.open;
    if (first === undefined) return;
    this.open = [];
    yield* this.flush();
    yield { line: first.line, problem: 'broken-quotes' };
    for (const { line, text } of others) yield* this.take({ number: line, text });
  }

  private *flush(): Generator<CsvRecord> {
    const { batch } = this;
    if (batch.length === 0) return;
    this.batch = [];
    const records = parseAll(batch.map(({ text }) => text).join('\n'));
    for (const [i, { line, text }] of batch.entries()) {
      // A broken line spoils the batch: then each is parsed alone.
      const cells = records?.length === batch.length ? records[i]! : this.parseOne(text);
      yield cells === null ? { line, problem: 'broken-quotes' } : this.checked(line, cells);
    }
  }

  private checked(line: number, cells: readonly string[]): CsvRecord {
    if (this.columns === 0) this.columns = cells.length;
    return cells.length === this.columns ? { line, cells } : { line, problem: 'wrong-column-count' };
  }

  private parseOne(text: string): readonly string[] | null {
    const records = parseAll(text);
    return records?.length === 1 ? records[0]! : null;
  }
}

/** null: the quotes are broken. */
function parseAll(text: string): string[][] | null {
  try {
    return parse(text, { relax_column_count: true, record_delimiter: '\n' });
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

function hasOddQuotes(text: string): boolean {
  let odd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) odd = !odd;
  return odd;
}
