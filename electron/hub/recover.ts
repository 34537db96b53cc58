import { inflateRawSync } from 'node:zlib';
import { BadSnapshot } from '../../shared/projection/errors';
import { Projection } from '../../shared/projection/projection';
import { timeOfDayMs } from '../../shared/projection/settings';
import type { ProjectionSettings } from '../../shared/projection/settings';
import type { City } from '../../shared/contract/city';
import type { Seq } from '../../shared/domain/keys';
import type { CaseLog } from './log/case-log';
import { StorageError } from './log/storage-error';
import type { Logger } from './logger';
import { nextTurn } from './turns';

/** Records folded before the process looks after other things. */
const PAGE = 2_000;

/** What the projection of this city is told. Hub and stream must derive the same, or snapshots and digests do not fit. */
export function settingsOf(city: City): ProjectionSettings {
  return {
    zone: city.zone,
    extent: city.extent,
    horizonMs: city.horizonMs,
    answerThresholdMs: city.serviceLevel.thresholdMs,
    seatsInstalled: city.seatsInstalled,
    heatCells: 200,
    dayResetMs: timeOfDayMs(city.dayReset),
    calendar: city.calendar,
  };
}

/**
 * The state at the head of the log: the latest snapshot that can be read, and every record after it. A snapshot of another layout or with
 * other settings is passed over: the log alone is always enough. Throws StorageError; IllegalEvent when the log itself does not fold.
 */
export async function recover(
  log: CaseLog,
  settings: ProjectionSettings,
  logger: Logger,
  onProgress: (done: number, total: number) => void,
): Promise<Projection> {
  const projection = latestSnapshot(log, settings, logger) ?? new Projection(settings);
  const from = projection.seq;
  const total = log.head - from;
  let folded = 0;
  for (const columns of log.columnsAfter(from)) {
    projection.applyColumns(columns, projection.seq + 1 - columns.from, columns.length);
    if (projection.seq - from - folded < PAGE) continue;
    folded = projection.seq - from;
    onProgress(folded, total);
    await nextTurn();
  }
  if (total > 0) onProgress(total, total);
  return projection;
}

function latestSnapshot(log: CaseLog, settings: ProjectionSettings, logger: Logger): Projection | null {
  for (const { seq, bytes } of log.snapshots.read()) {
    try {
      const projection = Projection.decode(inflateRawSync(bytes), settings);
      if (projection.seq === seq && seq <= log.head) return projection;
      logger.warn({ seq, inside: projection.seq, head: log.head }, 'a snapshot is not of the seq that it was stored under: passed over');
    } catch (error) {
      if (!(error instanceof BadSnapshot) && !isZlibError(error)) throw error;
      logger.warn({ seq, why: String(error) }, 'a snapshot cannot be used: passed over');
      // Counted among those that can, it would keep a good one from being stored, and every start would fold the log again.
      forget(log, seq, logger);
    }
  }
  return null;
}

function forget(log: CaseLog, seq: Seq, logger: Logger): void {
  try {
    log.snapshots.forget(seq);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    logger.warn({ seq, fault: error.fault }, 'a snapshot that cannot be used could not be forgotten; the next start tries again');
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(ERR_|Z_)/.test(error.code);
}
