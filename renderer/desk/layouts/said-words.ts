import type { Words } from '../../parts/words';
import type { Said } from './layout-editing';

/** What a deed has come to, in a sentence; columns and rows are counted from 1. */
export function saidText(said: Said, words: Words): string {
  switch (said.what) {
    case 'placed': {
      const { x, y, w, h } = said.box;
      return words.t('layouts.said.placed', { panel: words.t(`wall.${said.panel}.title`), column: x + 1, row: y + 1, w, h });
    }
    case 'removed':
      return words.t('layouts.said.removed', { panel: words.t(`wall.${said.panel}.title`) });
    case 'blocked':
      return words.t('layouts.said.blocked', { panel: words.t(`wall.${said.by}.title`) });
    case 'layout':
      return words.t(`layouts.said.${said.deed}`, { name: said.name });
    default:
      return words.t(`layouts.said.${said.what}`);
  }
}

/** Whether it tells that nothing was done. */
export function isRefusal({ what }: Said): boolean {
  return what === 'blocked' || what === 'edge' || what === 'smallest' || what === 'no-room' || what === 'too-many';
}
