import { powerSaveBlocker } from 'electron';

let walls = 0;
let blocker: number | null = null;

/** Displays do not sleep while a wall is shown. Returns what ends the hold of this wall. */
export function holdDisplaysAwake(): () => void {
  walls += 1;
  blocker ??= powerSaveBlocker.start('prevent-display-sleep');
  return () => {
    walls -= 1;
    if (walls > 0 || blocker === null) return;
    powerSaveBlocker.stop(blocker);
    blocker = null;
  };
}
