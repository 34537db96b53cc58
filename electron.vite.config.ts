import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = (path: string) => resolve(import.meta.dirname, path);

/**
 * Main and preload must be CommonJS. Main names the hub and the stream with `?modulePath`, which builds each into one file that shares nothing, so
 * that each process loads only what it may use; tests/architecture reads the built files back. Only libsql (native) stays outside the bundles.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      outDir: 'out/main',
      externalizeDeps: { exclude: ['socket.io', 'socket.io-client', 'zod', 'msgpackr', 'pino', 'csv-parse', 'ulid'] },
      rollupOptions: {
        input: {
          main: here('electron/main/main.ts'),
          headless: here('electron/hub/headless.ts'),
        },
        external: ['bufferutil', 'utf-8-validate', 'msgpackr-extract'],
        output: {
          format: 'cjs',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // Comments and spaces are a third of what a start has to read. Names stay, for whoever reads a stack.
          minify: { mangle: false, compress: false, codegen: true },
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      outDir: 'out/preload',
      rollupOptions: { input: { preload: here('electron/preload/preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].js' } },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react()],
    build: {
      target: 'chrome130',
      outDir: 'out/renderer',
      minify: true,
      rollupOptions: {
        input: {
          wall: here('renderer/wall/index.html'),
          desk: here('renderer/desk/index.html'),
          briefing: here('renderer/briefing/index.html'),
        },
      },
    },
  },
});
