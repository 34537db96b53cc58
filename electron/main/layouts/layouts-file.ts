import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Layout, LayoutProblem, Layouts, LayoutsSaved } from '../../../shared/contract/layouts';
import type { Logger } from '../log';
import { fileSchema, readLayout } from './layouts-schema';

export const LAYOUTS_FILE = 'layouts.json';

/**
 * The operator's layouts, kept in one file. What cannot be read of it is told and left where it is; before something else is saved in its place the file as it was is put
 * aside as `layouts.broken.json`.
 */
export class LayoutsFile {
  readonly #path: string;
  readonly #log: Logger;
  #current: Layouts;

  constructor(path: string, log: Logger) {
    this.#path = path;
    this.#log = log;
    this.#current = { revision: 0, ...readLayouts(path) };
    for (const problem of this.#current.problems)
      log.error({ file: path, ...problem }, 'a layout is not used; walls show another page in its place');
  }

  get current(): Layouts {
    return this.#current;
  }

  /** Replaces all layouts by these, if `revision` is what they were when they were changed. */
  save(revision: number, layouts: readonly Layout[]): LayoutsSaved {
    if (revision !== this.#current.revision) return { ok: false, problem: 'changed', detail: '' };
    try {
      if (this.#current.problems.length > 0 && existsSync(this.#path))
        renameSync(this.#path, this.#path.replace(/\.json$/, '.broken.json'));
      replaceFile(this.#path, `${JSON.stringify({ layouts }, null, 2)}\n`);
    } catch (error) {
      this.#log.error({ err: error }, 'layouts could not be written');
      return { ok: false, problem: 'disk', detail: error instanceof Error ? error.message : String(error) };
    }
    this.#current = { revision: revision + 1, layouts, problems: [] };
    return { ok: true, layouts: this.#current };
  }
}

/** Reads layouts.json. No file: no layouts, which is no mistake. */
export function readLayouts(path: string): Pick<Layouts, 'layouts' | 'problems'> {
  const failed = (fault: LayoutProblem['fault'], detail: string, at = '') => ({
    layouts: [],
    problems: [{ fault, layout: null, at, detail }],
  });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { layouts: [], problems: [] };
    return failed('unreadable', error instanceof Error ? error.message : String(error));
  }
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch (error) {
    return failed('not-json', error instanceof Error ? error.message : String(error));
  }
  const file = fileSchema.safeParse(written);
  if (!file.success) {
    const [issue] = file.error.issues;
    return failed('shape', issue?.message ?? '', issue?.path.join('.'));
  }
  const layouts: Layout[] = [];
  const problems: LayoutProblem[] = [];
  for (const [index, entry] of file.data.layouts.entries()) {
    const at = `layouts.${index}`;
    const read = readLayout(entry, at);
    if ('problems' in read) problems.push(...read.problems);
    else if (layouts.some(({ name }) => name === read.layout.name))
      problems.push({ fault: 'name-twice', layout: null, at: `${at}.name`, detail: read.layout.name });
    else layouts.push(read.layout);
  }
  return { layouts, problems };
}

/** The earlier file or the new one, never a half. */
function replaceFile(path: string, text: string): void {
  const file = openSync(`${path}.new`, 'w');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}
