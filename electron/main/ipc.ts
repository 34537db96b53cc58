import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents, type WebFrameMain } from 'electron';
import { z } from 'zod';
import type { Surface } from '../../shared/contract/frames';
import { LOCALES, TECHNICIAN_ACTS, THEMES } from '../../shared/contract/bridge';
import { pastSchema } from '../../shared/contract/past';
import { wallPageSchema } from '../../shared/contract/wall-page-schema';
import { layoutsSchema } from './layouts/layouts-schema';
import type { Logger } from './log';
import { surfaceOf } from './origin';

/** Who calls: a page of ours, in the main frame of a living window. */
export interface Caller {
  readonly contents: WebContents;
  readonly surface: Surface;
}

/** An 8K wall's words are some 12 MB. */
const MOST_MASK_BYTES = 16 * 1024 * 1024;
const rgbSchema = z.tuple([z.number(), z.number(), z.number()]);
const standByWordsSchema = z
  .object({
    width: z.number().int().positive(),
    lineHeight: z.number().int().positive(),
    lines: z.number().int().positive(),
    mask: z.instanceof(Uint8Array).refine(({ length }) => length <= MOST_MASK_BYTES),
    ground: rgbSchema,
    band: rgbSchema,
    ink: rgbSchema,
  })
  .strict()
  .refine(({ width, lineHeight, lines, mask }) => mask.length === width * lineHeight * lines);

/** The arguments of every channel. Nothing else is listened to. */
export const CHANNELS = {
  'port:request': z.tuple([z.string().min(8).max(64)]),
  pulse: z.tuple([
    z.object({
      seq: z.number(),
      frames: z.number(),
      webgl: z.boolean().nullable(),
      live: z.boolean(),
      page: wallPageSchema.nullable(),
      ageMs: z.number().nonnegative().nullable(),
    }),
  ]),
  'settings:read': z.tuple([]),
  'settings:change': z.tuple([
    z
      .object({
        locale: z.enum(LOCALES),
        theme: z.enum(THEMES),
        wall: z.object({ heightMm: z.number().min(50).max(20_000), distanceMm: z.number().min(300).max(100_000) }),
      })
      .partial()
      .strict(),
  ]),
  'screen:read': z.tuple([]),
  'wall:stand-by': z.tuple([standByWordsSchema]),
  'screen:technician': z.tuple([z.enum(TECHNICIAN_ACTS)]),
  'layouts:read': z.tuple([]),
  'layouts:save': z.tuple([z.number().int().nonnegative(), layoutsSchema]),
  'briefing:export': z.tuple([]),
  'briefing:ready': z.tuple([z.number().int().nonnegative()]),
  'wall:open': z.tuple([]),
  'past:show': z.tuple([pastSchema]),
  'past:leave': z.tuple([]),
} as const;
export type Channel = keyof typeof CHANNELS;
export type Arguments<C extends Channel> = z.infer<(typeof CHANNELS)[C]>;

/** The one guarded door: a message whose sender is not exactly one of our pages, or whose arguments do not fit, goes nowhere. */
export class IpcDoor {
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  on<C extends Channel>(channel: C, surfaces: readonly Surface[], listener: (caller: Caller, ...args: Arguments<C>) => void): void {
    ipcMain.on(channel, (event, ...raw: unknown[]) => {
      const accepted = this.#accept(channel, surfaces, event, raw);
      if (accepted !== null) listener(accepted.caller, ...accepted.args);
    });
  }

  /** The page's call is rejected when it is not accepted. */
  handle<C extends Channel, R>(
    channel: C,
    surfaces: readonly Surface[],
    handler: (caller: Caller, ...args: Arguments<C>) => R | Promise<R>,
  ): void {
    ipcMain.handle(channel, (event, ...raw: unknown[]) => {
      const accepted = this.#accept(channel, surfaces, event, raw);
      if (accepted === null) throw new Error('refused');
      return handler(accepted.caller, ...accepted.args);
    });
  }

  #accept<C extends Channel>(
    channel: C,
    surfaces: readonly Surface[],
    event: IpcMainEvent | IpcMainInvokeEvent,
    raw: readonly unknown[],
  ): { caller: Caller; args: Arguments<C> } | null {
    const frame = event.senderFrame;
    const surface = frame !== null && isMainFrameNow(frame, event) ? surfaceOf(frame.url) : null;
    if (surface === null || !surfaces.includes(surface)) {
      this.#log.warn({ channel }, 'message refused: its sender is not a page that may use this channel');
      return null;
    }
    const parsed = CHANNELS[channel].safeParse(raw);
    if (!parsed.success) {
      this.#log.warn({ channel }, 'message refused: its arguments do not fit');
      return null;
    }
    return { caller: { contents: event.sender, surface }, args: parsed.data as Arguments<C> };
  }
}

/**
 * Whether the frame is what its window shows now. Stricter than `frame.detached`, and right where that is not: after a renderer crash Electron 33
 * reuses the frame object of the dead page and leaves `detached` set.
 */
function isMainFrameNow(frame: WebFrameMain, { sender, processId }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  if (sender.isDestroyed()) return false;
  const { mainFrame } = sender;
  const same = frame.processId === mainFrame.processId && frame.routingId === mainFrame.routingId;
  return same && frame.parent === null && processId === sender.getProcessId();
}
