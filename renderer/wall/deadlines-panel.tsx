import { memo, useMemo } from 'react';
import type { CatalogueTile, DueTile } from '../../shared/contract/frames';
import { GRADES } from '../../shared/domain/terms';
import { useOfTile, useTile } from '../board/context';
import { DueChart, gradeColours } from '../charts/due-chart';
import { Figure } from '../parts/figure';
import { formatCount, formatPercent } from '../parts/figures';
import { FittedRows } from '../parts/fitted-rows';
import { useFreshness } from '../parts/freshness';
import { NameAndPlace } from '../parts/name-and-place';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords } from '../parts/words';
import { useTokens } from '../theme/tokens';
import './deadlines-panel.css';
import type { WallScale } from './type-scale';

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
  const minutes = deadlines.horizonMs / 60_000;
  return (
    <div className="deadline-totals">
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
    </div>
  );
}

function DueParts({ density, shape }: Pick<WallScale, 'density' | 'shape'>) {
  const due = useTile('due');
  const catalogue = useTile('catalogue');
  if (due === undefined) return null;
  return (
    <>
      <Upcoming upcoming={due.upcoming} />
      {density === 'roomy' && shape !== 'portrait' ? <Grades byGrade={due.byGrade} /> : null}
      <WorstUnits worstUnits={due.worstUnits} catalogue={catalogue} />
      <Rates rates={due.rates} />
    </>
  );
}

const Upcoming = memo(function Upcoming({ upcoming }: Pick<DueTile, 'upcoming'>) {
  const words = useWords();
  const tokens = useTokens();
  const { fresh } = useFreshness();
  const colours = gradeColours(tokens);
  const stepMinutes = upcoming.stepMs / 60_000;
  return (
    <div className="deadline-upcoming">
      <div className="deadline-caption">
        <span>{words.t('wall.deadlines.upcoming', { minutes: stepMinutes })}</span>
        <span className="deadline-keys">
          {GRADES.map((grade, index) => (
            <span key={grade}>
              <i style={{ background: colours[index] }} />
              {words.t(`unit.grade.${grade}`)}
            </span>
          ))}
        </span>
      </div>
      <DueChart
        label={words.t('wall.deadlines.upcoming', { minutes: stepMinutes })}
        byGrade={upcoming.byGrade}
        stepMinutes={stepMinutes}
        old={!fresh}
      />
    </div>
  );
});

/** A count in a table: red or amber with its column's head, grey when it is zero, hollow when it is old. */
const Count = memo(function Count({ value, level }: { readonly value: number; readonly level: 'broken' | 'watch' | 'normal' }) {
  const words = useWords();
  const { fresh } = useFreshness();
  return (
    <b className="deadline-count" data-level={value > 0 ? level : 'zero'} data-old={!fresh || undefined}>
      {formatCount(value, words.locale)}
    </b>
  );
});

const Grades = memo(function Grades({ byGrade }: Pick<DueTile, 'byGrade'>) {
  const words = useWords();
  return (
    <div className="deadline-table deadline-grades">
      <div className="deadline-row deadline-head">
        <span>{words.t('wall.deadlines.grade')}</span>
        <span>{words.t('wall.deadlines.open.short')}</span>
        <span>{words.t('wall.deadlines.atRisk.short')}</span>
        <span>{words.t('terms.breached.name')}</span>
      </div>
      {byGrade.map(({ grade, open, breached, atRisk }) => (
        <div key={grade} className="deadline-row">
          <span>{words.t(`unit.grade.${grade}`)}</span>
          <Count value={open} level="normal" />
          <Count value={atRisk} level="watch" />
          <Count value={breached} level="broken" />
        </div>
      ))}
    </div>
  );
});

interface WorstUnitsProps extends Pick<DueTile, 'worstUnits'> {
  readonly catalogue: CatalogueTile | undefined;
}

const WorstUnits = memo(function WorstUnits({ worstUnits, catalogue }: WorstUnitsProps) {
  const words = useWords();
  const names = useMemo(() => {
    return (key: number) => {
      const unit = catalogue?.units[key];
      if (unit === undefined) return { name: '—', where: '' };
      const district = catalogue?.districts[unit.district];
      const citywide = unit.kind === 'department' || unit.kind === 'utility' || district === undefined || unit.district === 0;
      return { name: words.name(unit.name), where: citywide ? words.t('wall.deadlines.citywide') : words.name(district.name) };
    };
  }, [catalogue, words]);
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

const Rates = memo(function Rates({ rates }: Pick<DueTile, 'rates'>) {
  const words = useWords();
  const value = (rate: number | null) => (rate === null ? null : formatPercent(rate));
  return (
    <div className="deadline-rates">
      <div className="deadline-caption">
        <span>{words.t('wall.deadlines.rates')}</span>
        <span>{words.t('wall.deadlines.valid', { count: formatCount(rates.valid, words.locale) })}</span>
      </div>
      <div className="deadline-rate-figures">
        <Figure term="response" label={words.t('terms.response.name')} value={value(rates.response)} size="key" />
        <Figure term="resolution" label={words.t('terms.resolution.name')} value={value(rates.resolution)} size="key" />
        <Figure term="satisfaction" label={words.t('terms.satisfaction.name')} value={value(rates.satisfaction)} size="key" />
      </div>
      <p className="deadline-formula">{words.t('wall.deadlines.formula')}</p>
    </div>
  );
});
