import en from '../../../resources/locales/en.json';
import zhCN from '../../../resources/locales/zh-CN.json';
import type { Settings } from '../../../shared/contract/bridge';
import { DAY_MS, type DurationMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time/instant';
import type { WallPicture } from './picture-file';

const TEXTS = { en, 'zh-CN': zhCN };
const ROOT = '<div id="root"></div>';
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, DurationMs])[] = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
  ['second', SECOND_MS],
];

/**
 * The wall's page (`html`, as built) with the picture before everything else, and in words how old it is: it is painted before any script runs
 * (renderer/wall/first-paint.css), and taken away by the page itself. null: this is not the page that was built.
 */
export function withPicture(html: string, { takenAt, jpeg }: WallPicture, { locale, theme }: Settings, nowMs: number): string | null {
  if (!html.includes(ROOT)) return null;
  const texts = TEXTS[locale];
  const what = texts['wall.kept.what'].replace('{age}', ageText(Math.max(0, nowMs - takenAt), locale));
  const kept = `<div id="kept-picture" role="status"><img alt="" decoding="sync" elementtiming="kept-picture" src="data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}" /><p><strong>${asText(what)}</strong><span>${asText(texts['wall.kept.next'])}</span></p></div>`;
  return html
    .replace(/<html[^>]*>/u, `<html lang="${locale}" data-theme="${theme}" data-surface="wall">`)
    .replace(ROOT, () => `${kept}${ROOT}`);
}

/** "3 minutes ago", "3分钟前": in the largest unit that it fills. */
function ageText(age: DurationMs, locale: Settings['locale']): string {
  const [unit, length] = UNITS.find(([, each]) => age >= each) ?? (['second', SECOND_MS] as const);
  return new Intl.RelativeTimeFormat(locale).format(-Math.floor(age / length), unit);
}

function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
