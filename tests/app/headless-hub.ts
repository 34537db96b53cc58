import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './running-app';

export interface HeadlessHub {
  readonly url: string;
  readonly epoch: string;
  readonly seq: number;
  readonly token: string;
  readonly tokenFile: string;
  readonly logDirectory: string;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

/** Starts the hub as an operator would, in a process of its own, and waits for its one line. */
export async function startHeadlessHub(source: string, more: readonly string[] = []): Promise<HeadlessHub> {
  const directory = mkdtempSync(join(tmpdir(), 'hotline-hub-'));
  const token = crypto.randomUUID() + crypto.randomUUID();
  const tokenFile = join(directory, 'tokens');
  const logDirectory = join(directory, 'log');
  writeFileSync(tokenFile, `supervisor:wang ${token}\n`, { mode: 0o600 });
  const listen = ['--listen', '127.0.0.1:0', '--log', `file:${logDirectory}`, '--token-file', tokenFile, '--source', source];
  const child = spawn(process.execPath, [join(ROOT, 'out/main/headless.js'), ...listen, ...more], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await new Promise<{ url: string; epoch: string; seq: number }>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) =>
      resolve(JSON.parse(line) as { url: string; epoch: string; seq: number }),
    );
    child.once('exit', (code) => reject(new Error(`the hub ended with ${code} before it was ready`)));
  });
  return {
    ...ready,
    token,
    tokenFile,
    logDirectory,
    process: child,
    async close() {
      child.kill('SIGTERM');
      await exited;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
