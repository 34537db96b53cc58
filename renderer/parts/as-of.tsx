import type { TileName } from '../../shared/contract/frames';
import { useMoment, useTile } from '../board/context';
import { ageText } from './age';
import './as-of.css';
import { clockText } from './city-time';
import { formatCount } from './figures';
import { useFreshness } from './freshness';
import { Sign } from './sign';
import { useWords } from './words';

/** "#41,208,317 · 14:36:08": what a tile was drawn from (a tile that lags behind the frame shows its own seq). Grows amber and says its age when that is no longer now. */
export function AsOf({ drawnFrom }: { readonly drawnFrom?: TileName }) {
  const words = useWords();
  const moment = useMoment();
  const zone = useTile('city')?.zone;
  const { fresh, ageMs } = useFreshness();
  if (moment === null || zone === undefined) return null;
  const lagging = drawnFrom === undefined ? undefined : moment.lagging[drawnFrom];
  return (
    <span className="as-of" data-seq={moment.seq} data-old={!fresh || undefined}>
      {!fresh && ageMs !== null ? (
        <b>
          <Sign level="watch" /> {words.t('parts.old', { age: ageText(ageMs, words) })}
        </b>
      ) : null}
      <span>#{formatCount(lagging ?? moment.seq, words.locale)}</span>
      {fresh && lagging === undefined ? <span className="as-of-time">{clockText(moment.cityNow, zone)}</span> : null}
    </span>
  );
}
