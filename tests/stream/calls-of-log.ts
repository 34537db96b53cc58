import type { CallOutcome } from '../../shared/domain/floor-terms';
import type { LogRecord } from '../../shared/domain/events';
import type { Instant } from '../../shared/time/instant';

/** A call as the log tells it, kept the plainest way. */
export interface LoggedCall {
  readonly call: number;
  readonly queue: number;
  readonly offeredAt: Instant;
  outcome: CallOutcome;
  seat: number;
  answeredAt: Instant;
  abandonedAt: Instant;
  endedAt: Instant;
  wrappedUpAt: Instant;
  case: number;
}

/** Every call of the log in its order; calls are told apart by their key and the order in which they came. */
export function callsOfLog(records: readonly LogRecord[]): LoggedCall[] {
  const calls: LoggedCall[] = [];
  const last = (key: number): LoggedCall => calls.findLast(({ call }) => call === key)!;
  const firstCase = (call: LoggedCall | undefined, key: number): void => {
    if (call?.case === 0) call.case = key;
  };
  for (const { at, event } of records) {
    switch (event.kind) {
      case 'call.offered': {
        const never = { answeredAt: 0, abandonedAt: 0, endedAt: 0, wrappedUpAt: 0 };
        calls.push({ call: event.call, queue: event.queue, offeredAt: at, outcome: 'waiting', seat: 0, case: 0, ...never });
        break;
      }
      case 'call.answered':
        Object.assign(last(event.call), { outcome: 'talking', seat: event.seat, answeredAt: at });
        break;
      case 'call.abandoned':
        Object.assign(last(event.call), { outcome: 'abandoned', abandonedAt: at });
        break;
      case 'call.ended':
        Object.assign(last(event.call), { outcome: 'wrap-up', endedAt: at });
        break;
      case 'call.wrapped-up':
        Object.assign(last(event.call), { outcome: 'done', wrappedUpAt: at });
        break;
      case 'case.received':
        if (event.call !== 0) firstCase(last(event.call), event.case);
        break;
      default:
        break;
    }
  }
  return calls;
}
