import { GRADES } from '../../shared/domain/terms';
import { useTile } from '../board/context';
import { DueChart, gradeColours, minutesAhead } from '../charts/due-chart';
import { Figure } from '../parts/figure';
import { formatCount, formatPercent, NO_DATA } from '../parts/figures';
import { useWords } from '../parts/words';
import { useTokens } from '../theme/tokens';
import { Section } from './section';

const MOST_UNITS = 8;

/** Which deadlines are broken, which will be, and whose; and what citizens say afterwards. */
export function DeadlinesSection() {
  const words = useWords();
  const tokens = useTokens();
  const deadlines = useTile('deadlines');
  const due = useTile('due');
  const catalogue = useTile('catalogue');
  if (deadlines === undefined || due === undefined) return null;
  const count = (value: number) => formatCount(value, words.locale);
  const minutes = deadlines.horizonMs / 60_000;
  const stepMinutes = due.upcoming.stepMs / 60_000;
  const labels = minutesAhead(due.upcoming.byGrade[0]?.length ?? 0, stepMinutes);
  const colours = gradeColours(tokens);
  const worst = due.worstUnits.filter((entry) => entry.breached > 0 || entry.atRisk > 0).slice(0, MOST_UNITS);
  const { rates } = due;
  const rate = (value: number | null) => (value === null ? null : formatPercent(value));
  return (
    <Section
      name="deadlines"
      title={words.t('wall.deadlines.title')}
      says={words.t('briefing.say.deadlines', {
        open: count(deadlines.open),
        breached: count(deadlines.breached),
        atRisk: count(deadlines.atRisk),
        minutes,
      })}
    >
      <div className="briefing-figures briefing-totals">
        <Figure
          term="breached"
          size="large"
          label={words.t('terms.breached.name')}
          value={count(deadlines.breached)}
          level={deadlines.breached > 0 ? 'broken' : 'normal'}
        />
        <Figure
          term="atRisk"
          size="large"
          label={words.t('wall.deadlines.atRisk', { minutes })}
          value={count(deadlines.atRisk)}
          level={deadlines.atRisk > 0 ? 'watch' : 'normal'}
        />
      </div>
      <p className="briefing-keys">
        <span>{words.t('wall.deadlines.upcoming', { minutes: stepMinutes })}</span>
        {GRADES.map((grade, index) => (
          <span key={grade} className="briefing-grade">
            <i style={{ background: colours[index] }} />
            {words.t(`unit.grade.${grade}`)}
          </span>
        ))}
      </p>
      <div className="briefing-chart" data-chart="due">
        <DueChart
          label={words.t('wall.deadlines.upcoming', { minutes: stepMinutes })}
          byGrade={due.upcoming.byGrade}
          labels={labels}
          old={false}
        />
      </div>
      <table className="briefing-table">
        <thead>
          <tr>
            <th className="briefing-wide">{words.t('wall.deadlines.grade')}</th>
            <th className="briefing-number">{words.t('wall.deadlines.open.short')}</th>
            <th className="briefing-number">{words.t('wall.deadlines.atRisk.short')}</th>
            <th className="briefing-number">{words.t('terms.breached.name')}</th>
          </tr>
        </thead>
        <tbody>
          {due.byGrade.map((entry) => (
            <tr key={entry.grade}>
              <td>{words.t(`unit.grade.${entry.grade}`)}</td>
              <td className="briefing-number">{count(entry.open)}</td>
              <td className="briefing-number" data-level={entry.atRisk > 0 ? 'watch' : undefined}>
                {count(entry.atRisk)}
              </td>
              <td className="briefing-number" data-level={entry.breached > 0 ? 'broken' : undefined}>
                {count(entry.breached)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="briefing-table briefing-units">
        <thead>
          <tr>
            <th className="briefing-wide">{words.t('wall.deadlines.worst')}</th>
            <th className="briefing-number">{words.t('wall.deadlines.atRisk.short')}</th>
            <th className="briefing-number">{words.t('terms.breached.name')}</th>
          </tr>
        </thead>
        <tbody>
          {worst.length === 0 ? (
            <tr>
              <td colSpan={3}>{words.t('wall.deadlines.none')}</td>
            </tr>
          ) : null}
          {worst.map((entry) => {
            const unit = catalogue?.units[entry.unit];
            return (
              <tr key={entry.unit}>
                <td>{unit === undefined ? NO_DATA : words.name(unit.name)}</td>
                <td className="briefing-number" data-level={entry.atRisk > 0 ? 'watch' : undefined}>
                  {count(entry.atRisk)}
                </td>
                <td className="briefing-number" data-level={entry.breached > 0 ? 'broken' : undefined}>
                  {count(entry.breached)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="briefing-rates">
        <p className="briefing-keys">
          <span>{words.t('wall.deadlines.rates')}</span>
          <span>{words.t('wall.deadlines.valid', { count: count(rates.valid) })}</span>
        </p>
        <div className="briefing-figures">
          <Figure term="response" label={words.t('terms.response.name')} value={rate(rates.response)} />
          <Figure term="resolution" label={words.t('terms.resolution.name')} value={rate(rates.resolution)} />
          <Figure term="satisfaction" label={words.t('terms.satisfaction.name')} value={rate(rates.satisfaction)} />
        </div>
        <small>{words.t('wall.deadlines.formula')}</small>
      </div>
    </Section>
  );
}
