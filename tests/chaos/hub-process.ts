import { Hub, HUB_LIMITS } from '../../electron/hub/hub';
import { CaseLog } from '../../electron/hub/log/case-log';
import { HubServer, SERVER_LIMITS } from '../../electron/hub/socket/hub-server';
import { SESSION_LIMITS } from '../../electron/hub/socket/session';
import { ACTOR } from './process-words';
import type { FromChaosHub, ToChaosHub } from './process-words';
import { TapeSource } from './tape-source';

/** The product's hub on a tape, in a process that a run may kill: its log is on disk, its wall clock jumps when told. */
const [directory = '', tapeFile = '', events = '0'] = process.argv.slice(2);
const STATE_EVERY_MS = 200;

/** Small enough that a run of minutes meets every bound: the ring ends, the window closes, a client falls too far behind. */
const LIMITS = {
  hub: { ...HUB_LIMITS, ring: { records: 4_000, bytes: 2 * 1024 * 1024 }, snapshotEvery: 10_000, snapshotKeepMs: 1_000 },
  // Not below what a stream calls far behind: it would ask again before the snapshot is made.
  pump: {
    windowBytes: 256 * 1024,
    mostBehindRecords: 22_000,
    mostBehindBytes: 16 * 1024 * 1024,
    mostMissedBytes: 256 * 1024,
    snapshotPartBytes: 128 * 1024,
  },
};

let offsetMs = 0;
const clocks = { wallMs: () => Date.now() + offsetMs, monotonicMs: () => performance.now() };
const say = (message: FromChaosHub): void => {
  process.send?.(message);
};
const logger = {
  info: () => {},
  warn: () => {},
  error: (facts: object, text: string) => say({ kind: 'trouble', text: `${text} ${JSON.stringify(facts)}` }),
};

function die(error: unknown): never {
  say({ kind: 'trouble', text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exit(1);
}

async function run(): Promise<void> {
  const source = new TapeSource(tapeFile, Number(events));
  const log = CaseLog.open({ directory, sourceIdentity: 'chaos', now: clocks.wallMs() });
  const hub = await Hub.open({ log, source, clocks, logger, limits: LIMITS.hub, onFailed: die });
  const server = await HubServer.listen({
    hub,
    host: '127.0.0.1',
    port: 0,
    grants: [{ token: process.env['CHAOS_TOKEN'] ?? '', role: 'supervisor', actor: ACTOR }],
    clocks,
    logger,
    limits: { ...SERVER_LIMITS, session: { ...SESSION_LIMITS, commandsPerSecond: 500, pump: LIMITS.pump } },
  });
  setInterval(() => {
    say({
      kind: 'state',
      head: hub.head,
      digest: hub.digest()?.value ?? null,
      finished: source.finished,
      peakMemory: process.resourceUsage().maxRSS,
      refusedEvents: hub.report().refusedEvents.reduce((sum, { count }) => sum + count, 0),
    });
  }, STATE_EVERY_MS);
  process.on('message', (message: ToChaosHub) => {
    if (message.kind === 'allow') source.allowed = message.events;
    else if (message.kind === 'clock') offsetMs = message.offsetMs;
    else void server.close().then(() => hub.close().then(() => process.exit(0), die), die);
  });
  say({ kind: 'ready', url: server.url });
}

process.on('disconnect', () => process.exit(1));
process.on('uncaughtException', die);
process.on('unhandledRejection', die);
void run().catch(die);
