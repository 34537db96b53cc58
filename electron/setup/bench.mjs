// npm run bench [-- parts of benchmarks' file names]: without any, those that the table of goals is made of
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { endWithNpm, run } from './child.mjs';
import { ensureApp, openStage } from './ensure.mjs';
import { calibrationLine, machineLines } from './machine.mjs';
import { root } from './paths.mjs';
import { elapsed, runAsCommand, say, SetupError } from './say.mjs';

const sources = path.join(root, 'tests/bench');
const bundles = path.join(root, 'out/bench');
const findings = path.join(bundles, 'findings');
/** What measures the goals. The others measure parts and are run by name. */
const goals = ['fold', 'snapshot', 'gap', 'heat', 'chart', 'wall', 'independence', 'growth-windows', 'launch', 'hour', 'growth-cases'];

endWithNpm();

await runAsCommand(async () => {
  const files = find(process.argv.slice(2));
  const dist = await ensureApp();
  await bundle(files);
  const stage = await openStage(dist);
  try {
    let failed = 0;
    const beganAtMs = performance.now();
    for (const file of files) {
      const startedAtMs = performance.now();
      print(`\n── ${file}`, ...machineLines(dist, stage.isVirtual), calibrationLine('at the start'), '');
      const script = path.join(bundles, file.replace(/\.ts$/, '.mjs'));
      const { code } = await run(process.execPath, ['--expose-gc', script], {
        env: { ...stage.env, BENCH_FINDINGS: findings },
        output: 'inherit',
      });
      print('', calibrationLine('at the end'), `took          ${elapsed(startedAtMs)}`);
      if (code !== 0) failed += 1;
    }
    print('', `all of it took ${elapsed(beganAtMs)}`);
    await printTable();
    if (failed > 0) say(`\n✗ ${failed} of ${files.length} benchmarks failed`);
    return failed > 0 ? 1 : 0;
  } finally {
    stage.close();
  }
});

/**
 * The numbers' own words go where the numbers go.
 * @param {string[]} lines
 */
function print(...lines) {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The goals and what was found for them, if anything was. */
async function printTable() {
  if (!existsSync(findings)) return;
  const { printGoals } = await import(pathToFileURL(path.join(bundles, 'goals.mjs')).href);
  print('');
  printGoals(findings);
}

/** @param {string[]} parts */
function find(parts) {
  const all = existsSync(sources) ? readdirSync(sources).filter((name) => name.endsWith('.bench.ts')) : [];
  if (parts.length === 0) return goals.map((name) => `${name}.bench.ts`);
  const files = all.filter((name) => parts.some((part) => name.includes(part))).toSorted();
  if (files.length > 0) return files;
  throw new SetupError(`No benchmark's name contains ${parts.map((part) => `"${part}"`).join(' or ')}.`, {
    safe: 'everything; nothing was run.',
    todo: `name a part of one of these: ${all.join(', ') || '(tests/bench holds none)'}`,
  });
}

/** @param {string[]} files of tests/bench; node_modules stay outside the bundles */
async function bundle(files) {
  rmSync(findings, { recursive: true, force: true });
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    resolve: { tsconfigPaths: true },
    build: {
      ssr: true,
      target: 'node20',
      outDir: bundles,
      emptyOutDir: true,
      rollupOptions: {
        input: Object.fromEntries([...files, 'goals.ts'].map((file) => [file.replace(/\.ts$/, ''), path.join(sources, file)])),
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
}
