// npm test [-- names of checks]
import { endWithNpm, npm } from './child.mjs';
import { ensureBuild } from './app-build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureElectron } from './electron-binary.mjs';
import { openStage } from './ensure.mjs';
import { elapsed, explain, runAsCommand } from './say.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

/** Every check in order; `needs` is the set-up without which it would only repeat its failure. */
const checks = [
  { name: 'types', script: 'types', needs: 'packages' },
  { name: 'lint', script: 'lint', needs: 'packages' },
  { name: 'format', script: 'format:check', needs: 'packages' },
  { name: 'unused', script: 'unused', needs: 'packages' },
  { name: 'layers', script: 'layers', needs: 'packages' },
  { name: 'unit', script: 'unit', needs: 'build' },
  { name: 'app', script: 'app', needs: 'electron' },
];

/** @typedef {{ name: string, passed: boolean, took: string, note: string }} Result */

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
async function runCheck({ name, script, needs }, ready) {
  if (!ready.has.has(needs)) {
    return { name, passed: false, took: '0.0 s', note: `not run: set-up (${needs}) failed` };
  }
  const startedAtMs = performance.now();
  const { code } = await npm(['run', '--silent', script], { env: ready.env, output: 'inherit' });
  const note = code === 0 ? '' : `ended with ${code}; repeat it with: npm run ${script}`;
  return { name, passed: code === 0, took: elapsed(startedAtMs), note };
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
}
