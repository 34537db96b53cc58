import { memo } from 'react';
import type { DueTile } from '../../shared/contract/frames';
import { Figure } from '../parts/figure';
import { formatCount, formatPercent } from '../parts/figures';
import { useWords } from '../parts/words';
import { Count } from './count-cell';
import './deadlines-panel.css';

/** Open, due and overdue cases of each grade. */
export const Grades = memo(function Grades({ byGrade }: Pick<DueTile, 'byGrade'>) {
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

/** What citizens say afterwards: the month's three rates. */
export const Rates = memo(function Rates({ rates }: Pick<DueTile, 'rates'>) {
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
