import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pino from 'pino';
import { z } from 'zod';
import type { FromWindow, ToWindow } from '../../shared/contract/frames';
import { PREPARATION_STEPS, type StreamReport, type ToStream } from '../../shared/contract/process';
import { wallNameSchema } from '../../shared/contract/pairing';
import { pastSchema } from '../../shared/contract/past';
import { pictureSchema, presenceSchema, screenOutcomeSchema } from '../../shared/contract/screens';
import { collectAlone } from './collector';
import { StreamCore } from './core';
import { urgencySetter } from './urgency';
import type { WindowPort } from './window-port';

/** The stream as a utility process of the app: main starts it, hands it ports, and ends it. Everything that it does is in StreamCore. */

/** The parts of Electron's utility process and ports that are used here. */
interface MainPort {
  on(event: 'message', listener: (event: { readonly data: FromWindow }) => void): void;
  on(event: 'close', listener: () => void): void;
  postMessage(message: ToWindow): void;
  start(): void;
  close(): void;
}
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly MainPort[] }) => void): void;
  postMessage(message: StreamReport): void;
}

const addressSchema = z.object({ url: z.string().min(1).max(2_048), token: z.string().min(1).max(4_096) });
/** Main is our own program, but a wrong message should be named here rather than fail somewhere deep. */
const fromMainSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    hub: addressSchema.nullable(),
    cacheFile: z.string().min(1).nullable(),
    windows: z.number().int().nonnegative(),
    past: pastSchema.nullable(),
    pictured: z.boolean(),
  }),
  z.object({ kind: z.literal('seek'), past: pastSchema }),
  z.object({ kind: z.literal('hub'), hub: addressSchema }),
  z.object({ kind: z.literal('hub-progress'), step: z.enum(PREPARATION_STEPS), done: z.number(), total: z.number() }),
  z.object({ kind: z.literal('attach'), window: z.number().int(), surface: z.enum(['wall', 'desk', 'briefing']), mayCommand: z.boolean() }),
  z.object({ kind: z.literal('detach'), window: z.number().int() }),
  z.object({ kind: z.literal('pair'), url: z.string().min(1).max(2_048), name: wallNameSchema }),
  z.object({ kind: z.literal('kept') }),
  z.object({ kind: z.literal('presence'), presence: presenceSchema }),
  z.object({ kind: z.literal('picture'), picture: pictureSchema }),
  z.object({ kind: z.literal('acted'), number: z.number().int(), outcome: screenOutcomeSchema }),
  z.object({ kind: z.literal('stop') }),
]);

const log = pino({ name: 'stream', level: process.env['HOTLINE_WALL_LOG'] ?? 'info' }, pino.destination({ dest: 2, sync: true }));

function die(error: unknown): void {
  log.fatal(
    { error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    'the stream ends: something that must not happen',
  );
  process.exit(1);
}

process.on('uncaughtException', die);
process.on('unhandledRejection', die);

const parent: ParentPort | undefined = 'parentPort' in process ? (process.parentPort as ParentPort | undefined) : undefined;
if (parent === undefined) die(new Error('This file is started by the app.'));
else run(parent);

function run(main: ParentPort): void {
  collectAlone();
  const urgency = urgencySetter(log);
  urgency('telling');
  // This file is the whole program of the process.
  const build = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .digest('hex');
  const core = new StreamCore({ client: 'hotline-wall stream', build, log, urgency, report: (report) => main.postMessage(report) });
  let ending = false;
  const end = (why: string): void => {
    if (ending) return;
    ending = true;
    log.info({ why }, 'the stream ends');
    core.stop().then(() => process.exit(0), die);
  };
  main.on('message', ({ data, ports }) => {
    const parsed = fromMainSchema.safeParse(data);
    if (!parsed.success) {
      log.error({ why: parsed.error.issues[0]?.code }, 'a message from main was not understood');
      return;
    }
    if (parsed.data.kind === 'stop') end('told to');
    else core.handle(parsed.data satisfies ToStream, ports[0] === undefined ? null : windowPort(ports[0]));
  });
  process.on('SIGTERM', () => end('SIGTERM'));
}

function windowPort(port: MainPort): WindowPort {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  };
}
