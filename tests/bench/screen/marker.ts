import type { Page } from '@playwright/test';

/** The marker's middle: the box lies in the page's upper left corner. */
export const MARKER = { x: 4, y: 4 } as const;

declare global {
  interface Window {
    benchMarker: { frames: number[]; running: boolean };
  }
}

/**
 * Puts a box of 8 by 8 pixels on the page whose colour is the seq that the page says it shows (its 24 low bits), set in the very task that changes the page's elements,
 * so that whoever sees the colour sees the frame.
 */
export async function markSeq(page: Page): Promise<void> {
  await page.evaluate(mark);
}

/** Gives the marker a colour by hand, to find out whether it is where it is looked for. */
export async function paintMarker(page: Page, colour: number): Promise<void> {
  await page.evaluate((value) => {
    const box = document.querySelector<HTMLElement>('#bench-marker');
    if (box !== null) box.style.background = `#${value.toString(16).padStart(6, '0')}`;
  }, colour);
}

/** Begins to note when each animation frame's callback runs: ms between two of them. */
export async function watchIntervals(page: Page): Promise<void> {
  await page.evaluate(() => {
    const state = { frames: [] as number[], running: true };
    window.benchMarker = state;
    let last = performance.now();
    const frame = () => {
      const at = performance.now();
      state.frames.push(at - last);
      last = at;
      if (state.running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** Ends it and gives the intervals. */
export async function seenIntervals(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    window.benchMarker.running = false;
    return window.benchMarker.frames.slice(1);
  });
}

/** Runs in the page. */
function mark(): void {
  const box = document.createElement('i');
  box.id = 'bench-marker';
  box.style.cssText = 'position:fixed;left:0;top:0;width:8px;height:8px;z-index:99999;pointer-events:none';
  document.body.append(box);
  const shown = () => Number(document.querySelector<HTMLElement>('.as-of')?.dataset['seq'] ?? 0);
  // What is shown already is no change, however late other parts of the page come to show it.
  let last = shown();
  const changed = () => {
    const seq = shown();
    if (seq === last) return;
    last = seq;
    box.style.background = `#${(seq % 0x100_0000).toString(16).padStart(6, '0')}`;
  };
  new MutationObserver(changed).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-seq'] });
}
