// Serves the pages with the fixture in place of preload and stream: node tests/app/preview/serve.mjs, then open
// http://127.0.0.1:5199/wall/index.html?scene=emergency&locale=en&theme=day (install.ts and scenes.ts tell what may be asked for).
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';

const root = resolve(import.meta.dirname, '../../..');
const install = resolve(import.meta.dirname, 'install.ts');

const server = await createServer({
  configFile: false,
  root: resolve(root, 'renderer'),
  cacheDir: resolve(root, 'node_modules/.vite-preview'),
  plugins: [
    react(),
    {
      name: 'fixture-bridge',
      // Before the page's own script: module scripts run in their order.
      transformIndexHtml: {
        order: 'pre',
        handler: () => [{ tag: 'script', attrs: { type: 'module', src: `/@fs${install}` }, injectTo: 'head' }],
      },
    },
  ],
  server: { host: '127.0.0.1', port: 5199, strictPort: true, hmr: false, fs: { allow: [root] } },
});
await server.listen();
server.printUrls();
