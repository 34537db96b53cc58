import { systemClocks } from '../../../electron/hub/clocks';
import { Hub } from '../../../electron/hub/hub';
import { CaseLog } from '../../../electron/hub/log/case-log';
import type { Logger } from '../../../electron/hub/logger';
import { HubServer } from '../../../electron/hub/socket/hub-server';
import { openSource, parseSourceSpec, sourceIdentity } from '../../../electron/hub/sources/open-source';
import type { EventSource, PendingEvent } from '../../../electron/hub/sources/source';
import type { City, Source } from '../../../shared/contract/city';
import type { LogRecord } from '../../../shared/domain/events';
import type { Projection } from '../../../shared/projection/projection';
import type { Instant } from '../../../shared/time/instant';

/** The end of the opening over which a city's own pace is counted. */
const PACE_MS = 10 * 60_000;
const SPEC = parseSourceSpec('simulate');

export interface PacedHubOptions {
  readonly logDirectory: string;
  readonly resourcesDirectory: string;
  readonly token: string;
  /** City ms per real ms. */
  readonly speed: number;
}

/** When the events after `after` have happened and were committed: ms of this machine's clock, in the order of their seqs. */
export interface Stamps {
  readonly after: number;
  readonly happened: Float64Array;
  readonly committed: Float64Array;
  /** Cases that are open now. */
  readonly openCases: number;
}

export interface PacedHub {
  readonly url: string;
  /** Events of the city's last ten minutes before it went live, per second; NaN when the log was there already. */
  readonly pace: number;
  /** Events of those minutes by kind of thing: "call", "case", … */
  readonly kinds: ReadonlyMap<string, number>;
  stamps(): Stamps;
  close(): Promise<void>;
}

const now = () => performance.timeOrigin + performance.now();

/**
 * The product's own hub on the product's own simulated city, at a speed that need not be whole, which remembers when each event was committed: it listens where the
 * hub tells its source of every record, right after the transaction and before any socket hears of it.
 */
export async function openPacedHub(options: PacedHubOptions): Promise<PacedHub> {
  const { logDirectory, resourcesDirectory, token, speed } = options;
  const source = new PacedSource(await openSource(SPEC, resourcesDirectory, systemClocks), speed);
  const log = CaseLog.open({ directory: logDirectory, sourceIdentity: sourceIdentity(SPEC), now: Date.now() });
  const hub = await Hub.open({ log, source, clocks: systemClocks, logger: QUIET, onFailed: fail });
  const after = hub.head;
  const openedAt = now();
  const cityAtOpening = hub.cityNow;
  source.record();
  const grants = [{ token, role: 'supervisor', actor: 'supervisor:bench' }] as const;
  const server = await HubServer.listen({ hub, host: '127.0.0.1', port: 0, grants, clocks: systemClocks, logger: QUIET });
  return {
    url: server.url,
    pace: source.pace,
    kinds: source.kinds,
    stamps: () => ({
      after,
      happened: Float64Array.from(source.happened, (at) => openedAt + (at - cityAtOpening) / speed),
      committed: Float64Array.from(source.committed),
      openCases: source.openCases,
    }),
    close: async () => {
      await server.close();
      await hub.close();
    },
  };
}

const QUIET: Logger = {
  info: () => {},
  warn: () => {},
  error: (fields, text) => process.stderr.write(`hub: ${text} ${JSON.stringify(fields)}\n`),
};

function fail(error: unknown): never {
  throw error;
}

class PacedSource implements EventSource {
  readonly #inner: EventSource;
  readonly source: Source;
  readonly city: City;
  readonly finished = false;
  /** City time of every record since `record`. */
  readonly happened: Instant[] = [];
  readonly committed: number[] = [];
  pace = Number.NaN;
  readonly kinds = new Map<string, number>();
  #recording = false;
  #projection: Projection | null = null;

  constructor(inner: EventSource, speed: number) {
    this.#inner = inner;
    this.source = { ...inner.source, speed };
    this.city = inner.city;
  }

  get startAt(): Instant {
    return this.#inner.startAt;
  }

  record(): void {
    this.#recording = true;
  }

  /** The hub's own projection says it: what it was resumed from is what it goes on with. */
  get openCases(): number {
    return this.#projection?.census.open ?? 0;
  }

  *resume(projection: Projection, position: number): Iterable<PendingEvent> {
    this.#projection = projection;
    const from = this.startAt - PACE_MS;
    let count = 0;
    for (const pending of this.#inner.resume(projection, position)) {
      if (pending.at > from) {
        count += 1;
        const kind = pending.event.kind.slice(0, pending.event.kind.indexOf('.'));
        this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
      }
      yield pending;
    }
    if (count > 0) this.pace = count / (PACE_MS / 1_000);
  }

  advance(to: Instant, limit: number): readonly PendingEvent[] {
    return this.#inner.advance(to, limit);
  }

  observe(record: LogRecord): void {
    if (this.#recording) {
      this.happened.push(record.at);
      this.committed.push(now());
    }
    this.#inner.observe(record);
  }

  report(): null {
    return null;
  }
}
