import type { Role } from '../../../shared/domain/terms';
import type { Detail } from '../../../shared/projection/nameless';

export interface Permissions {
  readonly command: boolean;
  /** One case's records, with the reasons that people wrote into them. */
  readonly history: boolean;
  /** The walls that are connected: to see them, to lead and to reload them, to pair and to revoke them. */
  readonly screens: boolean;
  /** How much of cases it is told when it follows the log. */
  readonly detail: Detail;
}

/** What each role may ask of the hub, and is told. */
export const PERMISSIONS: Readonly<Record<Role, Permissions>> = {
  wall: { command: false, history: false, screens: false, detail: 'aggregates' },
  manager: { command: false, history: true, screens: false, detail: 'cases' },
  supervisor: { command: true, history: true, screens: true, detail: 'cases' },
  chief: { command: true, history: true, screens: true, detail: 'cases' },
  admin: { command: true, history: true, screens: true, detail: 'cases' },
};
