import type { StaffingMeasure } from '../../shared/domain/staffing';
import { formatCount } from './figures';
import type { Words } from './words';

/** "+30 席 · 平均处理时长 −5%": what a measure changes; nothing changed: "不变". */
export function measureText({ seats, handlingFactor, arrivalsFactor, patienceFactor }: StaffingMeasure, words: Words): string {
  const sign = (value: number) => (value < 0 ? '−' : '+');
  const factor = (key: 'handling' | 'arrivals' | 'patience', value: number) => {
    const percent = Math.round((value - 1) * 100);
    return percent === 0 ? [] : [words.t(`parts.measure.${key}`, { change: `${sign(percent)}${Math.abs(percent)}%` })];
  };
  const parts = [
    ...(seats === 0
      ? []
      : [words.t('parts.measure.seats', { n: Math.abs(seats), change: `${sign(seats)}${formatCount(Math.abs(seats), words.locale)}` })]),
    ...factor('handling', handlingFactor),
    ...factor('arrivals', arrivalsFactor),
    ...factor('patience', patienceFactor),
  ];
  return parts.length === 0 ? words.t('parts.measure.none') : parts.join(' · ');
}
