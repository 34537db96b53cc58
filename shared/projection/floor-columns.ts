/** Columns of a queue's step series. Calls count in the step in which they were offered. */
export const OFFERED = 0;
export const ANSWERED = 1;
export const ABANDONED = 2;
/** Answered within the queue's threshold. */
export const ANSWERED_IN_TIME = 3;
/** Abandoned within the queue's threshold (短时放弃), for the rules that treat these apart. */
export const ABANDONED_IN_TIME = 4;
/** Waiting time of answered calls. */
export const WAIT_MS = 5;
/** Waiting time of abandoned calls: with that of the answered ones it tells how patient callers are. */
export const ABANDON_WAIT_MS = 6;
/** Calls whose talk is over, and how long they talked. */
export const TALKS = 7;
export const TALK_MS = 8;
export const WRAP_UPS = 9;
export const WRAP_UP_MS = 10;
export const CALL_COLUMNS = 11;

/** Columns of the seats' step series: seat time in the step in which it passed. Signed in. */
export const PRESENT_MS = 0;
/** Signed in and not on a break. */
export const STAFFED_MS = 1;
export const SEAT_TALK_MS = 2;
export const SEAT_WRAP_UP_MS = 3;
export const SEAT_COLUMNS = 4;
