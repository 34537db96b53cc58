import type { SortColumn } from '../../shared/contract/frames';

/** One thing that can be done, by key, by palette or by both. */
export interface DeskCommand {
  readonly id: string;
  readonly group: 'action' | 'view' | 'filter' | 'setting';
  readonly label: string;
  /** As shown; empty without one. */
  readonly keys: string;
  readonly enabled: boolean;
  readonly run: () => void;
}

/** Commands whose label holds every word of the text, in their own order; an empty text keeps all. */
export function commandsMatching(commands: readonly DeskCommand[], text: string): readonly DeskCommand[] {
  const parts = text
    .trim()
    .toLocaleLowerCase()
    .split(/\s+/u)
    .filter((part) => part !== '');
  return commands.filter((command) => {
    const label = command.label.toLocaleLowerCase();
    return command.enabled && parts.every((part) => label.includes(part));
  });
}

/** What a key asks of the desk. */
export type KeyWish =
  | { readonly wish: 'move'; readonly by: number }
  | { readonly wish: 'page'; readonly by: number }
  | { readonly wish: 'end'; readonly last: boolean }
  | {
      readonly wish:
        | 'select'
        | 'range'
        | 'open'
        | 'reassign'
        | 'urge'
        | 'emergency'
        | 'floor'
        | 'what-if'
        | 'layouts'
        | 'find'
        | 'keys'
        | 'screens'
        | 'escape'
        | 'palette'
        | 'select-screen';
    }
  | { readonly wish: 'sort'; readonly place: number };

const SINGLE: Readonly<Record<string, KeyWish>> = {
  j: { wish: 'move', by: 1 },
  ArrowDown: { wish: 'move', by: 1 },
  k: { wish: 'move', by: -1 },
  ArrowUp: { wish: 'move', by: -1 },
  PageDown: { wish: 'page', by: 1 },
  PageUp: { wish: 'page', by: -1 },
  Home: { wish: 'end', last: false },
  g: { wish: 'end', last: false },
  End: { wish: 'end', last: true },
  G: { wish: 'end', last: true },
  x: { wish: 'select' },
  ' ': { wish: 'select' },
  X: { wish: 'range' },
  Enter: { wish: 'open' },
  r: { wish: 'reassign' },
  u: { wish: 'urge' },
  e: { wish: 'emergency' },
  c: { wish: 'floor' },
  w: { wish: 'what-if' },
  b: { wish: 'layouts' },
  '/': { wish: 'find' },
  '?': { wish: 'keys' },
  s: { wish: 'screens' },
  Escape: { wish: 'escape' },
};

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** null: not a key of ours. Letters work with Caps Lock off; Shift makes the capital ones. */
export function wishOf(event: Pressed, columns: readonly SortColumn[]): KeyWish | null {
  const { key, ctrlKey, metaKey, altKey } = event;
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k') return { wish: 'palette' };
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'a') return { wish: 'select-screen' };
  if (ctrlKey || metaKey || altKey) return null;
  const place = Number(key) - 1;
  if (/^[1-9]$/u.test(key)) return place < columns.length ? { wish: 'sort', place } : null;
  return SINGLE[key] ?? null;
}
