import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach } from 'vitest';
import { z } from 'zod';
import { freshDirectory } from './directories';

export const TOKEN = 'a-token-that-nobody-guesses-0123456789';

const readySchema = z.strictObject({ ready: z.literal(true), url: z.string(), epoch: z.string(), seq: z.number() });

export interface HeadlessHub {
  readonly process: ChildProcess;
  readonly ready: z.infer<typeof readySchema>;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Sends the signal and resolves with how the process ended. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const processes = new Set<ChildProcess>();

afterEach(() => {
  for (const child of processes) child.kill('SIGKILL');
  processes.clear();
});

export function tokenFile(text = `${TOKEN}\n`): string {
  const file = join(freshDirectory(), 'tokens');
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

export function headlessArguments(wishes: { log: string; source?: string; tokens?: string; listen?: string; more?: string[] }): string[] {
  const { log, source = 'none', tokens = tokenFile(), listen = '127.0.0.1:0', more = [] } = wishes;
  const resources = resolve(import.meta.dirname, '../../resources');
  return ['--listen', listen, '--log', `file:${log}`, '--token-file', tokens, '--source', source, '--resources', resources, ...more];
}

/** Starts the built hub and waits until it says that it is ready. Rejects with its stderr when it ends before. */
export async function startHeadless(entry: string, args: string[]): Promise<HeadlessHub> {
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  processes.add(child);
  // Listened for from the beginning: a process that somebody has killed may have closed before it is asked to end.
  const closed = once(child, 'close');
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await new Promise<void>((ready, reject) => {
    child.stdout.on('data', () => {
      if (stdout.includes('\n')) ready();
    });
    child.once('close', (code) => reject(new Error(`ended with ${code}: ${stderr}`)));
  });
  return {
    process: child,
    ready: readySchema.parse(JSON.parse(stdout)),
    stdout: () => stdout,
    stderr: () => stderr,
    end: async (signal) => {
      child.kill(signal);
      const [code, by] = await closed;
      processes.delete(child);
      return { code, signal: by };
    },
  };
}

/** Runs the built hub until it ends by itself. */
export async function runToEnd(entry: string, args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  processes.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = await once(child, 'close');
  processes.delete(child);
  return { code, stdout, stderr };
}
