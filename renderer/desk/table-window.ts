/** Rows `offset … offset + limit` of the table's query that are asked from the stream. */
export interface TableWindow {
  readonly offset: number;
  readonly limit: number;
}

/** Windows begin and end on multiples of this, so that a short scroll asks for nothing new. */
const STEP = 50;
/** Rows kept ready above and below what is seen: about one screen. */
const MARGIN = 40;

export const FIRST_WINDOW: TableWindow = { offset: 0, limit: 2 * STEP };

/**
 * The window to ask for when rows `first … last` (inclusive) of `total` are on the screen and `current` is what was asked last. Answers `current`
 * itself as long as it covers what is seen with at least half a margin, so that scrolling to and fro does not ask again and again.
 */
export function windowFor(first: number, last: number, total: number, current: TableWindow): TableWindow {
  const from = Math.max(0, first - MARGIN / 2);
  const to = Math.min(Math.max(0, total - 1), last + MARGIN / 2);
  if (from >= current.offset && to < current.offset + current.limit) return current;
  const offset = Math.floor(Math.max(0, first - MARGIN) / STEP) * STEP;
  const end = Math.ceil((last + MARGIN + 1) / STEP) * STEP;
  return { offset, limit: end - offset };
}
