import { useMoment, useTile } from '../board/context';
import { ageText } from './age';
import './as-of.css';
import { clockText } from './city-time';
import { formatCount } from './figures';
import { useFreshness } from './freshness';
import { Sign } from './sign';
import { useWords } from './words';

/** "#41,208,317 · 14:36:08": what a tile was drawn from. Grows amber and says its age when that is no longer now. */
export function AsOf() {
  const words = useWords();
  const moment = useMoment();
  const zone = useTile('city')?.zone;
  const { fresh, ageMs } = useFreshness();
  if (moment === null || zone === undefined) return null;
  return (
    <span className="as-of" data-seq={moment.seq} data-old={!fresh || undefined}>
      {!fresh && ageMs !== null ? (
        <b>
          <Sign level="watch" /> {words.t('parts.old', { age: ageText(ageMs, words) })}
        </b>
      ) : null}
      <span>#{formatCount(moment.seq, words.locale)}</span>
      {fresh ? <span className="as-of-time">{clockText(moment.cityNow, zone)}</span> : null}
    </span>
  );
}
