import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureLines, failuresInto, leftFailures, tail } from '../../electron/setup/failures.mjs';
import { freshDirectory } from '../hub/directories';

const SPEC = `
describe('a group', () => {
  it('holds', () => {});
  it('differs', () => expect({ a: 1 }).toEqual({ a: 2 }));
});
describe('a group without its hook', () => {
  beforeAll(() => { throw new Error('no hook'); });
  it('is not run', () => {});
});
it('leaves something behind', () => void setTimeout(() => { throw new Error('too late'); }));
it('waits for it', () => new Promise((end) => setTimeout(end, 100)));
`;

describe('what a run of specs has failed in', () => {
  it('is left by name: tests, hooks, and errors outside of all tests', async () => {
    const root = freshDirectory();
    const left = join(root, 'failures.json');
    writeFileSync(join(root, 'broken.spec.mjs'), SPEC);
    const vitest = resolve(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
    const reporter = resolve(import.meta.dirname, '../../electron/setup/vitest-failures.mjs');
    const args = [vitest, 'run', '--root', root, '--globals', `--reporter=${reporter}`];
    const run = spawn(process.execPath, args, { env: { ...process.env, ...failuresInto(left) }, stdio: 'ignore' });
    expect(await once(run, 'exit')).toEqual([1, null]);
    const failures = leftFailures(left);
    expect(failures.map(({ name }) => name.replace(/^.*(?=broken)/, ''))).toEqual([
      'broken.spec.mjs > a group without its hook',
      'broken.spec.mjs > a group > differs',
      'an error outside of all tests',
    ]);
  });
});

describe('the end of a log', () => {
  it('holds no more failures, lines and columns than it has room for', () => {
    const long = Array.from({ length: 500 }, (_, i) => `line ${i} ${'x'.repeat(2_000)}`).join('\n');
    const lines = failureLines(Array.from({ length: 100 }, (_, i) => ({ name: `test ${i}`, text: long })));
    expect(lines.length).toBeLessThan(700);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(500);
    expect(lines).toContain('✗ test 0');
    expect(lines).toContain('    … and 460 more lines');
    expect(lines.at(-1)).toBe('✗ and 85 more');
  });

  it('holds the last lines of a check that names nothing, without its colours', () => {
    const output = `${Array.from({ length: 100 }, (_, i) => `\u001B[31mline ${i}\u001B[39m`).join('\n')}\n`;
    expect(tail(output).split('\n')).toEqual(Array.from({ length: 40 }, (_, i) => `line ${60 + i}`));
  });

  it('holds nothing of a run that has left no word', () => {
    expect(leftFailures('/nowhere/at/all.json')).toEqual([]);
  });
});
