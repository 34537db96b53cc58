import type { LogRecord } from '../../../shared/domain/events';

/** Three in the afternoon in Beijing: no five-minute step ends. */
const AT = Date.UTC(2024, 6, 1, 7);

/** `count` appeals that were all received in one moment, spread over Beijing's extent, after the record `after`. */
export function* appeals(count: number, after = 0): Generator<LogRecord> {
  for (let seq = after + 1; seq <= after + count; seq += 1) {
    yield {
      seq,
      at: AT,
      by: 'source:bench',
      event: {
        kind: 'case.received',
        case: seq,
        reference: `GD${20_240_000_000 + seq}`,
        contact: 'appeal',
        channel: 'phone',
        category: 1,
        district: 1 + (seq % 16),
        township: 1 + (seq % 349),
        place: { longitude: 115.4 + 2.1 * ((seq * 0.618_034) % 1), latitude: 39.4 + 1.7 * ((seq * 0.754_877) % 1) },
        call: 0,
      },
    };
  }
}
