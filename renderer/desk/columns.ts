import type { SortColumn } from '../../shared/contract/frames';

/** Columns of the table after the tick box, in order; the digit keys sort by them. */
export const COLUMNS: readonly Exclude<SortColumn, 'receivedAt'>[] = [
  'reference',
  'grade',
  'category',
  'district',
  'unit',
  'status',
  'dueAt',
  'channel',
];

/** CSS pixels. Every row is as high, so that a place in the list is a place on the screen. */
export const ROW_PX = 34;

/** CSS pixels: the line of column names above the rows. */
export const HEAD_PX = 32;
