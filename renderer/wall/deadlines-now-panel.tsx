import { memo } from 'react';
import { useTile } from '../board/context';
import { Figure } from '../parts/figure';
import { formatCount } from '../parts/figures';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords } from '../parts/words';
import { Grades, Rates } from './deadline-parts';
import { TotalFigures } from './deadlines-panel';

const DRAWN_FROM = ['deadlines', 'due'] as const;

/** The totals, by grade, and what citizens say afterwards. */
export const DeadlinesNowPanel = memo(function DeadlinesNowPanel() {
  const words = useWords();
  const deadlines = useTile('deadlines');
  const due = useTile('due');
  return (
    <Tile name="dueNow" drawnFrom={DRAWN_FROM} title={words.t('wall.dueNow.title')}>
      {deadlines === undefined ? (
        <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
      ) : (
        <div className="deadline-totals">
          <TotalFigures deadlines={deadlines} />
          <Figure term="open" label={words.t('terms.open.name')} value={formatCount(deadlines.open, words.locale)} />
        </div>
      )}
      {due === undefined ? null : (
        <>
          <Grades byGrade={due.byGrade} />
          <Rates rates={due.rates} />
        </>
      )}
    </Tile>
  );
});
