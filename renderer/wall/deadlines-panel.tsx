import { memo, useMemo } from 'react';
import type { CatalogueTile, DeadlinesTile, DueTile } from '../../shared/contract/frames';
import { useOfTile, useTile } from '../board/context';
import { Figure } from '../parts/figure';
import { formatCount } from '../parts/figures';
import { FittedRows } from '../parts/fitted-rows';
import { NameAndPlace } from '../parts/name-and-place';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords } from '../parts/words';
import { Count } from './count-cell';
import { Grades, Rates } from './deadline-parts';
import './deadlines-panel.css';
import { NextHour } from './due-columns';
import type { WallScale } from '../parts/type-scale';
import { unitNames } from './unit-names';

/** Which deadlines are broken, which will be, and at whose desk? The totals follow every frame, their parts as often as anybody reads them. */
export const DeadlinesPanel = memo(function DeadlinesPanel({ density, shape }: Pick<WallScale, 'density' | 'shape'>) {
  const words = useWords();
  return (
    <Tile name="deadlines" drawnFrom={DRAWN_FROM} title={words.t('wall.deadlines.title')} meta={<OpenCases />}>
      <Totals />
      <DueParts density={density} shape={shape} />
    </Tile>
  );
});

const DRAWN_FROM = ['deadlines', 'due'] as const;

function OpenCases() {
  const words = useWords();
  const open = useOfTile('deadlines', (tile) => tile?.open);
  return open === undefined ? null : words.t('wall.deadlines.open', { count: formatCount(open, words.locale) });
}

function Totals() {
  const words = useWords();
  const deadlines = useTile('deadlines');
  if (deadlines === undefined) return <NothingToShow>{words.t('wall.notYet')}</NothingToShow>;
  return (
    <div className="deadline-totals">
      <TotalFigures deadlines={deadlines} />
    </div>
  );
}

/** Broken and soon to be. */
export function TotalFigures({ deadlines }: { readonly deadlines: DeadlinesTile }) {
  const words = useWords();
  const minutes = deadlines.horizonMs / 60_000;
  return (
    <>
      <Figure
        term="breached"
        size="large"
        label={words.t('terms.breached.name')}
        value={formatCount(deadlines.breached, words.locale)}
        level={deadlines.breached > 0 ? 'broken' : 'normal'}
      />
      <Figure
        term="atRisk"
        size="large"
        label={words.t('wall.deadlines.atRisk', { minutes })}
        value={formatCount(deadlines.atRisk, words.locale)}
        level={deadlines.atRisk > 0 ? 'watch' : 'normal'}
      />
    </>
  );
}

function DueParts({ density, shape }: Pick<WallScale, 'density' | 'shape'>) {
  const due = useTile('due');
  const catalogue = useTile('catalogue');
  if (due === undefined) return null;
  return (
    <>
      <NextHour upcoming={due.upcoming} />
      {density === 'roomy' && shape !== 'portrait' ? <Grades byGrade={due.byGrade} /> : null}
      <WorstUnits worstUnits={due.worstUnits} catalogue={catalogue} />
      <Rates rates={due.rates} />
    </>
  );
}

interface WorstUnitsProps extends Pick<DueTile, 'worstUnits'> {
  readonly catalogue: CatalogueTile | undefined;
}

const WorstUnits = memo(function WorstUnits({ worstUnits, catalogue }: WorstUnitsProps) {
  const words = useWords();
  const names = useMemo(() => unitNames(catalogue, words), [catalogue, words]);
  const worst = worstUnits.filter((unit) => unit.breached > 0 || unit.atRisk > 0);
  return (
    <div className="deadline-table deadline-units">
      <div className="deadline-row deadline-head">
        <span>{words.t('wall.deadlines.worst')}</span>
        <span>{words.t('wall.deadlines.atRisk.short')}</span>
        <span>{words.t('terms.breached.name')}</span>
      </div>
      {worst.length === 0 ? (
        <p className="deadline-none">{words.t('wall.deadlines.none')}</p>
      ) : (
        <FittedRows
          items={worst}
          leastRem={1.95}
          mostRem={2.3}
          renderRow={({ unit, breached, atRisk }) => {
            const { name, where } = names(unit);
            return (
              <div key={unit} className="deadline-row">
                <NameAndPlace name={name} place={where} />
                <Count value={atRisk} level="watch" />
                <Count value={breached} level="broken" />
              </div>
            );
          }}
        />
      )}
    </div>
  );
});
