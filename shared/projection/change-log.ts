import type { CaseKey, Seq } from '../domain/keys';
import type { CaseColumns } from './case-columns';
import { HALVES, STAMP } from './case-columns';

/** Records whose changes are told apart no further: up to so many rows are sent that need not be. */
const BLOCK = 256;
const MOST_STAMPS = 0xffff;
/** Stamps that are forgotten when none is left: the changes of 8 million records. */
const FORGOTTEN = 0x8000;
/** Only stragglers are let go within a city day, so there are few. */
const GONE_KEPT = 1024;

/** Blocks of records since the log began. */
export function blockOf(seq: Seq): number {
  return Math.floor(seq / BLOCK);
}

/** Knows which cases have changed since a seq, by a stamp of two bytes a case, and which were let go: so that who was away is told only that. */
export class ChangeLog {
  /** What `touch` stamps: 1 + blocks since `base`. 0: not changed since then. */
  private stamp = 1;
  private base = 0;
  /** Nothing earlier can be told. */
  private knownSince: Seq = 0;
  private gone: { readonly key: CaseKey; readonly seq: Seq }[] = [];

  constructor(private readonly cases: CaseColumns) {}

  /** Nothing before `seq` is known any more. */
  begin(seq: Seq): void {
    const { halves, end } = this.cases;
    for (let at = STAMP; at < end * HALVES; at += HALVES) halves[at] = 0;
    this.gone = [];
    this.knownSince = seq;
    this.base = blockOf(seq);
    this.stamp = 1;
  }

  /** Changes that follow belong to records up to `seq`. */
  advance(seq: Seq): void {
    const block = blockOf(seq);
    if (block - this.base >= MOST_STAMPS) this.forget(block);
    this.stamp = 1 + block - this.base;
  }

  /** The case in `slot` changes. */
  touch(slot: number): void {
    this.cases.halves[slot * HALVES + STAMP] = this.stamp;
  }

  /** A case was let go by record `seq`, within the city day. */
  letGo(key: CaseKey, seq: Seq): void {
    this.gone.push({ key, seq });
    if (this.gone.length > GONE_KEPT) this.knownSince = Math.max(this.knownSince, this.gone.shift()!.seq);
  }

  /** A city day begins, and many cases are let go; `seq`: the last record before. */
  startDay(seq: Seq): void {
    this.gone = [];
    this.knownSince = seq + 1;
  }

  /** Whether everything that has changed since is known. */
  tells(since: Seq): boolean {
    return since >= this.knownSince;
  }

  /** Whether the case in a slot may have changed since. */
  changedSince(since: Seq): (slot: number) => boolean {
    const { halves } = this.cases;
    const from = 1 + blockOf(since + 1) - this.base;
    return (slot) => halves[slot * HALVES + STAMP]! >= from;
  }

  goneSince(since: Seq): Uint32Array {
    return Uint32Array.from(this.gone.filter(({ seq }) => seq > since).map(({ key }) => key));
  }

  /** Begins at a later block, so that stamps suffice again. */
  private forget(block: number): void {
    const shift = Math.max(FORGOTTEN, block - this.base - FORGOTTEN);
    const { halves, end } = this.cases;
    for (let at = STAMP; at < end * HALVES; at += HALVES) halves[at] = Math.max(0, halves[at]! - shift);
    this.base += shift;
    this.knownSince = Math.max(this.knownSince, this.base * BLOCK);
  }
}
