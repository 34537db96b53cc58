/** Where a watch writes what it knows: numbers and columns, one after the other. Columns are copied before anything changes. */
export interface ColumnsOut {
  number(value: number): void;
  u16s(column: Uint16Array): void;
  u32s(column: Uint32Array): void;
  f64s(column: Float64Array): void;
}

/** The same, to be read in that order. Every method throws on what is not there. */
export interface ColumnsIn {
  number(): number;
  /** A whole number in 0…limit. */
  integer(limit?: number): number;
  u16s(): Uint16Array;
  u32s(): Uint32Array;
  f64s(): Float64Array;
}

/** What was read is no state of a watch. */
export class BadWatch extends Error {
  override readonly name = 'BadWatch';
}

export function check(sound: boolean, what: string): void {
  if (!sound) throw new BadWatch(what);
}
