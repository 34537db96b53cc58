import type { DurationMs } from '../time/instant';

/**
 * After this long without a word no surface shows a picture as live. People see that the data have stopped within five seconds of the last word, and one comes every second: what is left of the
 * five is for noticing it (a tick of the stream, a look of the page) and for drawing it, also on a busy machine.
 */
export const SILENCE_MS: DurationMs = 4_000;
