import type { City } from '../../shared/contract/city';
import type { FloorTile, OutlookTile } from '../../shared/contract/frames';
import { minuteText } from '../parts/city-time';
import { formatDuration, formatPercent, formatWholePercent, NO_DATA } from '../parts/figures';
import { useWords } from '../parts/words';

interface BasisListProps {
  readonly floor: FloorTile;
  readonly outlook: OutlookTile;
  readonly city: City;
}

/** What forecast and need were made from, so that a planner can judge them. */
export function BasisList({ floor, outlook, city }: BasisListProps) {
  const words = useWords();
  const { basis } = outlook;
  const rows: readonly (readonly [string, string])[] = [
    [
      words.t('terms.forecast.name'),
      `${words.t(`parts.outlook.basis.${basis.forecast}`, { days: basis.historyDays })} · ${words.t(`parts.day-type.${basis.dayType}`)} · ${words.t('parts.outlook.made', { at: minuteText(outlook.madeAt, city.zone) })}`,
    ],
    [
      words.t('briefing.appendix.threshold'),
      words.t('briefing.appendix.threshold-value', { threshold: basis.thresholdMs / 1_000, target: formatWholePercent(basis.target) }),
    ],
    [words.t('terms.handling.name'), basis.handlingMs === null ? NO_DATA : formatDuration(basis.handlingMs)],
    [
      words.t('briefing.basis.patience'),
      words.t('briefing.basis.patience-value', {
        seconds: Math.round(basis.patienceMs / 1_000),
        how: words.t(basis.patience === 'measured' ? 'parts.outlook.measured' : 'parts.outlook.assumed'),
      }),
    ],
    [words.t('briefing.basis.breaks'), formatPercent(basis.breakShare)],
    [
      words.t('terms.adherence.name'),
      words.t('briefing.basis.adherence-value', {
        now: floor.adherence === null ? NO_DATA : formatPercent(floor.adherence),
        today: floor.adherenceToday === null ? NO_DATA : formatPercent(floor.adherenceToday),
      }),
    ],
    [words.t('briefing.basis.day'), `${city.dayReset} · ${city.zone}`],
  ];
  return (
    <dl className="briefing-basis">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
