import { useEffect, useState } from 'react';
import { useSettings } from '../../parts/settings';
import { Sign } from '../../parts/sign';
import { useWords } from '../../parts/words';
import { DISPLAY_KINDS, type DisplayKind, gridFor, pageOn } from './display-kinds';
import { pageDeed } from './edit-keys';
import { layoutIn } from './layout-editing';
import { LayoutGrid } from './layout-grid';
import { LayoutList } from './layout-list';
import { LayoutPreviews } from './layout-previews';
import './layouts-page.css';
import { PanelPalette } from './panel-palette';
import { isRefusal, saidText } from './said-words';
import { TileSettings } from './tile-settings';
import type { LayoutEditor } from './use-layout-editor';

const UNDO_KEY = 'Ctrl Z';
const SAVE_KEY = 'Ctrl S';

/** The operator's own wall pages: which there are, the panels of one on its grid, and how each kind of display shows it. */
export function LayoutsPage({ editor }: { readonly editor: LayoutEditor }) {
  const words = useWords();
  const { wall } = useSettings();
  const [kind, setKind] = useState<DisplayKind>(DISPLAY_KINDS[0]);
  const { state, dispatch, unsaved, save } = editor;
  const layout = layoutIn(state);
  const on = pageOn(kind, wall);
  const tile = layout?.tiles.find(({ panel }) => panel === state.selected) ?? null;

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const deed = pageDeed(event);
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, dialog') !== null;
      if (deed === null || typing) return;
      event.preventDefault();
      if (deed !== 'save') dispatch({ do: deed });
      else if (unsaved) void save();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [dispatch, save, unsaved]);

  return (
    <section className="layouts-page" data-testid="layouts-page" aria-label={words.t('layouts.title')}>
      <Head editor={editor} />
      <div className="layouts-body">
        <LayoutList state={state} grid={gridFor(kind)} dispatch={dispatch} />
        <div className="layouts-centre">
          {layout === null ? (
            <p className="layouts-none">{words.t('layouts.none')}</p>
          ) : (
            <>
              <div className="layouts-canvas">
                <LayoutGrid layout={layout} selected={state.selected} on={on} dispatch={dispatch} />
              </div>
              {tile === null ? <p className="layouts-hint">{words.t('layouts.hint')}</p> : <TileSettings tile={tile} dispatch={dispatch} />}
              <LayoutPreviews layout={layout} wall={wall} chosen={kind} onChoose={setKind} />
            </>
          )}
        </div>
        {layout === null ? null : <PanelPalette layout={layout} on={on} dispatch={dispatch} />}
      </div>
    </section>
  );
}

/** What has happened last, what went wrong, and the deeds that concern all layouts. */
function Head({ editor: { state, dispatch, unsaved, problems, failed, saving, save, discard } }: { readonly editor: LayoutEditor }) {
  const words = useWords();
  const { said } = state;
  const [problem] = problems;
  return (
    <header className="layouts-head">
      <h2>{words.t('layouts.title')}</h2>
      <p className="layouts-said" role="status" aria-live="polite" data-refusal={(said !== null && isRefusal(said)) || undefined}>
        {said === null ? '' : <span key={said.turn}>{saidText(said, words)}</span>}
      </p>
      <button type="button" className="button" disabled={state.past.length === 0} onClick={() => dispatch({ do: 'undo' })}>
        {words.t('layouts.undo')} <kbd className="key">{UNDO_KEY}</kbd>
      </button>
      <button type="button" className="button" disabled={state.future.length === 0} onClick={() => dispatch({ do: 'redo' })}>
        {words.t('layouts.redo')}
      </button>
      <button
        type="button"
        className="button button-primary"
        data-testid="layouts-save"
        disabled={!unsaved || saving}
        onClick={() => void save()}
      >
        {words.t(unsaved ? 'layouts.save' : 'layouts.saved')} {unsaved ? <kbd className="key">{SAVE_KEY}</kbd> : null}
      </button>
      {failed === null ? null : (
        <div className="layouts-problem" role="alert">
          <Sign level="broken" />
          <p>
            {words.t(`layouts.failed.${failed.problem}`)} {failed.detail === '' ? null : <code>{failed.detail}</code>}
          </p>
          {failed.problem === 'changed' ? (
            <button type="button" className="button" onClick={() => void discard()}>
              {words.t('layouts.take')}
            </button>
          ) : null}
        </div>
      )}
      {problem === undefined ? null : (
        <div className="layouts-problem" role="alert" data-testid="layouts-problem">
          <Sign level="watch" />
          <p>
            {problem.layout === null
              ? words.t('layouts.broken.file', { why: words.t(`layouts.fault.${problem.fault}`) })
              : words.t('layouts.broken.one', { name: problem.layout, why: words.t(`layouts.fault.${problem.fault}`) })}{' '}
            <code>{[problem.at, problem.detail].filter((part) => part !== '').join(': ')}</code>
          </p>
        </div>
      )}
    </header>
  );
}
