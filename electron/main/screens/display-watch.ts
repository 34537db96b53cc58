import { powerMonitor, screen } from 'electron';

/** Plugging one cable brings several events, and what they tell is true only after the last. */
const SETTLED_MS = 300;
/** After sleep displays come back one by one. */
const AFTER_SLEEP_MS = [0, 2_000, 6_000] as const;

/** Calls `changed` once the displays of this machine have changed and are steady again, and some times after it woke up. */
export function watchDisplays(changed: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLED_MS);
  };
  screen.on('display-added', soon);
  screen.on('display-removed', soon);
  screen.on('display-metrics-changed', soon);
  const woken = () => {
    for (const delay of AFTER_SLEEP_MS) setTimeout(changed, delay);
  };
  powerMonitor.on('resume', woken);
  powerMonitor.on('unlock-screen', woken);
}
