import { useMoment, useTile } from '../board/context';
import { ageText } from '../parts/age';
import { clockText } from '../parts/city-time';
import { formatCount } from '../parts/figures';
import { useFreshness } from '../parts/freshness';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import './link-banner.css';
import { problemText } from './problem-words';

/** While the picture is not live: what happened, what is safe, what comes next. */
export function LinkBanner() {
  const words = useWords();
  const link = useTile('link');
  const city = useTile('city');
  const moment = useMoment();
  const { fresh, ageMs, state } = useFreshness();
  if (fresh || link === undefined || moment === null || city === undefined) return null;
  const { connection } = link;
  const at = clockText(moment.cityNow, city.zone);
  const age = ageText(ageMs ?? 0, words);
  const text = (() => {
    switch (connection.state) {
      case 'cached':
        return words.t('desk.banner.cached', { age });
      case 'offline':
        return words.t('desk.banner.offline', { reason: connection.reason, at });
      case 'replaying':
        return words.t('desk.banner.replaying', {
          seq: formatCount(connection.seq, words.locale),
          head: formatCount(connection.head, words.locale),
        });
      case 'refused':
        return words.t('desk.banner.refused', { problem: problemText(connection.problem, words) });
      case 'joining':
        return words.t('desk.banner.joining', { at });
      case 'preparing':
        return words.t('desk.banner.preparing', { at });
      case 'live':
      case 'stale':
        return words.t('desk.banner.stale', { at, age });
    }
  })();
  return (
    <p className="link-banner" data-state={state}>
      <Sign level="watch" /> {text}
    </p>
  );
}
