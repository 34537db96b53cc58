import type { Locale } from '../../shared/contract/bridge';
import type { Instant } from '../../shared/time/instant';

/** 周六, Sat */
export function weekdayText(at: Instant, zone: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'short' }).format(at);
}
