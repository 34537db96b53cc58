import type { Locale } from '../../shared/contract/bridge';
import type { Instant } from '../../shared/time/instant';

/** Times of the city's day, always in the city's own zone, never in that of the machine. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, zone: string, options: Intl.DateTimeFormatOptions, key: string): Intl.DateTimeFormat {
  const id = `${key} ${locale} ${zone}`;
  let made = formats.get(id);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    formats.set(id, made);
  }
  return made;
}

/** 14:36:08 */
export function clockText(at: Instant, zone: string): string {
  return format('en', zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }, 'hms').format(at);
}

/** 14:36 */
export function minuteText(at: Instant, zone: string): string {
  return format('en', zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, 'hm').format(at);
}

/** 11月21日 周六, Sat 21 Nov */
export function dateText(at: Instant, zone: string, locale: Locale): string {
  if (locale === 'zh-CN') {
    const day = format(locale, zone, { month: 'long', day: 'numeric' }, 'date').format(at);
    return `${day} ${format(locale, zone, { weekday: 'short' }, 'weekday').format(at)}`;
  }
  return format('en', zone, { month: 'short', day: 'numeric', weekday: 'short' }, 'date').format(at);
}

/** 2026-11-21 */
export function dayText(at: Instant, zone: string): string {
  return format('en', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }, 'day')
    .formatToParts(at)
    .filter((part) => part.type !== 'literal')
    .toSorted((a, b) => 'ymd'.indexOf(a.type.charAt(0)) - 'ymd'.indexOf(b.type.charAt(0)))
    .map((part) => part.value)
    .join('-');
}

/** GMT+8 */
export function offsetText(at: Instant, zone: string): string {
  const parts = format('en', zone, { timeZoneName: 'shortOffset' }, 'offset').formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}
