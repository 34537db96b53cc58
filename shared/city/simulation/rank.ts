/** Which of several steps planned for the same millisecond comes first. */
export const RANK = {
  dayPlan: 0,
  arrival: 1,
  abandon: 2,
  end: 3,
  callCase: 4,
  wrapUp: 5,
  seat: 6,
  life: 7,
} as const;
