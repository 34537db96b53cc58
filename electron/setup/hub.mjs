// npm run hub -- <arguments for the hub>
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { endWithNpm } from './child.mjs';
import { ensureBundles } from './ensure.mjs';
import { root } from './paths.mjs';
import { explain } from './say.mjs';

endWithNpm();

try {
  await ensureBundles();
} catch (error) {
  explain(error);
  process.exit(1);
}

// In this very process, not in a child: signals, exit code and stdout are then the hub's own, and a
// SIGKILL meant for the hub cannot leave it running.
const hub = path.join(root, 'out/main/headless.js');
process.argv[1] = hub;
await import(pathToFileURL(hub).href);
