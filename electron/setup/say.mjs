// Everything a set-up step says goes to stderr: `npm run hub` promises that its stdout holds the
// hub's own line and nothing else.

/** A set-up step that cannot go on, in the words of the person who has to act. */
export class SetupError extends Error {
  /**
   * @param {string} what what happened
   * @param {{ safe: string, todo: string }} rest what is still safe, and what to do now
   */
  constructor(what, { safe, todo }) {
    super(what);
    this.name = 'SetupError';
    this.safe = safe;
    this.todo = todo;
  }
}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * @param {number} startedAtMs from `performance.now()`
 * @returns {string} the time since then, such as `3.2 s`
 */
export function elapsed(startedAtMs) {
  return `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`;
}

/**
 * Announces a slow step, says every ten seconds that it still runs, and how long it took.
 * @template T
 * @param {string} title
 * @param {(progress: (text: string) => void) => Promise<T>} work calls `progress` with what the
 *   next periodic line should add, for example `42 %`
 * @param {(result: T) => boolean} [worked] whether a result counts as done; a step that only tried
 *   is marked with a dash
 * @returns {Promise<T>}
 */
export async function step(title, work, worked = () => true) {
  const startedAtMs = performance.now();
  let detail = '';
  say(`· ${title}`);
  const timer = setInterval(() => say(`    ${elapsed(startedAtMs)}${detail && `, ${detail}`}`), 10_000);
  try {
    const result = await work((text) => {
      detail = text;
    });
    say(`${worked(result) ? '✓' : '–'} ${title} (${elapsed(startedAtMs)})`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Runs a command's whole body: its result is the exit code, and a failure is told in plain words.
 * @param {() => Promise<number>} body
 */
export async function runAsCommand(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    process.exitCode = 1;
    explain(error);
  }
}

/** @param {unknown} error */
export function explain(error) {
  if (error instanceof SetupError) {
    say(`\n✗ ${error.message}\n  Safe: ${error.safe}\n  To do: ${error.todo}`);
  } else {
    say(`\n✗ Unexpected: ${error instanceof Error ? error.stack : String(error)}`);
    say('  Safe: no data was touched; set-up only writes node_modules, out and its cache folder.');
    say('  To do: run the command again; if it fails again, report the lines above.');
  }
}
