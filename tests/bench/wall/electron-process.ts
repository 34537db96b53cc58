import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { electronDist } from '../../../electron/setup/electron-binary.mjs';

export interface ElectronProcess {
  readonly pid: number;
  close(): Promise<void>;
}

/** Starts a small Electron app of the benchmarks: `script` relative to the project, with a data folder of its own. */
export function startElectron(script: string, dataDirectory: string, env: NodeJS.ProcessEnv = {}): ElectronProcess {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [join(process.cwd(), script), `--user-data-dir=${dataDirectory}`, '--enable-unsafe-swiftshader', ...asRoot];
  // Graphics drivers and a missing session bus complain on stderr.
  const child = spawn(electronDist().executable, args, { env: { ...process.env, ...env }, stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid: child.pid ?? 0,
    async close() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
