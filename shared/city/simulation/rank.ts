/** Which of several steps planned for the same millisecond comes first. */
export const RANK = {
  dayPlan: 0,
  arrival: 1,
  retrial: 2,
  abandon: 3,
  end: 4,
  callCase: 5,
  wrapUp: 6,
  seat: 7,
  life: 8,
} as const;
