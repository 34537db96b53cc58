import type { City } from '../../shared/contract/city';
import { useTile } from '../board/context';
import { ruleName } from '../parts/abandon-rule';
import { formatCount, formatDuration, formatPercent, NO_DATA } from '../parts/figures';
import { serviceLevel } from '../parts/levels';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';

/** More do not fit; a city has a handful. */
const MOST = 8;

/** What each queue does, each by its own threshold and rule: shares of different rules stand side by side and are never added. */
export function QueuesTable({ city }: { readonly city: City }) {
  const words = useWords();
  const queues = useTile('queues')?.queues ?? [];
  const catalogue = useTile('catalogue');
  if (queues.length === 0) return null;
  const length = (value: number | null) => (value === null ? NO_DATA : formatDuration(value));
  return (
    <table className="briefing-table briefing-queues">
      <thead>
        <tr>
          <th>{words.t('briefing.queues.name')}</th>
          <th className="briefing-number">{words.t('briefing.queues.offered')}</th>
          <th className="briefing-number">{words.t('wall.floor.queued')}</th>
          <th className="briefing-number">{words.t('briefing.queues.handling')}</th>
          <th className="briefing-number">{words.t('parts.window.30min')}</th>
          <th className="briefing-number">{words.t('parts.window.day')}</th>
        </tr>
      </thead>
      <tbody>
        {queues.slice(0, MOST).map(({ queue, thresholdMs, abandonRule, waiting, service, talkMs, wrapUpMs }) => {
          const named = catalogue?.queues[queue];
          const shares = [service['30min'].value, service.day.value];
          return (
            <tr key={queue}>
              <td>
                {queue === 0 || named === undefined ? words.t('briefing.queues.none') : words.name(named.name)}{' '}
                <small>
                  {thresholdMs / 1_000} s · {ruleName(abandonRule, words)}
                </small>
              </td>
              <td className="briefing-number">{formatCount(service.day.offered, words.locale)}</td>
              <td className="briefing-number">{formatCount(waiting, words.locale)}</td>
              <td className="briefing-number">{length(talkMs === null || wrapUpMs === null ? null : talkMs + wrapUpMs)}</td>
              {shares.map((value, index) => {
                const level = serviceLevel(value, city.serviceLevel.target);
                return (
                  <td key={index === 0 ? '30min' : 'day'} className="briefing-number" data-level={level}>
                    <Sign level={level} /> {value === null ? NO_DATA : formatPercent(value)}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
