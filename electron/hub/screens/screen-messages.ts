import type { ScreensToHub } from '../../../shared/contract/screens';

/** What a client may say of screens. */
export const SCREEN_MESSAGES: readonly (keyof ScreensToHub)[] = ['presence', 'screen-picture', 'console', 'screen-act', 'pair', 'revoke'];
