// npm run types: TypeScript over every zone, each with the libraries of its own runtime.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { run } from './child.mjs';
import { root } from './paths.mjs';
import { elapsed } from './say.mjs';

const tops = ['shared', 'electron', 'renderer', 'tests'];
const atOnce = 2;
const compiler = path.join(root, 'node_modules/typescript/bin/tsc');

const zones = tops.flatMap((top) => zonesUnder(top, 1)).toSorted();
const results = zones.length > 0 ? await checkAll(zones) : [];
const failed = results.filter(({ code }) => code !== 0).map(({ zone }) => zone);

if (zones.length === 0) process.stdout.write('types: no zone has a tsconfig.json\n');
else if (failed.length === 0) process.stdout.write(`types: ${zones.length} zones pass\n`);
else process.stdout.write(`types: ${failed.length} of ${zones.length} zones fail: ${failed.join(', ')}\n`);
process.exitCode = zones.length > 0 && failed.length === 0 ? 0 : 1;

/**
 * @param {string} folder relative to the top of the checkout
 * @param {number} deeper how many levels of folders to look into
 * @returns {string[]} the folders that hold a tsconfig.json
 */
function zonesUnder(folder, deeper) {
  const full = path.join(root, folder);
  if (!existsSync(full)) return [];
  const own = existsSync(path.join(full, 'tsconfig.json')) ? [folder] : [];
  if (deeper === 0) return own;
  const inner = readdirSync(full, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => zonesUnder(path.join(folder, entry.name), deeper - 1));
  return [...own, ...inner];
}

/** @param {string[]} names */
async function checkAll(names) {
  const waiting = [...names];
  /** @type {{ zone: string, code: number }[]} */
  const done = [];
  const worker = async () => {
    for (let zone = waiting.shift(); zone; zone = waiting.shift()) {
      done.push({ zone, code: await check(zone) });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}

/**
 * @param {string} zone
 * @returns {Promise<number>} the compiler's exit code
 */
async function check(zone) {
  const startedAtMs = performance.now();
  const config = path.join(zone, 'tsconfig.json');
  const { code, output } = await run(process.execPath, [compiler, '-p', config, '--noEmit'], {
    output: 'collect',
  });
  if (code !== 0) process.stdout.write(`\n${zone} (${elapsed(startedAtMs)})\n${output}`);
  return code;
}
