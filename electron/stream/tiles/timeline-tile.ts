import type { TimelineTile } from '../../../shared/contract/frames';
import type { LogRecord } from '../../../shared/domain/events';
import type { Projection } from '../../../shared/projection/projection';

export function timelineTile({ timeline }: Projection): TimelineTile {
  return { entries: timeline.newest().map((record) => ({ record })) };
}

/** For windows that may not command: what a person wrote about a case can name a citizen, so it does not leave the stream. */
export function withoutReasons(tile: TimelineTile): TimelineTile {
  return { entries: tile.entries.map(({ record }) => ({ record: withoutReason(record) })) };
}

function withoutReason(record: LogRecord): LogRecord {
  const { event } = record;
  return event.kind.startsWith('case.') && 'reason' in event ? { ...record, event: { ...event, reason: '' } } : record;
}
