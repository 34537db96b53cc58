import type { City } from '../../shared/contract/city';
import type { OutlookTile } from '../../shared/contract/frames';
import { minuteText } from '../parts/city-time';
import { formatCount, formatWholePercent, NO_DATA } from '../parts/figures';
import { serviceLevel, shortageLevel } from '../parts/levels';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import { hoursAhead } from '../parts/hours-ahead';

/** The rest of the day by the hour: calls, seats needed against those expected, and what that gives. */
export function HoursTable({ outlook, city }: { readonly outlook: OutlookTile; readonly city: City }) {
  const words = useWords();
  const hours = hoursAhead(outlook);
  if (hours.length === 0) return null;
  const count = (value: number | null) => (value === null ? NO_DATA : formatCount(Math.round(value), words.locale));
  const share = (value: number | null) => (value === null ? NO_DATA : formatWholePercent(value));
  const endText = (at: number) => (minuteText(at, city.zone) === '00:00' ? '24:00' : minuteText(at, city.zone));
  return (
    <table className="briefing-table briefing-hours">
      <thead>
        <tr>
          <th>{words.t('briefing.hours.when')}</th>
          <th className="briefing-number">{words.t('terms.forecast.name')}</th>
          <th className="briefing-number">{words.t('terms.seatsNeeded.name')}</th>
          <th className="briefing-number">{words.t('terms.seatsExpected.name')}</th>
          <th className="briefing-number">{words.t('briefing.hours.spare')}</th>
          <th className="briefing-number">{words.t('briefing.hours.service', { threshold: city.serviceLevel.thresholdMs / 1_000 })}</th>
          <th className="briefing-number">{words.t('terms.abandoned.name')}</th>
        </tr>
      </thead>
      <tbody>
        {hours.map(({ fromAt, toAt, calls, needed, seats, serviceLevel: service, abandoned }) => {
          const level = shortageLevel(needed, seats);
          const spare = needed === null || seats === null ? null : Math.round(seats - needed);
          return (
            <tr key={fromAt}>
              <td>
                {minuteText(fromAt, city.zone)}–{endText(toAt)}
              </td>
              <td className="briefing-number">{count(calls)}</td>
              <td className="briefing-number">{count(needed)}</td>
              <td className="briefing-number">{count(seats)}</td>
              <td className="briefing-number" data-level={level}>
                <Sign level={level} /> {spare === null ? NO_DATA : spare < 0 ? `−${count(-spare)}` : `+${count(spare)}`}
              </td>
              <td className="briefing-number" data-level={serviceLevel(service, city.serviceLevel.target)}>
                {share(service)}
              </td>
              <td className="briefing-number">{share(abandoned)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
