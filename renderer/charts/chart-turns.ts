/** Drawings that wait for their turn, oldest first; each chart at most once. */
const waiting = new Map<object, () => void>();
let planned = false;

/**
 * Draws `chart` soon, and no two charts in one picture of the screen: several that change at once would together hold the page up for longer than it may be. A chart
 * that already waits keeps its place and draws the newest.
 */
export function takeTurn(chart: object, draw: () => void): void {
  waiting.set(chart, draw);
  plan();
}

/** The chart is gone, or has been drawn whole meanwhile. */
export function leaveTurn(chart: object): void {
  waiting.delete(chart);
}

function plan(): void {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    const [next] = waiting;
    if (next === undefined) return;
    const [chart, draw] = next;
    waiting.delete(chart);
    draw();
    if (waiting.size > 0) plan();
  });
}
