import { PerformanceObserver, monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClocks } from '../../../electron/hub/clocks';
import { Hub } from '../../../electron/hub/hub';
import { CaseLog } from '../../../electron/hub/log/case-log';
import type { Logger } from '../../../electron/hub/logger';
import { HubServer } from '../../../electron/hub/socket/hub-server';
import { loadCity } from '../../../electron/hub/sources/load-city';
import { catalogueEvents } from '../../../shared/city/catalogue-events';
import { toCity } from '../../../shared/city/to-city';
import { PressingSource } from './pressing-source';

/** Ten in the morning in Beijing: no city day ends meanwhile. */
const START_AT = Date.UTC(2024, 6, 1, 2);

export interface PressedOptions {
  readonly directory: string;
  readonly token: string;
  readonly open: number;
  readonly events: number;
  readonly rate: number | null;
}

/** What taking the events in has cost the hub's process, from the first event until the last was on disk. Times are ms of this machine's clock. */
export interface Intake {
  readonly startedAt: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly wallMs: number;
  readonly processorMs: number;
  /** The longest that the event loop did not get to look at its sockets. */
  readonly longestStallMs: number;
  readonly stallP99Ms: number;
  readonly longestGcMs: number;
  readonly residentMb: number;
  /** When every hundredth event was on disk. */
  readonly committed: readonly number[];
}

const now = () => performance.timeOrigin + performance.now();

const QUIET: Logger = {
  info: () => {},
  warn: () => {},
  error: (fields, text) => process.stderr.write(`hub: ${text} ${JSON.stringify(fields)}\n`),
};

/** The product's own hub and server on a log on disk, whose source holds made events back until `press`. */
export async function openPressedHub({ directory, token, open, events, rate }: PressedOptions) {
  const definition = await loadCity('resources');
  const source = new PressingSource({
    city: toCity(definition),
    catalogue: catalogueEvents(definition, START_AT),
    open,
    events,
    rate,
    startAt: START_AT,
  });
  const log = CaseLog.open({ directory, sourceIdentity: 'bench', now: Date.now() });
  let finished = () => {};
  const hub = await Hub.open({
    log,
    source,
    clocks: systemClocks,
    logger: QUIET,
    onFinished: () => finished(),
    onFailed: (error) => {
      throw error;
    },
  });
  const grants = [{ token, role: 'supervisor', actor: 'supervisor:bench' }] as const;
  const server = await HubServer.listen({ hub, host: '127.0.0.1', port: 0, grants, clocks: systemClocks, logger: QUIET });
  return {
    url: server.url,
    /** Resolves when everything is on disk. */
    async press(): Promise<Intake> {
      let longestGcMs = 0;
      const collections = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longestGcMs = Math.max(longestGcMs, duration);
      });
      collections.observe({ entryTypes: ['gc'] });
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const before = process.cpuUsage();
      const startedAt = now();
      const firstSeq = hub.head + 1;
      const done = new Promise<void>((resolve) => {
        finished = resolve;
      });
      source.begin(hub.cityNow);
      await done;
      const wallMs = now() - startedAt;
      const { user, system } = process.cpuUsage(before);
      delay.disable();
      collections.disconnect();
      return {
        startedAt,
        firstSeq,
        lastSeq: hub.head,
        wallMs,
        processorMs: (user + system) / 1_000,
        longestStallMs: delay.max / 1e6,
        stallP99Ms: delay.percentile(99) / 1e6,
        longestGcMs,
        residentMb: process.memoryUsage().rss / 2 ** 20,
        committed: source.committed,
      };
    },
    async close(): Promise<void> {
      await server.close();
      await hub.close();
    },
  };
}
