/** What kind of day it is for a hotline: people call otherwise on days off, and a working Saturday is a working day. */
export const DAY_TYPES = ['workday', 'weekend', 'holiday'] as const;
export type DayType = (typeof DAY_TYPES)[number];

/** Days that are not what their weekday says, as `YYYY-MM-DD` of the city's zone. */
export interface Calendar {
  /** Public holidays. */
  readonly holidays: readonly string[];
  /** Saturdays and Sundays on which people work in exchange (调休). */
  readonly workdays: readonly string[];
}

/** A date of the city's zone: month 1…12, weekday 0 = Sunday. */
export interface CityDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
}

/** Holidays before working weekends before the weekday. Linear in the calendar's length: ask once per day. */
export function dayTypeOf({ year, month, day, weekday }: CityDate, calendar: Calendar): DayType {
  const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (calendar.holidays.includes(date)) return 'holiday';
  if (calendar.workdays.includes(date)) return 'workday';
  return weekday === 0 || weekday === 6 ? 'weekend' : 'workday';
}
