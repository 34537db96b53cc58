import { useEffect, useRef } from 'react';
import { COLUMNS } from './columns';
import { type KeyWish, wishOf } from './commands';

/**
 * Hands keys to the desk from wherever the focus is: not while a dialog is open (the palette's key apart), not while somebody types, and not
 * Enter or Space on something that they press.
 */
export function useDeskKeys(onWish: (wish: KeyWish) => void): void {
  const latest = useRef(onWish);
  useEffect(() => {
    latest.current = onWish;
  }, [onWish]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const wish = wishOf(event, COLUMNS);
      if (wish === null || document.querySelector('dialog[open]') !== null) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      const typing = target !== null && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
      if (typing && wish.wish !== 'palette') return;
      const presses = target !== null && target.closest('button, a, [role="option"], [role="checkbox"]') !== null;
      if (presses && (event.key === 'Enter' || event.key === ' ')) return;
      event.preventDefault();
      latest.current(wish);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
