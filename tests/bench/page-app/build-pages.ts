import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

/** Builds pages (`*.html`, relative to tests/bench) into out/bench/pages, as the product's own pages are built. */
export async function buildPages(pages: readonly string[]): Promise<void> {
  const root = join(process.cwd(), 'tests/bench');
  await build({
    configFile: false,
    root,
    base: './',
    logLevel: 'error',
    plugins: [react()],
    resolve: { tsconfigPaths: true },
    build: {
      target: 'chrome130',
      outDir: join(process.cwd(), 'out/bench/pages'),
      emptyOutDir: true,
      minify: true,
      chunkSizeWarningLimit: 10_000,
      rollupOptions: { input: pages.map((page) => join(root, page)) },
    },
  });
}
