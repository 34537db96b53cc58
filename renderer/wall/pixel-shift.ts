import { useEffect } from 'react';

/** A picture that never moves burns into a panel; this often it moves on by one place. */
const SHIFT_EVERY_MS = 180_000;
/** Places across and down; the middle one is where an unmoved picture would be. */
const PLACES = 5;

/** Shares of the margin, from −1 to 1. */
export interface Shift {
  readonly x: number;
  readonly y: number;
}

/** Where the picture stands after so many steps: row by row to and fro over all places and back again, never far at once. */
export function shiftAt(step: number): Shift {
  const all = PLACES * PLACES;
  const turn = step % (2 * all - 2);
  const place = turn < all ? turn : 2 * all - 2 - turn;
  const row = Math.floor(place / PLACES);
  const column = place % PLACES;
  const half = (PLACES - 1) / 2;
  return { x: ((row % 2 === 0 ? column : PLACES - 1 - column) - half) / half, y: (row - half) / half };
}

/** Moves the whole page within its margin (pixel-shift.css), so that edges and lines that never change do not stay on the same pixels. */
export function usePixelShift(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const { style } = document.documentElement;
    // Begins in the middle.
    let step = Math.floor((PLACES * PLACES) / 2);
    const move = () => {
      const { x, y } = shiftAt(step);
      style.setProperty('--shift-x', String(x));
      style.setProperty('--shift-y', String(y));
      step += 1;
    };
    move();
    const timer = setInterval(move, SHIFT_EVERY_MS);
    return () => clearInterval(timer);
  }, [on]);
}
