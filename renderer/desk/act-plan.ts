import type { CaseRow } from '../../shared/contract/frames';
import type { Command } from '../../shared/domain/commands';
import type { CaseKey, UnitKey } from '../../shared/domain/keys';
import { mayReassign, mayUrge } from './permitted';

export type ActKind = 'reassign' | 'urge';

/** What a person has decided: `rows` as they were seen. `unit` is NONE when urging. */
export interface Act {
  readonly kind: ActKind;
  readonly rows: readonly CaseRow[];
  readonly unit: UnitKey;
  readonly reason: string;
}

/** Why a chosen case is left out: it would be refused anyway. */
export type SkipReason = 'same' | 'status';

/** What an act will do, before it is done. */
export interface ActPlan {
  readonly acted: readonly CaseRow[];
  readonly skipped: readonly { readonly row: CaseRow; readonly reason: SkipReason }[];
  /** Units that the acted cases come from, most cases first. */
  readonly from: readonly { readonly unit: UnitKey; readonly count: number }[];
}

/** `unit`: where to; null while none is chosen, or when urging. */
export function planOf(kind: ActKind, rows: readonly CaseRow[], unit: UnitKey | null): ActPlan {
  const acted: CaseRow[] = [];
  const skipped: { row: CaseRow; reason: SkipReason }[] = [];
  const from = new Map<UnitKey, number>();
  for (const row of rows) {
    if (!(kind === 'reassign' ? mayReassign(row) : mayUrge(row))) skipped.push({ row, reason: 'status' });
    else if (kind === 'reassign' && row.unit === unit) skipped.push({ row, reason: 'same' });
    else {
      acted.push(row);
      from.set(row.unit, (from.get(row.unit) ?? 0) + 1);
    }
  }
  return {
    acted,
    skipped,
    from: [...from].map(([key, count]) => ({ unit: key, count })).toSorted((a, b) => b.count - a.count),
  };
}

export function commandOf(act: Act, key: CaseKey): Command {
  return act.kind === 'reassign'
    ? { kind: 'reassign-case', case: key, to: act.unit, reason: act.reason }
    : { kind: 'urge-case', case: key, reason: act.reason };
}
