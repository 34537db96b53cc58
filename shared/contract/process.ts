import type { ConnectionState, Surface } from './frames';
import type { Problem } from './problem';
import type { Past } from './past';
import type { MachineAct, Picture, Presence, ScreenOutcome } from './screens';

/** What main says to the two utility processes and hears from them: their lives, never a case. */

/** main → hub, first message. */
export interface HubStart {
  readonly kind: 'start';
  readonly host: string;
  /** 0: any free port. After a restart main names the earlier port, so that streams find the hub where it was. */
  readonly port: number;
  readonly logDirectory: string;
  /** Where walls that were paired with this hub are kept, whatever log it serves. */
  readonly wallsFile: string;
  readonly tokens: readonly { readonly token: string; readonly role: 'supervisor' | 'wall'; readonly actor: string }[];
  /** `simulate[?seed=1&start=14:30]`, `replay:FILE[?speed=N|max&mapping=NAME]` or `none`. */
  readonly source: string;
  /** Where city files and mappings lie (the app's `resources`). */
  readonly resourcesDirectory: string;
}

/** main → hub: end in good order, nothing half-written. */
export type ToHub = HubStart | { readonly kind: 'stop' };

/** hub → main. */
export type HubReport =
  | { readonly kind: 'progress'; readonly step: PreparationStep; readonly done: number; readonly total: number }
  | { readonly kind: 'ready'; readonly url: string; readonly epoch: string; readonly seq: number }
  | { readonly kind: 'failed'; readonly problem: Problem };

export const PREPARATION_STEPS = ['opening-log', 'recovering', 'building-day', 'reading-file'] as const;
export type PreparationStep = (typeof PREPARATION_STEPS)[number];

/** main → stream. `attach` carries the window's port. */
export type ToStream =
  /**
   * `windows`: so many are open and about to ask for their ports; `pictured`: all of them show what they showed last, by themselves. `cacheFile` null: nothing is kept for
   * the next run. `past` null: it follows the present, and always will.
   */
  | {
      readonly kind: 'start';
      readonly hub: HubAddress | null;
      readonly cacheFile: string | null;
      readonly windows: number;
      readonly pictured: boolean;
      readonly past: Past | null;
    }
  /** Of a stream in the past: to another moment. */
  | { readonly kind: 'seek'; readonly past: Past }
  /** The hub is being made ready (shown to people who wait), or has an address now. */
  | { readonly kind: 'hub-progress'; readonly step: PreparationStep; readonly done: number; readonly total: number }
  | { readonly kind: 'hub'; readonly hub: HubAddress }
  | { readonly kind: 'attach'; readonly window: number; readonly surface: Surface; readonly mayCommand: boolean }
  | { readonly kind: 'detach'; readonly window: number }
  /** Asks the hub at `url` to be paired, until there is a hub with a token; `name`: what this wall would be called. */
  | { readonly kind: 'pair'; readonly url: string; readonly name: string }
  /** The credential is kept: the hub may know. */
  | { readonly kind: 'kept' }
  /** The walls of this machine, and what one of them looks like. */
  | { readonly kind: 'presence'; readonly presence: Presence }
  | { readonly kind: 'picture'; readonly picture: Picture }
  /** What became of the act with this number. */
  | { readonly kind: 'acted'; readonly number: number; readonly outcome: ScreenOutcome }
  /** End in good order: the picture is saved first. */
  | { readonly kind: 'stop' };

export interface HubAddress {
  readonly url: string;
  readonly token: string;
}

/** stream → main. */
export type StreamReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'status'; readonly connection: ConnectionState['state']; readonly seq: number }
  /** The hub will not have us. */
  | { readonly kind: 'refused'; readonly problem: Problem['type'] }
  | { readonly kind: 'pairing'; readonly pairing: PairingState }
  /** To be kept, and then to be said so. */
  | { readonly kind: 'paired'; readonly token: string; readonly name: string }
  /** A desk wants this of a wall of this machine; to be answered with its number. */
  | { readonly kind: 'act'; readonly number: number; readonly asked: MachineAct }
  /** Whether anybody looks at pictures of walls. */
  | { readonly kind: 'watched'; readonly watched: boolean };

/** How a wall's request to be paired stands. */
export type PairingState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'code'; readonly code: string; readonly forMs: number }
  | { readonly kind: 'refused'; readonly problem: Problem['type'] };
