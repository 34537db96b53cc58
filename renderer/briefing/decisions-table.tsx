import type { DecisionFigures } from '../../shared/contract/frames';
import type { ShareRange } from '../../shared/domain/staffing';
import { useTile } from '../board/context';
import { actorText } from '../parts/actor';
import { minuteText } from '../parts/city-time';
import { formatRange, formatPercent, NO_DATA } from '../parts/figures';
import { measureText } from '../parts/measure-words';
import { useWords } from '../parts/words';

/** As many as the page has room for. */
const MOST = 3;

/** What supervisors have decided, what it was expected to do, and what became of it. Nothing decided: no table. Reasons stay on the desk. */
export function DecisionsTable({ zone }: { readonly zone: string }) {
  const words = useWords();
  const decisions = useTile('staffing')?.decisions ?? [];
  if (decisions.length === 0) return null;
  return (
    <table className="briefing-table briefing-decisions">
      <thead>
        <tr>
          <th>{words.t('terms.decision.name')}</th>
          <th>{words.t('briefing.decisions.window')}</th>
          <th className="briefing-number">{words.t('briefing.decisions.without')}</th>
          <th className="briefing-number">{words.t('briefing.decisions.with')}</th>
          <th className="briefing-number">{words.t('briefing.decisions.actual')}</th>
        </tr>
      </thead>
      <tbody>
        {decisions.slice(0, MOST).map((decision) => (
          <DecisionLine key={decision.decision} decision={decision} zone={zone} />
        ))}
      </tbody>
    </table>
  );
}

function DecisionLine({ decision, zone }: { readonly decision: DecisionFigures; readonly zone: string }) {
  const words = useWords();
  const catalogue = useTile('catalogue');
  const { measure, fromAt, toAt, without, with: expected, score, by } = decision;
  const both = (service: ShareRange) => formatRange(service);
  return (
    <tr>
      <td>
        {measureText(measure, words)} <small>{actorText(by, words, catalogue)}</small>
      </td>
      <td>
        {minuteText(fromAt, zone)}–{minuteText(toAt, zone)}
      </td>
      <td className="briefing-number">{both(without.serviceLevel)}</td>
      <td className="briefing-number">{both(expected.serviceLevel)}</td>
      <td className="briefing-number">
        {score === null ? (
          <small>{words.t('briefing.decisions.not-begun')}</small>
        ) : (
          <>
            <strong>{score.serviceLevel === null ? NO_DATA : formatPercent(score.serviceLevel)}</strong>{' '}
            <small>{words.t(score.final ? 'briefing.decisions.final' : 'briefing.decisions.so-far')}</small>
          </>
        )}
      </td>
    </tr>
  );
}
