import { useCallback, useSyncExternalStore } from 'react';
import type { TileName } from '../../shared/contract/frames';
import { useLink, useTile } from '../board/context';
import { ageText } from './age';
import './as-of.css';
import { clockText } from './city-time';
import { formatCount } from './figures';
import { useFreshness } from './freshness';
import { Sign } from './sign';
import { useWords } from './words';

/**
 * "#41,208,317 · 14:36:08": what a tile was drawn from; of several with different moments the oldest, so that nothing there is older than it says. Grows amber and
 * says its age when that is no longer now. The seq of the last frame stands at the element, for tests and for whoever looks at the page from outside.
 */
export function AsOf({ drawnFrom }: { readonly drawnFrom?: readonly TileName[] }) {
  const words = useWords();
  const { board } = useLink();
  const zone = useTile('city')?.zone;
  const { fresh, ageMs } = useFreshness();
  const subscribe = useCallback((listener: () => void) => board.subscribe('moment', listener), [board]);
  // Text, so that a frame that changes neither of the two draws nothing.
  const seq = useSyncExternalStore(subscribe, () => {
    const asOf = board.asOf(drawnFrom);
    return asOf === null ? '' : formatCount(asOf.seq, words.locale);
  });
  const clock = useSyncExternalStore(subscribe, () => {
    const asOf = board.asOf(drawnFrom);
    return asOf === null || zone === undefined ? '' : clockText(asOf.cityNow, zone);
  });
  const dated = useCallback(
    (element: HTMLSpanElement) => {
      const write = () => element.setAttribute('data-seq', String(board.moment?.seq ?? 0));
      write();
      return board.subscribe('moment', write);
    },
    [board],
  );
  if (seq === '' || zone === undefined) return null;
  return (
    <span ref={dated} className="as-of" data-old={!fresh || undefined}>
      {!fresh && ageMs !== null ? (
        <b>
          <Sign level="watch" /> {words.t('parts.old', { age: ageText(ageMs, words) })}
        </b>
      ) : null}
      <span className="as-of-seq">#{seq}</span>
      {fresh ? <span className="as-of-time">{clock}</span> : null}
    </span>
  );
}
