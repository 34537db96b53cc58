import { describe, expect, it } from 'vitest';
import { dateText, clockText, dayText, offsetText } from '../../renderer/parts/city-time';
import { formatCount, formatDuration, formatPercent, formatRange, formatTotal, formatWholePercent } from '../../renderer/parts/figures';

describe('numbers as people read them', () => {
  it('separates thousands in both languages and uses 万 only for large totals in Chinese', () => {
    expect(formatCount(41_208_317, 'zh-CN')).toBe('41,208,317');
    expect(formatCount(1_204, 'en')).toBe('1,204');
    expect(formatTotal(290_400, 'zh-CN')).toBe('29.0万');
    expect(formatTotal(99_999, 'zh-CN')).toBe('99,999');
    expect(formatTotal(84_936, 'zh-CN', 100_000)).toBe('8.5万');
    expect(formatTotal(290_400, 'en')).toBe('290,400');
  });

  it('never rounds to a whole or to nothing what is neither', () => {
    expect(formatPercent(1)).toBe('100.0%');
    expect(formatPercent(0.99996)).toBe('99.9%');
    expect(formatPercent(0)).toBe('0.0%');
    expect(formatPercent(0.0001)).toBe('0.1%');
    expect(formatPercent(0.8642)).toBe('86.4%');
  });

  it('says in whole percents what is estimated, and less or more than can be told as such', () => {
    expect(formatWholePercent(0.614)).toBe('61%');
    expect(formatWholePercent(0.999)).toBe('>99%');
    expect(formatWholePercent(1)).toBe('100%');
    expect(formatWholePercent(0.001)).toBe('<1%');
    expect(formatWholePercent(0)).toBe('0%');
    expect(formatRange({ low: 0.483, likely: 0.61, high: 0.718 })).toBe('61% (48–72)');
  });

  it('writes lengths as m:ss and from an hour on as h:mm:ss', () => {
    expect(formatDuration(72_900)).toBe('1:12');
    expect(formatDuration(9_000)).toBe('0:09');
    expect(formatDuration(3_600_000)).toBe('1:00:00');
    expect(formatDuration(-5)).toBe('0:00');
  });
});

describe("times of the city's day", () => {
  const at = Date.UTC(2026, 10, 21, 16, 0, 8);
  it('follow the zone of the city, not of the machine', () => {
    expect(clockText(at, 'Asia/Shanghai')).toBe('00:00:08');
    expect(clockText(at, 'America/Los_Angeles')).toBe('08:00:08');
    expect(dateText(at, 'Asia/Shanghai', 'zh-CN')).toBe('11月22日 周日');
    expect(dateText(at, 'America/Los_Angeles', 'en')).toBe('Sat, Nov 21');
    expect(dayText(at, 'Asia/Shanghai')).toBe('2026-11-22');
    expect(offsetText(at, 'Asia/Shanghai')).toBe('GMT+8');
  });
});
