import type { TimelineTile } from '../../../shared/contract/frames';
import type { LogRecord } from '../../../shared/domain/events';
import type { Projection } from '../../../shared/projection/projection';

export function timelineTile({ timeline }: Projection): TimelineTile {
  return { entries: timeline.newest().map((record) => ({ record })) };
}

/** For windows that may not command: what a person wrote about a case or a decision can name somebody, so it does not leave the stream. */
export function withoutReasons(tile: TimelineTile): TimelineTile {
  return { entries: tile.entries.map(({ record }) => ({ record: withoutReason(record) })) };
}

function withoutReason(record: LogRecord): LogRecord {
  const { event } = record;
  const personal = event.kind.startsWith('case.') || event.kind === 'staffing.decided';
  return personal && 'reason' in event ? { ...record, event: { ...event, reason: '' } } : record;
}
