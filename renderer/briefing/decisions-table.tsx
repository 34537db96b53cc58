import type { City } from '../../shared/contract/city';
import type { DecisionFigures } from '../../shared/contract/frames';
import type { ShareRange } from '../../shared/domain/staffing';
import { useTile } from '../board/context';
import { roleText } from '../parts/actor';
import { minuteText } from '../parts/city-time';
import { formatPercent, formatRange, NO_DATA } from '../parts/figures';
import { measureText } from '../parts/measure-words';
import { useWords } from '../parts/words';

/** As many as the page has room for; the newest first. */
const MOST = 5;

/** What supervisors have decided, what it was expected to do, and what became of it. Reasons, which are free text, stay on the desk. */
export function DecisionsTable({ city }: { readonly city: City }) {
  const { zone } = city;
  const words = useWords();
  const decisions = useTile('staffing')?.decisions ?? [];
  if (decisions.length === 0) return <p className="briefing-none">{words.t('briefing.decisions.none')}</p>;
  return (
    <table className="briefing-table briefing-decisions">
      <thead>
        <tr>
          <th>{words.t('terms.decision.name')}</th>
          <th>{words.t('briefing.decisions.window')}</th>
          <th className="briefing-number">{words.t('briefing.decisions.without', { threshold: city.serviceLevel.thresholdMs / 1_000 })}</th>
          <th className="briefing-number">{words.t('briefing.decisions.with')}</th>
          <th className="briefing-number">{words.t('briefing.decisions.actual')}</th>
          <th className="briefing-number">{words.t('briefing.decisions.abandoned')}</th>
          <th className="briefing-number">{words.t('briefing.decisions.occupancy')}</th>
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
  const { measure, fromAt, toAt, without, with: expected, score, by } = decision;
  const actual = (value: number | null | undefined) => (value == null ? NO_DATA : formatPercent(value));
  const against = (range: ShareRange, value: number | null | undefined) => (
    <td className="briefing-number">
      {formatRange(range)} → <strong>{actual(value)}</strong>
    </td>
  );
  return (
    <tr>
      <td>
        {measureText(measure, words)} <small>{roleText(by, words)}</small>
      </td>
      <td>
        {minuteText(fromAt, zone)}–{minuteText(toAt, zone)}
      </td>
      <td className="briefing-number">{formatRange(without.serviceLevel)}</td>
      <td className="briefing-number">{formatRange(expected.serviceLevel)}</td>
      <td className="briefing-number">
        {score === null ? (
          <small>{words.t('briefing.decisions.not-begun')}</small>
        ) : (
          <>
            <strong>{actual(score.serviceLevel)}</strong>{' '}
            <small>{words.t(score.final ? 'briefing.decisions.final' : 'briefing.decisions.so-far')}</small>
          </>
        )}
      </td>
      {against(expected.abandoned, score?.abandoned)}
      {against(expected.occupancy, score?.occupancy)}
    </tr>
  );
}
