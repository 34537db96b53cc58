import type { ConnectionState } from '../../shared/contract/frames';
import { ageText } from './age';
import { formatCount } from './figures';
import type { Words } from './words';

/** The state of the link to the hub in a few words. */
export function connectionText(connection: ConnectionState, words: Words): string {
  switch (connection.state) {
    case 'offline':
    case 'joining':
    case 'live':
    case 'refused':
      return words.t(`link.${connection.state}`);
    case 'preparing':
      // Some steps have no length worth telling, others do not know their end.
      if (connection.total <= 1 && connection.done <= 1) return words.t('link.preparingOnly');
      if (connection.total === 0) return words.t('link.preparingSome', { done: formatCount(connection.done, words.locale) });
      return words.t('link.preparing', {
        done: formatCount(connection.done, words.locale),
        total: formatCount(connection.total, words.locale),
      });
    case 'replaying':
      return words.t('link.replaying', {
        seq: formatCount(connection.seq, words.locale),
        head: formatCount(connection.head, words.locale),
      });
    case 'stale':
      return words.t('link.stale', { age: ageText(connection.sinceMs, words) });
    case 'cached':
      return words.t('link.cached', { age: ageText(connection.ageMs, words) });
  }
}
