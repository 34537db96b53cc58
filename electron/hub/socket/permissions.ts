import type { Role } from '../../../shared/domain/terms';

export interface Permissions {
  readonly command: boolean;
  /** One case's records, with the reasons that people wrote into them. */
  readonly history: boolean;
}

/** What each role may ask of the hub beyond following the log. */
export const PERMISSIONS: Readonly<Record<Role, Permissions>> = {
  wall: { command: false, history: false },
  manager: { command: false, history: true },
  supervisor: { command: true, history: true },
  chief: { command: true, history: true },
  admin: { command: true, history: true },
};
