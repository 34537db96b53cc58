/** Drawings that wait for their turn, oldest first; each thing at most once. */
const waiting = new Map<object, () => void>();
/** Who waits until the next drawing is on its way to the screen: at most as many as the page has ports. */
let held: (() => void)[] = [];
let planned = false;

/**
 * Draws `thing` (a chart, the heat) soon, alone: in a picture of the screen in which no other thing is drawn and no number changes. What a picture changes is put on the
 * screen as one rectangle around all of it, so that a map in the middle and a number in a corner together cost as much as the whole screen. What already waits keeps its
 * place and draws the newest.
 */
export function takeTurn(thing: object, draw: () => void): void {
  waiting.set(thing, draw);
  plan();
}

/** It is gone, or has been drawn whole meanwhile. */
export function leaveTurn(thing: object): void {
  waiting.delete(thing);
}

/** Calls `then` when the page's changes until now are painted, and no sooner than the next drawing, if any waits: whoever changes numbers only then leaves the drawing alone. */
export function afterPaint(then: () => void): void {
  requestAnimationFrame(() =>
    setTimeout(() => {
      if (waiting.size === 0) then();
      else held.push(then);
    }),
  );
}

/** The next picture is that of what has changed already; the one after it is the drawing's. */
function plan(): void {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => requestAnimationFrame(turn));
}

function turn(): void {
  planned = false;
  const [next] = waiting;
  const ready = held;
  held = [];
  setTimeout(() => ready.forEach((then) => then()));
  if (next === undefined) return;
  const [thing, draw] = next;
  waiting.delete(thing);
  if (waiting.size > 0) plan();
  draw();
}
