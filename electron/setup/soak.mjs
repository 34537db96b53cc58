// npm run soak [-- --hours H --speed N --walls N --every SECONDS --source SPEC --out DIR]
import path from 'node:path';
import { endWithNpm, run } from './child.mjs';
import { ensureApp, openStage } from './ensure.mjs';
import { root } from './paths.mjs';
import { runAsCommand } from './say.mjs';

const bundles = path.join(root, 'out/soak-run');

endWithNpm();
// Ctrl-C is the run's own, which ends with what it has; we end after it.
process.on('SIGINT', () => {});

await runAsCommand(async () => {
  const stage = await openStage(await ensureApp());
  try {
    await bundle();
    const { code } = await run(process.execPath, [path.join(bundles, 'soak.mjs'), ...process.argv.slice(2)], {
      env: stage.env,
      output: 'inherit',
    });
    return code;
  } finally {
    stage.close();
  }
});

async function bundle() {
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
        input: { soak: path.join(root, 'tests/soak/soak.ts') },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
}
