import type { Locale } from '../../shared/contract/bridge';
import type { ShareRange } from '../../shared/domain/staffing';
import type { DurationMs } from '../../shared/time/instant';

/** Numbers as people read them. All are plain text of a stable width class: tabular figures, fixed decimals. */

/** No data. Never to be mixed up with 0. */
export const NO_DATA = '—';

/** Chinese compact notation counts in ten thousands. */
const tenThousands = new Intl.NumberFormat('zh-CN', { notation: 'compact', minimumFractionDigits: 1, maximumFractionDigits: 1 });

const counts = new Map<Locale, Intl.NumberFormat>();

/** 1,234,567 */
export function formatCount(value: number, locale: Locale): string {
  let format = counts.get(locale);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, useGrouping: 'always' });
    counts.set(locale, format);
  }
  return format.format(value);
}

/**
 * Where Chinese readers expect 万 (task totals): 29.0万 from 100,000 on; everything else as a count. `beside` is the number that it is read
 * against: both are then in one unit.
 */
export function formatTotal(value: number, locale: Locale, beside = value): string {
  if (locale !== 'zh-CN' || Math.max(value, beside) < 100_000 || value < 10_000) return formatCount(value, locale);
  return tenThousands.format(value);
}

/** 0.864 → 86.4%. Never rounds up to 100.0% or down to 0.0% what is not whole. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  if (percent < 100 && percent > 99.9) return '99.9%';
  if (percent > 0 && percent < 0.1) return '0.1%';
  return `${percent.toFixed(1)}%`;
}

/** 0.61 → 61%, for what is estimated: <1% and >99% for what is neither nothing nor whole. */
export function formatWholePercent(share: number): string {
  return `${wholePercent(share)}%`;
}

/** {low: 0.48, likely: 0.61, high: 0.72} → 61% (48–72). */
export function formatRange({ low, likely, high }: ShareRange): string {
  return `${wholePercent(likely)}% (${Math.round(low * 100)}–${Math.round(high * 100)})`;
}

function wholePercent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded >= 100 && share < 1) return '>99';
  return rounded <= 0 && share > 0 ? '<1' : String(rounded);
}

/** m:ss, from an hour on h:mm:ss. Negative lengths count as 0. */
export function formatDuration(length: DurationMs): string {
  const seconds = Math.max(0, Math.floor(length / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** 0.4 from 423 ms; used for the delay behind the hub. */
export function formatSeconds(length: DurationMs): string {
  return (Math.max(0, length) / 1_000).toFixed(1);
}
