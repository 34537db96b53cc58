/** What a page is asked for from outside: installed once in every page, read with every sample. The page knows nothing of it. */
export interface PageMarks {
  /** Animation frames since it was installed. */
  shown: number;
  /** Frames of a 60 Hz screen for which the page had no new picture. */
  lost: number;
  /** When each tile last said that it is drawn from something newer, by its name; ms of the page's clock. */
  readonly changedAt: Record<string, number>;
}

declare global {
  interface Window {
    soakMarks?: PageMarks;
  }
}

/** Runs in the page, so it may use nothing from outside of itself. Does nothing where it was installed before. */
export function installMarks(): void {
  if (window.soakMarks !== undefined) return;
  const FRAME_MS = 1_000 / 60;
  const marks: PageMarks = { shown: 0, lost: 0, changedAt: {} };
  window.soakMarks = marks;
  let last = performance.now();
  const count = (now: number) => {
    marks.shown += 1;
    marks.lost += Math.max(0, Math.round((now - last) / FRAME_MS) - 1);
    last = now;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  const note = (node: Node) => {
    const element = node instanceof Element ? node : node.parentElement;
    if (element?.closest('.as-of') == null) return;
    const tile = element.closest<HTMLElement>('[data-tile]')?.dataset['tile'];
    if (tile !== undefined) marks.changedAt[tile] = performance.now();
  };
  for (const tile of document.querySelectorAll('[data-tile] .as-of')) note(tile);
  new MutationObserver((changes) => changes.forEach(({ target }) => note(target))).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
  });
}

/** Runs in the page. `oldestMs`: of the tiles that are on the page now; null: there is none that says what it is drawn from. null altogether: nothing is installed, the page is a new one. */
export function readMarks(): { shown: number; lost: number; oldestMs: number | null } | null {
  const marks = window.soakMarks;
  if (marks === undefined) return null;
  const now = performance.now();
  const tiles = [...document.querySelectorAll<HTMLElement>('[data-tile]')].map((tile) => tile.dataset['tile'] ?? '');
  const ages = tiles.flatMap((tile) => (marks.changedAt[tile] === undefined ? [] : [now - marks.changedAt[tile]]));
  return { shown: marks.shown, lost: marks.lost, oldestMs: ages.length === 0 ? null : Math.max(...ages) };
}
