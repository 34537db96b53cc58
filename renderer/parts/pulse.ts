import type { Bridge } from '../../shared/contract/bridge';
import type { Board } from '../board/board';

let webglAlive: boolean | null = null;

/** Called by whoever owns a WebGL context: true while it lives, false when it was lost, null when it is not needed any more. */
export function reportWebgl(alive: boolean | null): void {
  webglAlive = alive;
}

/** Counts animation frames and tells main every second what was painted, so that a frozen page is noticed although nobody touches it. */
export function startPulse(bridge: Pick<Bridge, 'pulse'>, board: Board): void {
  let frames = 0;
  const count = () => {
    frames += 1;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  setInterval(() => bridge.pulse({ seq: board.moment?.seq ?? 0, frames, webgl: webglAlive }), 1_000);
}
