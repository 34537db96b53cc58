import { FIRST_WALL_PAGE } from '../../shared/contract/wall-pages';
import { FittedName } from '../parts/fitted-name';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import type { LayoutTrouble } from './layouts';
import './layout-trouble.css';
import { PAGES } from './pages';

/** Why the wall does not show the layout that it was told to show. */
export function LayoutTroubleLine({ trouble: { name, problem } }: { readonly trouble: LayoutTrouble }) {
  const words = useWords();
  const why = problem === null ? words.t('wall.layout.absent') : words.t(`layouts.fault.${problem.fault}`);
  const at = problem === null || problem.at === '' ? '' : ` (${problem.at})`;
  const text = words.t('wall.layout.trouble', { name, why: `${why}${at}`, page: words.t(PAGES[FIRST_WALL_PAGE].name) });
  return (
    <div className="layout-trouble" role="status" data-testid="layout-trouble">
      <Sign level="watch" />
      <span>
        <FittedName name={text} />
      </span>
    </div>
  );
}
