/** Drawings that wait for their turn, oldest first; each thing at most once. */
const waiting = new Map<object, () => void>();
let planned = false;

/**
 * Draws `thing` (a chart, the heat) soon, and no two things in one picture of the screen: several that change at once would together hold the page up for longer than it
 * may be. What already waits keeps its place and draws the newest.
 */
export function takeTurn(thing: object, draw: () => void): void {
  waiting.set(thing, draw);
  plan();
}

/** It is gone, or has been drawn whole meanwhile. */
export function leaveTurn(thing: object): void {
  waiting.delete(thing);
}

function plan(): void {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    const [next] = waiting;
    if (next === undefined) return;
    const [thing, draw] = next;
    waiting.delete(thing);
    if (waiting.size > 0) plan();
    draw();
  });
}
