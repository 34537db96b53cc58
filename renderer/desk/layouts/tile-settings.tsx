import type { Dispatch } from 'react';
import { choicesOf, type LayoutTile, settingOf } from '../../../shared/contract/layouts';
import { useWords } from '../../parts/words';
import type { EditDeed } from './layout-editing';

const REMOVE_KEY = 'Del';

/** What can be chosen of the selected panel, and taking it away. */
export function TileSettings({ tile, dispatch }: { readonly tile: LayoutTile; readonly dispatch: Dispatch<EditDeed> }) {
  const words = useWords();
  return (
    <div className="layouts-settings">
      <strong>{words.t(`wall.${tile.panel}.title`)}</strong>
      <span>{words.t('layouts.place', { column: tile.x + 1, row: tile.y + 1, w: tile.w, h: tile.h })}</span>
      {choicesOf(tile.panel).map(([setting, { least, most }]) => (
        <label key={setting}>
          {words.t(`layouts.setting.${setting}`)}
          <select
            className="field"
            value={settingOf(tile, setting)}
            onChange={(event) => dispatch({ do: 'set', setting, value: Number(event.target.value) })}
          >
            {Array.from({ length: most - least + 1 }, (_, step) => least + step).map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button type="button" className="button" onClick={() => dispatch({ do: 'remove' })}>
        {words.t('layouts.remove')} <kbd className="key">{REMOVE_KEY}</kbd>
      </button>
    </div>
  );
}
