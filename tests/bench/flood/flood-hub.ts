import { systemClocks } from '../../../electron/hub/clocks';
import type { ServedHub } from '../../../electron/hub/hub';
import type { Logger } from '../../../electron/hub/logger';
import { PUMP_LIMITS } from '../../../electron/hub/socket/pump';
import { HubServer, SERVER_LIMITS } from '../../../electron/hub/socket/hub-server';
import type { PreparedFlood } from './prepared-flood';

/** A flood on its way; times are ms of this machine's clock. */
export interface FloodReport {
  /** Event number n after the snapshot falls due at startedAt + n / rate; NaN before the flood. */
  readonly startedAt: number;
  /** How late the hub's process itself has been at most. */
  readonly latestMs: number;
  readonly head: number;
}

export interface FloodAddress {
  readonly token: string;
  /** 0: any free port. */
  readonly port: number;
  /** Who held another one is sent the snapshot. */
  readonly epoch: string;
}

export interface FloodHub {
  readonly url: string;
  begin(): void;
  report(): FloodReport;
  close(): Promise<void>;
}

const now = () => performance.timeOrigin + performance.now();

/** What the product's own hub writes as warnings concerns its operator; an error is ours to see. */
const QUIET: Logger = {
  info: () => {},
  warn: () => {},
  error: (fields, text) => process.stderr.write(`hub: ${text} ${JSON.stringify(fields)}\n`),
};

/**
 * The product's own server, sessions and pumps over a prepared flood in place of a log: what a client hears is what a hub would send whose log grows at that rate.
 * A client that is behind is never sent a snapshot in place of events, so that what it folds is what it can fold.
 */
export async function openFloodHub(flood: PreparedFlood, { token, port, epoch }: FloodAddress): Promise<FloodHub> {
  const { about, snapshot } = flood;
  const speed = (about.stepMs * about.rate) / 1_000;
  const listeners = new Set<() => void>();
  let head = about.seq;
  let startedAt = Number.NaN;
  let latestMs = 0;
  let bytesSeen = 0;
  let timer: NodeJS.Timeout | null = null;
  const served: ServedHub = {
    city: about.city,
    epoch,
    source: { kind: 'simulate', name: 'flood', speed },
    speed,
    get head() {
      return head;
    },
    get cityNow() {
      return about.startAt + Math.floor((head - about.seq) * about.stepMs);
    },
    get bytesPerRecord() {
      return head === about.seq ? 200 : bytesSeen / (head - about.seq);
    },
    onCommitted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    chunkAfter(since) {
      if (since >= head) return null;
      const chunk = flood.chunkAfter(since);
      bytesSeen += chunk?.bytes.byteLength ?? 0;
      return chunk;
    },
    leap: () => Promise.resolve(snapshot),
    digest: () => null,
    history: () => [],
    get reach() {
      return { from: about.startAt, to: served.cityNow };
    },
    past: () => {
      throw new Error('a flood has no past');
    },
    submit: () => Promise.reject(new Error('a flood takes no commands')),
  };
  const tick = () => {
    const ticks = Math.min(Math.floor((now() - startedAt) / about.tickMs), (about.seconds * 1_000) / about.tickMs);
    const due = about.seq + Math.floor((ticks * about.tickMs * about.rate) / 1_000);
    if (due === head) return;
    latestMs = Math.max(latestMs, now() - (startedAt + ((head + 1 - about.seq) * 1_000) / about.rate) - about.tickMs);
    head = due;
    for (const listener of listeners) listener();
  };
  const session = {
    ...SERVER_LIMITS.session,
    pump: { ...PUMP_LIMITS, mostBehindRecords: Infinity, mostBehindBytes: Infinity, mostMissedBytes: Infinity },
  };
  const server = await HubServer.listen({
    hub: served,
    host: '127.0.0.1',
    port,
    grants: [{ token, role: 'supervisor', actor: 'supervisor:bench' }],
    clocks: systemClocks,
    logger: QUIET,
    // Records have waited for each other already: a tick is a batch.
    limits: { ...SERVER_LIMITS, session, batchMs: 0 },
  });
  return {
    url: server.url,
    begin() {
      startedAt = now();
      timer = setInterval(tick, about.tickMs);
    },
    report: () => ({ startedAt, latestMs, head }),
    async close() {
      if (timer !== null) clearInterval(timer);
      await server.close();
      flood.close();
    },
  };
}
