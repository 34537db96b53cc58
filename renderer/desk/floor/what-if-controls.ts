import { FACTOR_LIMITS, type StaffingMeasure } from '../../../shared/domain/staffing';

/** The four things that can be supposed, in the order of the panel. */
export const CONTROLS = ['seats', 'handlingFactor', 'arrivalsFactor', 'patienceFactor'] as const;
export type Control = (typeof CONTROLS)[number];

export interface ControlLimits {
  /** What may be typed. */
  readonly least: number;
  readonly most: number;
  /** How far the slider reaches to either side of nothing changed. */
  readonly reach: number;
}

const PERCENT: ControlLimits = { least: percentOf(FACTOR_LIMITS.least), most: percentOf(FACTOR_LIMITS.most), reach: 50 };

/** In the control's own unit: seats, or percent of change. `installed`: as many seats as there are can at most come or go. */
export function controlLimits(control: Control, installed: number): ControlLimits {
  if (control !== 'seats') return PERCENT;
  return { least: -installed, most: installed, reach: Math.max(10, Math.min(200, installed)) };
}

/** What the control shows: seats, or percent of change; 0: nothing changed. */
export function controlValue(control: Control, measure: StaffingMeasure): number {
  return control === 'seats' ? measure.seats : percentOf(measure[control]);
}

/** The measure's part for a value of the control, whole and within its limits; what is no number changes nothing. */
export function controlChange(control: Control, value: number, installed: number): Partial<StaffingMeasure> {
  if (!Number.isFinite(value)) return {};
  const { least, most } = controlLimits(control, installed);
  const whole = Math.max(least, Math.min(most, Math.round(value)));
  // Adding in percent keeps 1.05 and not 1.0500000000000003 in the record.
  return control === 'seats' ? { seats: whole } : { [control]: (100 + whole) / 100 };
}

export function changesNothing({ seats, handlingFactor, arrivalsFactor, patienceFactor }: StaffingMeasure): boolean {
  return seats === 0 && handlingFactor === 1 && arrivalsFactor === 1 && patienceFactor === 1;
}

function percentOf(factor: number): number {
  return Math.round((factor - 1) * 100);
}
