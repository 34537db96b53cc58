import { grownI32 } from '../domain/typed-growth';
import type { ColumnsIn, ColumnsOut } from './watch-columns';
import { check } from './watch-columns';
import type { DistrictKey, TownshipKey } from '../domain/keys';

/** Where cases are counted: the whole city, its districts, and below them townships, or cells of a grid where a case has no township. */
export const AREA_KINDS = ['city', 'district', 'township', 'grid'] as const;
export type AreaKind = (typeof AREA_KINDS)[number];

/** An area as it is named outside: key 0 for the city, else the district's or township's key, or the number of the grid's cell. */
export interface Area {
  readonly kind: AreaKind;
  readonly key: number;
}

const DISTRICT = 1;
const TOWNSHIP = 2;
const GRID = 3;
const KINDS = 4;
const FIRST_CODES = 1_024;
/** Keys of areas are below 2¹⁶. */
const MOST_CODES = KINDS * 2 ** 16;

/** Index of the whole city. */
export const CITY = 0;
/** Cells are found by (area, category) in 32 bits, 16 for each: so there are fewer areas, and cases of others count for what lies above. */
export const MOST_AREAS = 0xffff;

/** Areas that have had a case, in the order in which they were met. Entry 0 is the city. */
export class Areas {
  private readonly codes: number[] = [CITY];
  private readonly parents: number[] = [CITY];
  /** One more than the index, by code. */
  private index = new Int32Array(FIRST_CODES);

  get length(): number {
    return this.codes.length;
  }

  at(index: number): Area {
    const code = this.codes[index] ?? CITY;
    return { kind: AREA_KINDS[code % KINDS]!, key: Math.floor(code / KINDS) };
  }

  /** The next larger area; the city's is the city. */
  parentOf(index: number): number {
    return this.parents[index] ?? CITY;
  }

  /** Whether `inner` is `outer` or lies in it; a grid's cell lies in the district that it was met in first. */
  holds(outer: number, inner: number): boolean {
    return outer === CITY || outer === inner || this.parentOf(inner) === outer;
  }

  isDistrict(index: number): boolean {
    return (this.codes[index] ?? CITY) % KINDS === DISTRICT;
  }

  /** −1: there is room for no more. */
  district(key: DistrictKey): number {
    return this.of(key * KINDS + DISTRICT, CITY);
  }
  /** `parent`: index of its district, or CITY. */
  township(key: TownshipKey, parent: number): number {
    return this.of(key * KINDS + TOWNSHIP, parent);
  }
  /** `parent`: the district of its first case, or CITY. */
  grid(cell: number, parent: number): number {
    return this.of(cell * KINDS + GRID, parent);
  }

  write(out: ColumnsOut): void {
    out.u32s(Uint32Array.from(this.codes));
    out.u32s(Uint32Array.from(this.parents));
  }

  /** Into areas that hold the city alone. */
  read(from: ColumnsIn): void {
    const codes = from.u32s();
    const parents = from.u32s();
    check(codes.length === parents.length && codes.length > 0 && codes.length <= MOST_AREAS && codes[0] === CITY, 'areas that are none');
    for (let i = 1; i < codes.length; i += 1) {
      check(codes[i]! % KINDS !== CITY && parents[i]! < i, 'an area that lies nowhere');
      check(this.of(codes[i]!, parents[i]!) === i, 'an area twice');
    }
  }

  private of(code: number, parent: number): number {
    const known = this.index[code] ?? 0;
    if (known > 0) return known - 1;
    if (this.codes.length >= MOST_AREAS || code >= MOST_CODES) return -1;
    this.codes.push(code);
    this.parents.push(parent);
    if (code >= this.index.length) this.index = grownI32(this.index, Math.max(code + 1, this.index.length * 2));
    this.index[code] = this.codes.length;
    return this.codes.length - 1;
  }
}
