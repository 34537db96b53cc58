import type { CaseEvent, DomainEvent } from '../domain/events';
import type { CaseKey } from '../domain/keys';

/**
 * Gives the cases of a replay their keys in the log. A file numbers its cases 1…n in the order in which they come; commands may receive cases in
 * between and take keys, so a number is not always its key.
 */
export class CaseKeyMap {
  private readonly keys: Uint32Array;
  private next: CaseKey = 1;

  constructor(cases: number) {
    this.keys = new Uint32Array(cases + 1);
  }

  /** The log is at `nextCase` and has these numbers already; `keyOf` finds those whose case it still holds, 0 for the others. */
  restore(numbers: number, nextCase: CaseKey, keyOf: (number: number) => CaseKey): void {
    const untouched = nextCase === numbers + 1;
    for (let number = 1; number <= numbers; number += 1) this.keys[number] = untouched ? number : keyOf(number);
    this.next = nextCase;
  }

  /** Somebody else has received a case with this key. */
  taken(key: CaseKey): void {
    this.next = Math.max(this.next, key + 1);
  }

  /** The event with keys of the log in place of the file's numbers. A case is given its key when it is received. */
  inLog(event: DomainEvent): DomainEvent {
    if (!isCaseEvent(event)) return event;
    if (event.kind === 'case.received') {
      this.keys[event.case] = this.next;
      this.next += 1;
    }
    const key = this.keys[event.case] ?? 0;
    return key === event.case ? event : { ...event, case: key };
  }
}

function isCaseEvent(event: DomainEvent): event is CaseEvent {
  return event.kind.startsWith('case.');
}
