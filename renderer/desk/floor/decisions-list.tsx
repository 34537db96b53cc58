import { memo, type ReactNode } from 'react';
import type { DecisionFigures } from '../../../shared/contract/frames';
import { useTile } from '../../board/context';
import { actorText } from '../../parts/actor';
import { minuteText } from '../../parts/city-time';
import { Explained } from '../../parts/explained';
import { formatCount, formatPercent, NO_DATA } from '../../parts/figures';
import { useFreshness } from '../../parts/freshness';
import { useWords, type Words } from '../../parts/words';
import './decisions-list.css';
import { measureText } from '../../parts/measure-words';
import { judge, type Verdict } from './verdict';
import { rangeText } from './what-if-effect';
import { endText } from './what-if-panel';

/** What was decided, what was expected of it, and what happened. */
export const DecisionsList = memo(function DecisionsList() {
  const words = useWords();
  const { fresh } = useFreshness();
  const staffing = useTile('staffing');
  const decisions = staffing?.decisions ?? [];
  return (
    <section className="decisions" aria-label={words.t('desk.decisions.title')} data-testid="decisions" data-old={!fresh || undefined}>
      <h2>
        <Explained term="decision">{words.t('desk.decisions.title')}</Explained>
      </h2>
      {decisions.length === 0 ? (
        <p className="decisions-none">{words.t(staffing === undefined ? 'desk.floor.loading' : 'desk.decisions.none')}</p>
      ) : (
        <ol>
          {decisions.map((decision) => (
            <DecisionEntry key={decision.decision} decision={decision} />
          ))}
        </ol>
      )}
    </section>
  );
});

function DecisionEntry({ decision }: { readonly decision: DecisionFigures }): ReactNode {
  const words = useWords();
  const catalogue = useTile('catalogue');
  const zone = useTile('city')?.zone ?? 'UTC';
  const judged = judge(decision);
  const { score, with: expected, without } = decision;
  const verdict = judged.serviceLevel;
  return (
    <li className="decision" data-decision={decision.decision} data-state={judged.state} data-verdict={verdict}>
      <p className="decision-measure">
        <b>{measureText(decision.measure, words)}</b>
        <span>{words.t('desk.what-if.window', { from: minuteText(decision.fromAt, zone), to: endText(decision.toAt, zone) })}</span>
      </p>
      <p className="decision-by">
        {words.t('desk.decisions.by', { at: minuteText(decision.at, zone), by: actorText(decision.by, words, catalogue) })}
        {decision.reason === '' ? null : <q title={decision.reason}>{decision.reason}</q>}
      </p>
      <p className="decision-verdict">
        <b data-verdict={judged.state === 'waiting' ? 'none' : verdict}>{verdictText(judged.state, verdict, decision, zone, words)}</b>
      </p>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{words.t('desk.decisions.without')}</th>
            <th scope="col">{words.t('desk.decisions.expected')}</th>
            <th scope="col">{words.t('desk.decisions.happened')}</th>
          </tr>
        </thead>
        <tbody>
          {(['serviceLevel', 'abandoned', 'occupancy'] as const).map((figure) => (
            <tr key={figure}>
              <th scope="row">{words.t(`desk.decisions.${figure}`)}</th>
              <td>{formatPercent(without[figure].likely)}</td>
              <td title={rangeText(expected[figure])}>{rangeText(expected[figure])}</td>
              <td data-verdict={judged[figure]}>
                {score?.[figure] == null ? NO_DATA : `${formatPercent(score[figure])} ${MARK[judged[figure]]}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </li>
  );
}

/** A shape beside the colour; words say the same above. */
const MARK: Readonly<Record<Verdict, string>> = { better: '△', inside: '=', worse: '▼', none: '' };

function verdictText(
  state: 'waiting' | 'running' | 'final',
  verdict: Verdict,
  decision: DecisionFigures,
  zone: string,
  words: Words,
): string {
  if (state === 'waiting' || decision.score === null) return words.t('desk.decisions.waiting', { at: minuteText(decision.fromAt, zone) });
  const values = { until: minuteText(decision.score.until, zone), offered: formatCount(decision.score.offered, words.locale) };
  return words.t(`desk.decisions.${state}.${verdict}`, values);
}
