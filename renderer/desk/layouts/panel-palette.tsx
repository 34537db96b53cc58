import type { Dispatch } from 'react';
import { type Layout, type PanelId, PANELS } from '../../../shared/contract/layouts';
import { useWords, type WordKey } from '../../parts/words';
import { leastCells, type PageOn } from './display-kinds';
import type { EditDeed } from './layout-editing';

const GROUPS: readonly { readonly title: WordKey; readonly panels: readonly PanelId[] }[] = [
  { title: 'wall.page.calls', panels: ['floor', 'callsNow', 'callsDay', 'queues', 'hours', 'seatsNow'] },
  { title: 'wall.page.map', panels: ['heat', 'mapFull', 'places', 'usual'] },
  { title: 'wall.page.deadlines', panels: ['deadlines', 'dueNow', 'dueAhead', 'dueDistricts', 'dueUnits', 'oldest'] },
  { title: 'layouts.group.other', panels: PANELS.filter((panel) => ['tasks', 'taskBullets', 'situation', 'events'].includes(panel)) },
];

interface PanelPaletteProps {
  readonly layout: Layout;
  readonly on: PageOn;
  readonly dispatch: Dispatch<EditDeed>;
}

/** Every panel with the cells that it needs at least; one that stands on the layout already is selected there. */
export function PanelPalette({ layout, on, dispatch }: PanelPaletteProps) {
  const words = useWords();
  return (
    <section className="layouts-palette" aria-label={words.t('layouts.panels')}>
      <h3>
        {words.t('layouts.panels')} <small>{words.t('layouts.panels.note')}</small>
      </h3>
      {GROUPS.map(({ title, panels }) => (
        <div key={title}>
          <h4>{words.t(title)}</h4>
          <ul>
            {panels.map((panel) => {
              const size = leastCells({ panel, settings: {} }, layout.grid, on);
              const there = layout.tiles.some((tile) => tile.panel === panel);
              return (
                <li key={panel}>
                  <button
                    type="button"
                    data-add={panel}
                    data-there={there || undefined}
                    onClick={() => dispatch({ do: 'add', panel, size })}
                  >
                    <span>{words.t(`wall.${panel}.title`)}</span>
                    <small>{there ? words.t('layouts.panels.there') : `${size.w} × ${size.h}`}</small>
                  </button>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </section>
  );
}
