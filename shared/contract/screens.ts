import { z } from 'zod';
import { pairingCodeSchema, wallNameSchema } from './pairing';
import { problemSchema } from './problem';
import { wallPageSchema } from './wall-page-schema';

/** What streams tell the hub of the walls that they show, and what desks are told of all of them and ask of each. None of it is in the log. */

/** Screens that one machine may have. */
export const MOST_SCREENS = 16;
/** A wall's picture is made small enough for this. */
export const MOST_PICTURE_BYTES = 20 * 1024;

/** Why a wall's page was begun anew. */
export const RESTART_REASONS = ['crashed', 'hung', 'frozen', 'asked'] as const;
export type RestartReason = (typeof RESTART_REASONS)[number];

const screenName = z.string().min(1).max(60);
const machine = z.string().regex(/^[0-9a-f]{16}$/);
const durationMs = z.number().nonnegative().max(1e13);

/** One wall's window as its machine sees it. */
export const screenReportSchema = z.object({
  screen: screenName,
  /** Where it hangs; null: nobody said. */
  place: z.string().max(100).nullable(),
  /** Identity of its display. */
  display: z.string().max(120),
  widthPx: z.number().int().nonnegative().max(100_000),
  heightPx: z.number().int().nonnegative().max(100_000),
  /** null: its page has not said so yet. */
  page: wallPageSchema.nullable(),
  /** Of the last frame that was painted. */
  seq: z.number().int().nonnegative(),
  /** What it shows is now. */
  live: z.boolean(),
  /** How old what it shows is, at the last sign of life of its page and since; null: it shows nothing. */
  ageMs: durationMs.nullable(),
  framesPerSecond: z.number().nonnegative().max(1_000).nullable(),
  /** Of its page's process, which walls of a machine may share; null: not known. */
  memoryBytes: z.number().nonnegative().max(1e13).nullable(),
  /** Since its page was loaded. */
  uptimeMs: durationMs,
  /** null: not since the app was started. */
  restart: z.object({ agoMs: durationMs, reason: z.enum(RESTART_REASONS) }).nullable(),
});

/** client → hub, every few seconds: all walls of a machine. `machine`: the same after every start. */
export const presenceSchema = z.object({
  machine,
  app: z.string().max(40),
  screens: z.array(screenReportSchema).max(MOST_SCREENS),
});

/** client → hub, now and then: what a wall looks like, as JPEG. */
export const pictureSchema = z.object({
  machine,
  screen: screenName,
  jpeg: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= MOST_PICTURE_BYTES, 'a small picture expected'),
});

/** client → hub: the console is (not) open any more; while it is, `screens` and `pictures` come. */
export const consoleSchema = z.object({ open: z.boolean() });

/** live: it has reported lately; stale: its last report is some seconds old; absent: its machine is not connected, or silent. */
export const SCREEN_STATES = ['live', 'stale', 'absent'] as const;
const screenId = z.string().min(1).max(300);
const wallId = z.string().min(1).max(64);

/** hub → client. */
export const screensSchema = z.object({
  /** Seq of the log's last record: how far behind a screen is. */
  head: z.number().int().nonnegative(),
  screens: z.array(
    screenReportSchema.extend({
      id: screenId,
      /** By which it identifies itself; the same as long as the hub knows it. */
      number: z.number().int().positive(),
      /** The paired wall that it belongs to; null: its machine shows a token. */
      wall: wallId.nullable(),
      actor: z.string().max(200),
      app: z.string().max(40),
      state: z.enum(SCREEN_STATES),
      heardAgoMs: durationMs,
      /** Which picture of it is the latest; 0: there is none. */
      picture: z.number().int().nonnegative(),
    }),
  ),
  /** Paired walls, those revoked lately too. */
  walls: z.array(
    z.object({
      id: wallId,
      name: wallNameSchema,
      pairedAt: z.number(),
      pairedBy: z.string().max(200),
      connected: z.boolean(),
      revoked: z.object({ at: z.number(), by: z.string().max(200) }).nullable(),
    }),
  ),
  /** Walls that show a code now. */
  waiting: z.number().int().nonnegative(),
});

/** hub → client that reports walls: somebody has a console open, so pictures are wanted; otherwise none are. */
export const watchedSchema = z.object({ watched: z.boolean() });

/** hub → client: picture `picture` of a screen, once. */
export const screenPictureSchema = z.object({ id: screenId, picture: z.number().int().positive(), jpeg: pictureSchema.shape.jpeg });

export const screenActSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('show-page'), page: wallPageSchema }),
  z.object({ kind: z.literal('identify'), number: z.number().int().positive().max(9_999) }),
  z.object({ kind: z.literal('reload') }),
]);

/** client → hub, each acknowledged with a screen outcome. */
export const actSchema = z.object({ id: screenId, act: screenActSchema });
export const pairSchema = z.object({ code: pairingCodeSchema, name: wallNameSchema.nullable() });
export const revokeSchema = z.object({ wall: wallId });

/** hub → the stream of that machine, acknowledged with a screen outcome once the wall has done it. */
export const machineActSchema = z.object({ machine, screen: screenName, act: screenActSchema });

export const screenOutcomeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), problem: problemSchema }),
]);

export type ScreenReport = z.infer<typeof screenReportSchema>;
export type Presence = z.infer<typeof presenceSchema>;
export type Picture = z.infer<typeof pictureSchema>;
export type Screens = z.infer<typeof screensSchema>;
export type ScreenPicture = z.infer<typeof screenPictureSchema>;
export type ScreenAct = z.infer<typeof screenActSchema>;
export type MachineAct = z.infer<typeof machineActSchema>;
export type ScreenOutcome = z.infer<typeof screenOutcomeSchema>;

/** What a desk asks of screens: act on one, let a wall in, or shut it out. */
export type ScreenRequest =
  | { readonly kind: 'act'; readonly id: string; readonly act: ScreenAct }
  | { readonly kind: 'pair'; readonly code: string; readonly name: string | null }
  | { readonly kind: 'revoke'; readonly wall: string };

/** Window → stream, desks only. `console`: it is open, or not any more; `screen-request` is answered with `screen-outcome`. */
export type FromConsole =
  | { readonly kind: 'console'; readonly open: boolean }
  | { readonly kind: 'screen-request'; readonly id: number; readonly request: ScreenRequest };

/** Stream → window, while its console is open. `screens` null: the hub is not connected, so nothing is known. */
export type ToConsole =
  | { readonly kind: 'screens'; readonly screens: Screens | null }
  | { readonly kind: 'screen-picture'; readonly picture: ScreenPicture }
  | { readonly kind: 'screen-outcome'; readonly id: number; readonly outcome: ScreenOutcome };

type Answer = (outcome: ScreenOutcome) => void;

export interface HubToScreens {
  screens: (message: Screens) => void;
  picture: (message: ScreenPicture) => void;
  watched: (message: z.infer<typeof watchedSchema>) => void;
  act: (message: MachineAct, answer: Answer) => void;
}
export interface ScreensToHub {
  presence: (message: Presence) => void;
  'screen-picture': (message: Picture) => void;
  console: (message: z.infer<typeof consoleSchema>) => void;
  'screen-act': (message: z.infer<typeof actSchema>, answer: Answer) => void;
  pair: (message: z.infer<typeof pairSchema>, answer: Answer) => void;
  revoke: (message: z.infer<typeof revokeSchema>, answer: Answer) => void;
}
