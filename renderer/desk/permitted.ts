import type { CaseRow } from '../../shared/contract/frames';
import { COMMAND_FROM } from '../../shared/domain/case-decide';
import type { Role } from '../../shared/domain/terms';

/** Whether the case's status allows the step; the hub decides again, by the same law. */
export function mayReassign(row: Pick<CaseRow, 'status'>): boolean {
  return COMMAND_FROM['reassign-case'].includes(row.status);
}

export function mayUrge(row: Pick<CaseRow, 'status'>): boolean {
  return COMMAND_FROM['urge-case'].includes(row.status);
}

/** Roles whose commands the hub takes. */
const COMMANDING: readonly Role[] = ['supervisor', 'chief', 'admin'];

/** Whether this window's role may give commands at all; the hub decides again. */
export function mayCommand(role: Role): boolean {
  return COMMANDING.includes(role);
}

/** No step is possible in what has passed. */
export function notInThePast(): boolean {
  return false;
}
