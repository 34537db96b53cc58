import type { PreparationStep } from '../../shared/contract/process';
import type { Problem } from '../../shared/contract/problem';
import type { Seq } from '../../shared/domain/keys';
import type { Clocks } from './clocks';
import { EarlyHub } from './early-hub';
import { Hub } from './hub';
import type { HubLimits, HubOptions, IntakeReport, ServedHub } from './hub';
import { CaseLog } from './log/case-log';
import { StorageError } from './log/storage-error';
import type { Logger } from './logger';
import { storageProblem, unavailable } from './problems';
import { HubServer } from './socket/hub-server';
import type { ServerLimits } from './socket/hub-server';
import type { Grant } from './socket/tokens';
import { openSource, parseSourceSpec, sourceIdentity } from './sources/open-source';
import { SourceError } from './sources/source-error';

export interface ServeOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly logDirectory: string;
  readonly grants: readonly Grant[];
  /** Where the paired walls are kept; absent: they hold as long as this process lives. */
  readonly wallsFile?: string;
  /** `simulate[?…]`, `replay:FILE[?…]` or `none`. */
  readonly source: string;
  readonly resourcesDirectory: string;
  readonly clocks: Clocks;
  readonly logger: Logger;
  readonly hubLimits?: HubLimits;
  readonly serverLimits?: ServerLimits;
  /** Most pages of 4 KiB that the log may grow to; absent: as much as the disk holds. */
  readonly maxLogPages?: number;
  readonly onProgress?: (step: PreparationStep, done: number, total: number) => void;
  /** The source has ended and everything of it is on disk. */
  readonly onFinished?: (report: IntakeReport) => void;
  readonly onFailed: (error: unknown) => void;
}

/** A hub that listens. */
export interface ServingHub {
  readonly url: string;
  readonly epoch: string;
  readonly seq: Seq;
  report(): IntakeReport;
  /** Ends in order: no more records, clients get the last of them and are let go, the log is closed. */
  close(): Promise<void>;
}

/** Clients that follow have the log's end within milliseconds; one that does not take it is not waited for. */
const DRAIN_PATIENCE_MS = 500;

/** What is served, and ended. */
type StartedHub = ServedHub & Pick<Hub, 'close' | 'report' | 'rest'>;

/** Opens source and log, brings the state up, and listens. Rejects with what `startProblem` can word; nothing stays open then. */
export async function serve(options: ServeOptions): Promise<ServingHub> {
  const { clocks, logger } = options;
  const progress = options.onProgress ?? (() => {});
  const spec = parseSourceSpec(options.source);
  progress(spec.kind === 'replay' ? 'reading-file' : 'opening-log', 0, 0);
  const source = await openSource(spec, options.resourcesDirectory, clocks);
  progress('opening-log', 0, 1);
  const log = CaseLog.open({
    directory: options.logDirectory,
    sourceIdentity: sourceIdentity(spec),
    now: clocks.wallMs(),
    maxPages: options.maxLogPages ?? null,
  });
  progress('opening-log', 1, 1);
  let hub: StartedHub | null = null;
  const hubOptions: HubOptions = {
    log,
    source,
    clocks,
    logger,
    ...(options.hubLimits === undefined ? {} : { limits: options.hubLimits }),
    onProgress: progress,
    onFinished: () => {
      if (hub !== null) options.onFinished?.(hub.report());
    },
    onFailed: options.onFailed,
  };
  // Who leaves the processor to clients first need not even have the state yet.
  const isEarly = (options.hubLimits?.settleAfterMs ?? 0) > 0;
  try {
    hub = (isEarly ? EarlyHub.of(hubOptions) : null) ?? (await Hub.open(hubOptions));
  } catch (error) {
    log.close();
    throw error;
  }
  return listen(options, hub);
}

async function listen(options: ServeOptions, hub: StartedHub): Promise<ServingHub> {
  const { host, port, grants, wallsFile, clocks, logger, serverLimits } = options;
  try {
    const server = await HubServer.listen({
      hub,
      host,
      port,
      grants,
      ...(wallsFile === undefined ? {} : { wallsFile }),
      clocks,
      logger,
      ...(serverLimits === undefined ? {} : { limits: serverLimits }),
    });
    return {
      url: server.url,
      epoch: hub.epoch,
      seq: hub.head,
      report: () => hub.report(),
      close: async () => {
        hub.rest();
        await server.drained(DRAIN_PATIENCE_MS);
        await server.close();
        await hub.close();
      },
    };
  } catch (error) {
    await hub.close();
    throw error;
  }
}

/** Words why a hub could not be started; null: not something that can be expected. */
export function startProblem(error: unknown): Problem | null {
  if (error instanceof StorageError) return { ...storageProblem(error), title: 'The log cannot be opened', detail: error.message };
  if (error instanceof SourceError) return { ...unavailable(error.message), title: 'The source cannot be opened' };
  if (error instanceof Error && 'syscall' in error && error.syscall === 'listen') {
    return { ...unavailable(`${error.message}. Name another port, or 0 for any free one.`), title: 'The hub cannot listen' };
  }
  return null;
}
