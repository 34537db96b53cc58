// npm run package [-- more electron-builder arguments]: the app as a folder that runs by itself.
import path from 'node:path';
import { run } from './child.mjs';
import { ensureApp } from './ensure.mjs';
import { root } from './paths.mjs';
import { runAsCommand, say } from './say.mjs';

await runAsCommand(async () => {
  const dist = await ensureApp();
  const args = ['--dir'];
  if (dist.kind !== 'official') {
    say(`· Packaging with Electron ${dist.version}: to try the package out, not to ship it`);
    args.push(`-c.electronDist=${dist.dir}`, `-c.electronVersion=${dist.version}`);
  }
  const builder = path.join(root, 'node_modules/electron-builder/cli.js');
  const { code } = await run(process.execPath, [builder, ...args, ...process.argv.slice(2)], {
    output: 'inherit',
  });
  return code;
});
