import { z } from 'zod';

/**
 * What hub and a wall that nobody knows yet say to each other, in a namespace of its own: the wall shows a code, a person who may enters it at a desk, and the wall is given its
 * credential. The wall says nothing after its handshake.
 */
export const PAIRING_NAMESPACE = '/pair';

export const CODE_DIGITS = 6;
export const pairingCodeSchema = z.string().regex(/^\d{6}$/);
/** What a wall is called. */
export const wallNameSchema = z.string().trim().min(1).max(60);

/** In the handshake's `auth`. `name`: what the wall would call itself. */
export const pairingHandshakeSchema = z.object({ wire: z.number().int(), client: z.string().max(100), name: wallNameSchema });

/** hub → wall: to be shown until the next one comes; it holds for `forMs`. */
export const codeSchema = z.object({ code: pairingCodeSchema, forMs: z.number().int().positive() });

/** hub → wall, acknowledged once it is kept: the wall's credential, which the hub itself does not keep. */
export const pairedSchema = z.object({ token: z.string().min(32).max(256), name: wallNameSchema });

export type PairingHandshake = z.input<typeof pairingHandshakeSchema>;
export type PairingCode = z.infer<typeof codeSchema>;
export type Paired = z.infer<typeof pairedSchema>;

export interface HubToPairing {
  code: (message: PairingCode) => void;
  paired: (message: Paired, kept: () => void) => void;
}
export type PairingToHub = Record<string, never>;
