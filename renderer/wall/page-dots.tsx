import type { ReactElement } from 'react';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import './page-dots.css';
import { pageTitle } from './pages';
import type { Rotating } from './use-rotation';

/** Which of its pages the wall shows, and why it is not the next one's turn. */
export function PageDots({ rotating: { page, pages, because, held, turns } }: { readonly rotating: Rotating }): ReactElement | null {
  const words = useWords();
  if (!turns && because === 'turn' && !held) return null;
  const alarm = because !== 'turn' && because !== 'hand';
  return (
    <div className="page-dots" data-testid="page-dots" data-page={page} data-because={because} data-held={held}>
      <span className="page-dots-why" data-alarm={alarm || undefined}>
        {alarm ? <Sign level="watch" /> : null}
        {alarm ? words.t(`wall.turn.${because}`) : held ? words.t('wall.turn.held') : because === 'hand' ? words.t('wall.turn.hand') : ''}
      </span>
      <ol aria-label={words.t('wall.turn.pages')}>
        {pages.map((each) => (
          <li key={each} data-shown={each === page || undefined} aria-label={pageTitle(each, words)} />
        ))}
      </ol>
      <span className="page-dots-name">{pageTitle(page, words)}</span>
    </div>
  );
}
