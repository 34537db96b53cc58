import type { OutlookTile } from '../../shared/contract/frames';
import { type DurationMs, type Instant, MINUTE_MS } from '../../shared/time/instant';
import { useTile } from '../board/context';
import { ageText } from './age';
import { minuteText } from './city-time';
import { Explained } from './explained';
import { useFreshness } from './freshness';
import './outlook-line.css';
import { tellOutlook } from './outlook-words';
import { Sign } from './sign';
import { useWords } from './words';

/** An outlook is made once a city minute: one that is older than this says when it was made. */
const LATE_MS: DurationMs = 10 * MINUTE_MS;

interface OutlookLineProps {
  readonly outlook: OutlookTile | undefined;
  readonly now: Instant;
  readonly zone: string;
}

/** Can we answer in the next hours: the announcement with its ranges, each explaining itself. Says how old it is when it is not now. */
export function OutlookLine({ outlook, now, zone }: OutlookLineProps) {
  const words = useWords();
  const floor = useTile('floor');
  const { fresh, ageMs } = useFreshness();
  const told = outlook === undefined ? null : tellOutlook(outlook, floor, now, zone, words);
  const level = told?.level ?? 'normal';
  return (
    <p className="outlook-line" data-level={level} data-state={told?.state ?? 'none'} data-old={!fresh || undefined}>
      <Explained term="shortage" className="outlook-headline">
        <Sign level={level} />
        <b>{told?.headline ?? words.t('parts.outlook.not-yet')}</b>
      </Explained>
      {!fresh && ageMs !== null ? <span className="outlook-age">{words.t('parts.old', { age: ageText(ageMs, words) })}</span> : null}
      {outlook !== undefined && now - outlook.madeAt > LATE_MS ? (
        <span className="outlook-age">{words.t('parts.outlook.made', { at: minuteText(outlook.madeAt, zone) })}</span>
      ) : null}
      {told === null || told.details.length === 0 ? null : (
        <Explained term="expectedService" className="outlook-details">
          {told.details.map((detail) => (
            <span key={detail}>{detail}</span>
          ))}
        </Explained>
      )}
    </p>
  );
}
