// npm test [-- names of checks]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endWithNpm, npm } from './child.mjs';
import { ensureBuild } from './app-build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureElectron } from './electron-binary.mjs';
import { openStage } from './ensure.mjs';
import { failureLines, failuresInto, leftFailures, tail } from './failures.mjs';
import { elapsed, explain, runAsCommand } from './say.mjs';
import { ensureManyDisplays, ensureSystemLibraries } from './system-libraries.mjs';

/**
 * Every check in order; `needs` is the set-up without which it would only repeat its failure. With `reporters` a check leaves word of what has failed in it; of the
 * others the end of their output is repeated.
 */
const checks = [
  { name: 'types', script: 'types', needs: 'packages' },
  { name: 'lint', script: 'lint', needs: 'packages' },
  { name: 'format', script: 'format:check', needs: 'packages' },
  { name: 'unused', script: 'unused', needs: 'packages' },
  { name: 'layers', script: 'layers', needs: 'packages' },
  { name: 'unit', script: 'unit', needs: 'build', reporters: ['--reporter=default', '--reporter=./electron/setup/vitest-failures.mjs'] },
  { name: 'app', script: 'app', needs: 'electron', reporters: ['--reporter=list,./electron/setup/playwright-failures.mjs'] },
];

/** @typedef {{ name: string, passed: boolean, took: string, note: string, failures: import('./failures.mjs').Failure[] }} Result */

endWithNpm();

await runAsCommand(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) {
    const known = checks.map(({ name }) => name).join(', ');
    process.stdout.write(`No such check: ${unknown.join(', ')}. There are: ${known}.\n`);
    return 2;
  }
  const chosen = checks.filter(({ name }) => asked.length === 0 || asked.includes(name));
  const ready = await setUp(new Set(chosen.map(({ needs }) => needs)));
  /** @type {Result[]} */
  const results = [];
  for (const [index, check] of chosen.entries()) {
    heading(`[${index + 1}/${chosen.length}] ${check.name} (npm run ${check.script})`);
    results.push(await runCheck(check, ready));
  }
  ready.close();
  summarize(results);
  return results.every(({ passed }) => passed) ? 0 : 1;
});

/**
 * Sets up what the chosen checks need. A step that fails is told and costs only the checks that
 * need it.
 * @param {Set<string>} needs
 */
async function setUp(needs) {
  const ready = { has: new Set(), env: /** @type {NodeJS.ProcessEnv} */ ({}), close: () => {} };
  const wantsElectron = needs.has('electron');
  try {
    await ensureDependencies();
    ready.has.add('packages');
    if (wantsElectron || needs.has('build')) {
      await ensureBuild();
      ready.has.add('build');
    }
  } catch (error) {
    explain(error);
  }
  if (!wantsElectron || !ready.has.has('build')) return ready;
  try {
    const dist = await ensureElectron();
    await ensureSystemLibraries(dist.executable);
    await ensureManyDisplays();
    const { env, close } = await openStage(dist);
    Object.assign(ready, { env, close });
    ready.has.add('electron');
  } catch (error) {
    explain(error);
  }
  return ready;
}

/**
 * @param {(typeof checks)[number]} check
 * @param {Awaited<ReturnType<typeof setUp>>} ready
 * @returns {Promise<Result>}
 */
async function runCheck({ name, script, needs, reporters }, ready) {
  if (!ready.has.has(needs)) {
    return {
      name,
      passed: false,
      took: '0.0 s',
      note: `not run: set-up (${needs}) failed`,
      failures: [{ name: 'set-up', text: `${needs}: its own lines are above all checks` }],
    };
  }
  const startedAtMs = performance.now();
  const { code, failures } = reporters ? await reported(script, reporters, ready.env) : await overheard(script, ready.env);
  const note = code === 0 ? '' : `ended with ${code}; repeat it with: npm run ${script}`;
  return { name, passed: code === 0, took: elapsed(startedAtMs), note, failures: code === 0 ? [] : failures };
}

/**
 * @param {string} script
 * @param {string[]} reporters
 * @param {NodeJS.ProcessEnv} env
 */
async function reported(script, reporters, env) {
  const folder = mkdtempSync(path.join(tmpdir(), 'hotline-failures-'));
  const file = path.join(folder, 'failures.json');
  try {
    const args = ['run', '--silent', script, '--', ...reporters];
    const { code } = await npm(args, { env: { ...env, ...failuresInto(file) }, output: 'inherit' });
    return { code, failures: leftFailures(file) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} script
 * @param {NodeJS.ProcessEnv} env
 */
async function overheard(script, env) {
  const colors = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const { code, output } = await npm(['run', '--silent', script], { env: { ...env, ...colors }, output: 'overhear' });
  return { code, failures: [{ name: `npm run ${script}, the end of its output`, text: tail(output) }] };
}

/** @param {string} text */
function heading(text) {
  process.stdout.write(`\n── ${text} ${'─'.repeat(Math.max(0, 70 - text.length))}\n`);
}

/** @param {Result[]} results */
function summarize(results) {
  heading('summary');
  for (const { name, passed, took, note } of results) {
    const line = `${passed ? 'passed' : 'FAILED'}  ${name.padEnd(8)}${took.padStart(9)}  ${note}`;
    process.stdout.write(`${line.trimEnd()}\n`);
  }
  const passed = results.filter((result) => result.passed).length;
  process.stdout.write(`${passed} passed, ${results.length - passed} failed\n`);
  for (const { name, passed: good, failures } of results) {
    if (good) continue;
    heading(`what failed in ${name}`);
    const lines = failures.length > 0 ? failureLines(failures) : ['it left no word of what has failed: its own output is all there is'];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}
