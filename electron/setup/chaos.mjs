// npm run chaos [-- --seed N --events N --faults N --streams N --app N --keep]
import path from 'node:path';
import { parseArgs } from 'node:util';
import { endWithNpm, run } from './child.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureApp, openStage } from './ensure.mjs';
import { root } from './paths.mjs';
import { runAsCommand } from './say.mjs';

const sources = path.join(root, 'tests/chaos');
const bundles = path.join(root, 'out/chaos');

endWithNpm();

await runAsCommand(async () => {
  const { app } = parseArgs({ options: { app: { type: 'string' } }, strict: false }).values;
  const stage = app === '0' ? await withoutWindows() : await openStage(await ensureApp());
  try {
    await bundle(['long-run', 'hub-process', 'stream-process']);
    const script = path.join(bundles, 'long-run.mjs');
    const { code } = await run(process.execPath, [script, ...process.argv.slice(2)], { env: stage.env, output: 'inherit' });
    return code;
  } finally {
    stage.close();
  }
});

async function withoutWindows() {
  await ensureDependencies();
  return { env: {}, close: () => {} };
}

/** @param {string[]} names of tests/chaos; node_modules stay outside the bundles */
async function bundle(names) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20',
      outDir: bundles,
      emptyOutDir: true,
      rollupOptions: {
        input: Object.fromEntries(names.map((name) => [name, path.join(sources, `${name}.ts`)])),
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
}
