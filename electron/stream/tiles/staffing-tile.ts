import type { StaffingTile } from '../../../shared/contract/frames';
import { staffingFigures } from '../../../shared/projection/staffing-figures';
import type { Picture } from '../picture';

const MOST_DECISIONS = 20;

export function staffingTile({ projection, city }: Picture): StaffingTile {
  const { abandonRule } = city.serviceLevel;
  return { decisions: staffingFigures(projection.floor, { abandonRule }).slice(0, MOST_DECISIONS) };
}

/** For windows that may not command: why somebody decided can name somebody. */
export function withoutDecisionReasons({ decisions }: StaffingTile): StaffingTile {
  return { decisions: decisions.map((decision) => ({ ...decision, reason: '' })) };
}
