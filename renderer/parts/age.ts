import type { DurationMs } from '../../shared/time/instant';
import type { Words } from './words';

/** "23 秒", "4 分 12 秒", "3 小时 5 分", "2 天 4 小时": how old a picture is, in the reader's words. */
export function ageText(age: DurationMs, words: Words): string {
  const seconds = Math.max(0, Math.floor(age / 1_000));
  if (seconds < 60) return words.t('parts.age.seconds', { s: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return words.t('parts.age.minutes', { m: minutes, s: seconds % 60 });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return words.t('parts.age.hours', { h: hours, m: minutes % 60 });
  return words.t('parts.age.days', { d: Math.floor(hours / 24), h: hours % 24 });
}

/** A length in whole minutes: "47 分钟", "3 小时 5 分". */
export function minutesText(length: DurationMs, words: Words): string {
  const minutes = Math.max(0, Math.floor(length / 60_000));
  if (minutes < 60) return words.t('parts.minutes', { m: minutes });
  return words.t('parts.age.hours', { h: Math.floor(minutes / 60), m: minutes % 60 });
}
