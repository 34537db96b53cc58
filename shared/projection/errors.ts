import type { EventKind } from '../domain/events';
import type { Seq } from '../domain/keys';

/** A record was handed in that is not the next one of its log. Nothing was changed. */
export class OutOfOrder extends Error {
  override readonly name = 'OutOfOrder';

  constructor(
    readonly expected: Seq,
    readonly got: Seq,
  ) {
    super(`record ${got} where ${expected} was due`);
  }
}

/** An event that the domain does not allow in this state, or whose keys are beyond what columns hold. Nothing was changed. */
export class IllegalEvent extends Error {
  override readonly name = 'IllegalEvent';

  constructor(
    readonly seq: Seq,
    readonly kind: EventKind,
    readonly why: string,
  ) {
    super(`record ${seq}, ${kind}: ${why}`);
  }
}

/** Bytes that are not a whole, sound snapshot of this version made with these settings. */
export class BadSnapshot extends Error {
  override readonly name = 'BadSnapshot';
}
