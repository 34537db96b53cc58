import { mkdirSync, mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/**
 * Builds one entry as the app's build does (CommonJS, libsql outside) so that a test can run it in a process of its own and kill that. Returns the
 * file. It lies below node_modules, where `require('libsql')` finds its way.
 */
export async function bundleForNode(entry: string): Promise<string> {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, 'hub-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['libsql'] },
    build: {
      ssr: resolve(root, entry),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rollupOptions: {
        external: ['bufferutil', 'utf-8-validate', 'msgpackr-extract'],
        output: { format: 'cjs', entryFileNames: 'entry.cjs' },
      },
    },
  });
  return join(outDir, 'entry.cjs');
}
