import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './paths.mjs';

/**
 * One thing that has failed: a test by its file and titles, or an error that belongs to none. `text` is plain and of any length.
 * @typedef {{ name: string, text: string }} Failure
 */

/** The environment variable that names the file in which a reporter leaves the failures of a run. */
const fileVariable = 'HOTLINE_WALL_FAILURES';

/** The end of a log is all that some keep of it: what is repeated there must fit. */
const most = { failures: 15, lines: 40, width: 400 };

/**
 * @param {string} file absolute
 * @returns {NodeJS.ProcessEnv} what a run with one of the reporters needs to leave its failures there
 */
export function failuresInto(file) {
  return { [fileVariable]: file };
}

/**
 * For the reporters. Does nothing in a run that nobody has asked for it.
 * @param {Failure[]} failures
 */
export function leaveFailures(failures) {
  const file = process.env[fileVariable];
  if (file) writeFileSync(file, JSON.stringify(failures));
}

/**
 * @param {string} file as in `failuresInto`
 * @returns {Failure[]} none when the run has ended before its reporter could say anything
 */
export function leftFailures(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The run was killed, or could not even begin: its own output is all there is.
    return [];
  }
}

/**
 * @param {string} file absolute
 * @param {string[]} titles from the outermost to the test's own
 */
export function testName(file, titles) {
  return [path.relative(root, file), ...titles].join(' > ');
}

/**
 * @param {Failure[]} failures
 * @returns {string[]} lines to print: no more of them, and no longer ones, than the end of a log can hold
 */
export function failureLines(failures) {
  const shown = failures.slice(0, most.failures);
  const lines = shown.flatMap(({ name, text }) => ['', `✗ ${name}`, ...firstLines(text).map((line) => `    ${line}`)]);
  const more = failures.length - shown.length;
  return more > 0 ? [...lines, '', `✗ and ${more} more`] : lines;
}

/**
 * @param {string} output of a check that has no reporter
 * @returns {string} its end
 */
export function tail(output) {
  return plainLines(output).slice(-most.lines).join('\n');
}

/** @param {string} text */
function firstLines(text) {
  const lines = plainLines(text);
  const more = lines.length - most.lines;
  return more > 0 ? [...lines.slice(0, most.lines), `… and ${more} more lines`] : lines;
}

/** @param {string} text */
function plainLines(text) {
  return stripVTControlCharacters(text)
    .trimEnd()
    .split('\n')
    .map((line) => (line.length > most.width ? `${line.slice(0, most.width)}…` : line));
}
