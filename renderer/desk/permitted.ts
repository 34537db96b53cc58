import type { CaseRow } from '../../shared/contract/frames';
import { COMMAND_FROM } from '../../shared/domain/case-decide';

/** Whether the case's status allows the step; the hub decides again, by the same law. */
export function mayReassign(row: Pick<CaseRow, 'status'>): boolean {
  return COMMAND_FROM['reassign-case'].includes(row.status);
}

export function mayUrge(row: Pick<CaseRow, 'status'>): boolean {
  return COMMAND_FROM['urge-case'].includes(row.status);
}
