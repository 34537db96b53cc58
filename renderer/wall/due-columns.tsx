import { memo, useMemo } from 'react';
import type { DueTile } from '../../shared/contract/frames';
import { GRADES } from '../../shared/domain/terms';
import { DueChart, gradeColours, minutesAhead } from '../charts/due-chart';
import { useFreshness } from '../parts/freshness';
import { useWords } from '../parts/words';
import { useTokens } from '../theme/tokens';
import './deadlines-panel.css';

interface DueColumnsProps {
  readonly title: string;
  /** byGrade[grade index][step]. */
  readonly byGrade: readonly (readonly number[])[];
  /** Keep its identity. */
  readonly labels: readonly string[];
}

/** What falls due, a column per step, with its caption and the colours of the grades. */
export const DueColumns = memo(function DueColumns({ title, byGrade, labels }: DueColumnsProps) {
  const words = useWords();
  const colours = gradeColours(useTokens());
  const { fresh } = useFreshness();
  return (
    <div className="deadline-upcoming">
      <div className="deadline-caption">
        <span>{title}</span>
        <span className="deadline-keys">
          {GRADES.map((grade, index) => (
            <span key={grade}>
              <i style={{ background: colours[index] }} />
              {words.t(`unit.grade.${grade}`)}
            </span>
          ))}
        </span>
      </div>
      <DueChart label={title} byGrade={byGrade} labels={labels} old={!fresh} />
    </div>
  );
});

/** The hour to come, in the steps of the tile. */
export const NextHour = memo(function NextHour({ upcoming }: Pick<DueTile, 'upcoming'>) {
  const words = useWords();
  const minutes = upcoming.stepMs / 60_000;
  const steps = upcoming.byGrade[0]?.length ?? 0;
  const labels = useMemo(() => minutesAhead(steps, minutes), [steps, minutes]);
  return <DueColumns title={words.t('wall.deadlines.upcoming', { minutes })} byGrade={upcoming.byGrade} labels={labels} />;
});
