// npm run chaos [-- --seed N --events N --faults N --streams N --keep]
import path from 'node:path';
import { endWithNpm, run } from './child.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { root } from './paths.mjs';
import { runAsCommand } from './say.mjs';

const sources = path.join(root, 'tests/chaos');
const bundles = path.join(root, 'out/chaos');

endWithNpm();

await runAsCommand(async () => {
  await ensureDependencies();
  await bundle(['long-run', 'hub-process', 'stream-process']);
  const { code } = await run(process.execPath, [path.join(bundles, 'long-run.mjs'), ...process.argv.slice(2)], { output: 'inherit' });
  return code;
});

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
