import type { EditDeed } from './layout-editing';

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const ARROWS: Readonly<Record<string, readonly [-1 | 0 | 1, -1 | 0 | 1]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What a key does to the tile that has the focus: arrows move it, with Shift they move its right and lower edge. null: it is no key of the grid. */
export function tileDeed({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): EditDeed | null {
  if (ctrlKey || metaKey || altKey) return null;
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    const [across, down] = arrow;
    return shiftKey ? { do: 'resize', dw: across, dh: down } : { do: 'move', dx: across, dy: down };
  }
  if (key === 'Delete' || key === 'Backspace') return { do: 'remove' };
  return key === 'Escape' ? { do: 'select', panel: null } : null;
}

/** What a key does anywhere on the page: Ctrl Z, Ctrl Shift Z or Ctrl Y, Ctrl S. */
export function pageDeed({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): 'undo' | 'redo' | 'save' | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  switch (key.toLowerCase()) {
    case 'z':
      return shiftKey ? 'redo' : 'undo';
    case 'y':
      return 'redo';
    case 's':
      return 'save';
    default:
      return null;
  }
}
