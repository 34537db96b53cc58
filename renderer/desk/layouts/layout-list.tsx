import { type Dispatch, useState } from 'react';
import type { LayoutGrid } from '../../../shared/contract/layouts';
import { useWords, type Words } from '../../parts/words';
import { type EditDeed, type Editing, layoutIn } from './layout-editing';
import { NameDialog } from './name-dialog';

interface LayoutListProps {
  readonly state: Editing;
  /** Of a new layout. */
  readonly grid: LayoutGrid;
  readonly dispatch: Dispatch<EditDeed>;
}

/** The layouts by name, and what can be done with one as a whole. */
export function LayoutList({ state, grid, dispatch }: LayoutListProps) {
  const words = useWords();
  const [naming, setNaming] = useState<'new' | 'copy' | 'rename' | null>(null);
  const layout = layoutIn(state);
  const names = state.layouts.map(({ name }) => name);
  const close = () => setNaming(null);
  const onName = (name: string) => {
    close();
    if (naming === 'new') dispatch({ do: 'new', name, grid });
    else if (naming !== null) dispatch({ do: naming, name });
  };
  return (
    <nav className="layouts-list" aria-label={words.t('layouts.list')}>
      <button type="button" className="button" data-testid="layouts-new" onClick={() => setNaming('new')}>
        {words.t('layouts.new')}
      </button>
      <ul>
        {state.layouts.map(({ name, tiles }, index) => (
          <li key={name}>
            <button type="button" aria-current={index === state.current || undefined} onClick={() => dispatch({ do: 'choose', index })}>
              <span title={name}>{name}</span>
              <small>{words.t('layouts.count', { count: tiles.length })}</small>
            </button>
          </li>
        ))}
      </ul>
      {layout === null ? null : (
        <div className="layouts-deeds">
          <button type="button" className="button" onClick={() => setNaming('copy')}>
            {words.t('layouts.copy')}
          </button>
          <button type="button" className="button" onClick={() => setNaming('rename')}>
            {words.t('layouts.rename')}
          </button>
          <button type="button" className="button" onClick={() => dispatch({ do: 'delete' })}>
            {words.t('layouts.delete')}
          </button>
          <p className="layouts-note">{words.t('layouts.show')}</p>
          <code>{commandFor(layout.name)}</code>
        </div>
      )}
      {naming === null ? null : (
        <NameDialog
          title={words.t(`layouts.${naming}.title`)}
          first={naming === 'new' || layout === null ? '' : naming === 'rename' ? layout.name : freeName(layout.name, names, words)}
          taken={naming === 'rename' ? names.filter((name) => name !== layout?.name) : names}
          onName={onName}
          onClose={close}
        />
      )}
    </nav>
  );
}

/** What shows it on a wall. */
function commandFor(name: string): string {
  return `--wall --page ${/\s/u.test(name) ? `"${name}"` : name}`;
}

/** A name for a copy that no layout has. */
function freeName(name: string, taken: readonly string[], words: Words): string {
  for (let number = 2; ; number += 1) {
    const free = words.t('layouts.copy.name', { name, number });
    if (!taken.includes(free)) return free;
  }
}
