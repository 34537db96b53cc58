import type { StaffingMeasure } from '../../../shared/domain/staffing';
import { formatCount } from '../../parts/figures';
import type { Words } from '../../parts/words';
import { type Control, controlValue } from './what-if-controls';

/** A minus as wide as a plus, so that values stand under each other. */
const MINUS = '−';

/** What one control changes: "+60 席", "−5%", "0%". */
export function changeText(control: Control, measure: StaffingMeasure, words: Words): string {
  const value = controlValue(control, measure);
  const change = value === 0 ? '0' : `${value > 0 ? '+' : MINUS}${formatCount(Math.abs(value), words.locale)}`;
  return control === 'seats' ? words.t('parts.measure.seats', { n: Math.abs(value), change }) : `${change}%`;
}
