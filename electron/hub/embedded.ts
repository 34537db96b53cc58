import { z } from 'zod';
import type { HubReport, ToHub } from '../../shared/contract/process';
import { systemClocks } from './clocks';
import { HUB_LIMITS } from './hub';
import { stderrLogger } from './logger';
import { unavailable } from './problems';
import { serve, startProblem } from './serve';
import type { ServingHub } from './serve';

/** The hub as a utility process of the app: main starts it, hears of it, and ends it. Loopback only, with the secrets of this launch. */

/** The part of Electron's utility process that is used here. */
interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  postMessage(message: HubReport): void;
}

/** Main is our own program, but a wrong message should be named here rather than fail somewhere deep. */
const startSchema = z.object({
  kind: z.literal('start'),
  host: z.enum(['127.0.0.1', '::1', 'localhost']),
  port: z.number().int().min(0).max(65_535),
  logDirectory: z.string().min(1),
  wallsFile: z.string().min(1),
  tokens: z.array(z.object({ token: z.string().min(16), role: z.enum(['supervisor', 'wall']), actor: z.string().min(1) })).min(1),
  source: z.string().min(1),
  resourcesDirectory: z.string().min(1),
});
/** Windows paint their first live frames meanwhile: what the city does next waits for that. */
const SETTLE_AFTER_MS = 1_500;
const messageSchema: z.ZodType<ToHub> = z.discriminatedUnion('kind', [startSchema, z.object({ kind: z.literal('stop') })]);

const logger = stderrLogger();
let hub: Promise<ServingHub> | null = null;
let ending = false;

function die(error: unknown): void {
  logger.error(
    { why: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    'the hub ends: something that must not happen',
  );
  process.exit(1);
}

process.on('uncaughtException', die);
process.on('unhandledRejection', die);

async function end(why: string): Promise<void> {
  if (ending) return;
  ending = true;
  logger.info({ why }, 'the hub ends');
  // A start that failed has said so already.
  const serving = await hub?.catch(() => null);
  await serving?.close();
  process.exit(0);
}

function onMessage(parent: ParentPort, data: unknown): void {
  const parsed = messageSchema.safeParse(data);
  const message = parsed.data;
  if (message?.kind === 'stop') {
    void end('told to');
    return;
  }
  if (message === undefined || hub !== null) {
    logger.error({ why: parsed.success ? 'started twice' : parsed.error.issues[0]?.code }, 'a message from main was not understood');
    return;
  }
  const { tokens, ...start } = message;
  hub = serve({
    ...start,
    grants: tokens,
    hubLimits: { ...HUB_LIMITS, settleAfterMs: SETTLE_AFTER_MS },
    clocks: systemClocks,
    logger,
    onProgress: (step, done, total) => parent.postMessage({ kind: 'progress', step, done, total }),
    onFailed: die,
  });
  hub.then(
    ({ url, epoch, seq }) => parent.postMessage({ kind: 'ready', url, epoch, seq }),
    (error: unknown) => {
      const problem = startProblem(error);
      logger.error({ why: String(error) }, 'the hub could not be started');
      parent.postMessage({ kind: 'failed', problem: problem ?? unavailable('The hub could not be started; its log says why.') });
      // Long enough for the message to leave; main starts another hub if it wants one.
      setTimeout(() => process.exit(1), 500);
    },
  );
}

const parent: ParentPort | undefined = 'parentPort' in process ? (process.parentPort as ParentPort | undefined) : undefined;
if (parent === undefined) {
  die(new Error('This file is started by the app. On a server, start headless.js.'));
} else {
  parent.on('message', ({ data }) => onMessage(parent, data));
  parent.on('close', () => void end('the app has gone'));
  process.on('SIGTERM', () => void end('SIGTERM'));
}
