import { parseArgs } from 'node:util';

/** What the operator asked for on the command line. */
export interface HeadlessArguments {
  readonly host: string;
  readonly port: number;
  readonly logDirectory: string;
  readonly tokenFile: string;
  readonly source: string;
  /** null: where the product's own resources lie. */
  readonly resourcesDirectory: string | null;
  readonly reportFile: string | null;
  /** Listens beyond this machine. */
  readonly isRemote: boolean;
}

/** The command line makes no sense; the message says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE =
  'Usage: npm run hub -- --listen 127.0.0.1:PORT --log file:DIR --token-file FILE --source simulate|replay:FILE[?speed=N|max&mapping=NAME]|none' +
  ' [--resources DIR] [--report FILE] [--allow-remote]';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);

/** Throws UsageError. */
export function parseHeadlessArguments(argv: readonly string[]): HeadlessArguments {
  const values = valuesOf(argv);
  const required = (name: 'listen' | 'log' | 'token-file' | 'source'): string => {
    const value = values[name];
    if (value === undefined || value === '') throw new UsageError(`--${name} is missing.`);
    return value;
  };
  const listen = /^(?:\[([0-9a-f:.]+)\]|([^:]+)):(\d{1,5})$/i.exec(required('listen'));
  const host = listen?.[1] ?? listen?.[2];
  const port = Number(listen?.[3]);
  if (host === undefined || port > 65_535)
    throw new UsageError('--listen takes HOST:PORT, for example 127.0.0.1:12345; port 0 means any free one.');
  const isRemote = !LOOPBACK.has(host);
  if (isRemote && values['allow-remote'] !== true) {
    throw new UsageError(
      `${host} can be reached from other machines, and what passes there is not encrypted. Say --allow-remote if that is meant.`,
    );
  }
  const log = required('log');
  if (!log.startsWith('file:') || log.length === 'file:'.length) throw new UsageError('--log takes file:DIRECTORY.');
  return {
    host,
    port,
    logDirectory: log.slice('file:'.length),
    tokenFile: required('token-file'),
    source: required('source'),
    resourcesDirectory: values.resources ?? null,
    reportFile: values.report ?? null,
    isRemote,
  };
}

function valuesOf(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    listen: text,
    log: text,
    'token-file': text,
    source: text,
    resources: text,
    report: text,
    'allow-remote': { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
