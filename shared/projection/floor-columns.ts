/** Columns of the floor's step series. Calls count in the step in which they were offered, seat time in the step in which it passed. */
export const OFFERED = 0;
export const ANSWERED = 1;
export const ABANDONED = 2;
/** Answered within the threshold. */
export const ANSWERED_WITHIN = 3;
/** Abandoned within the threshold (短时放弃), for the rules that treat these apart. */
export const ABANDONED_WITHIN = 4;
/** Waiting time of answered calls. */
export const WAIT_MS = 5;
/** Calls whose talk is over, and how long they talked. */
export const TALKS = 6;
export const TALK_MS = 7;
export const WRAP_UPS = 8;
export const WRAP_UP_MS = 9;
/** Seat time: signed in. */
export const PRESENT_MS = 10;
/** Seat time: signed in and not on a break. */
export const STAFFED_MS = 11;
export const SEAT_TALK_MS = 12;
export const SEAT_WRAP_UP_MS = 13;
export const FLOOR_COLUMNS = 14;
