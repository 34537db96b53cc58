import type { CatalogueTile, CaseRow } from '../../shared/contract/frames';
import type { CategoryKey, UnitKey } from '../../shared/domain/keys';
import { CASE_STATUSES, type CaseStatus } from '../../shared/domain/terms';
import { NO_DATA } from '../parts/figures';
import type { Words } from '../parts/words';

/** Names of what a row carries as keys, in the reader's language. A key that the catalogue does not know yet reads as "no data". */
export interface Names {
  unit(key: UnitKey): string;
  /** The top category, or null when the case's category is one itself. */
  categoryRoot(key: CategoryKey): string | null;
  category(key: CategoryKey): string;
  district(key: number): string;
  township(key: number): string;
  /** 昌平区 · 回龙观街道 */
  area(row: Pick<CaseRow, 'district' | 'township'>): string;
}

export function namesOf(catalogue: CatalogueTile | undefined, words: Words): Names {
  const nameIn = (list: readonly { readonly name: { readonly zh: string; readonly en: string } }[] | undefined, key: number): string => {
    const entry = key === 0 ? undefined : list?.[key];
    return entry === undefined ? NO_DATA : words.name(entry.name) || NO_DATA;
  };
  const names: Names = {
    unit: (key) => nameIn(catalogue?.units, key),
    category: (key) => nameIn(catalogue?.categories, key),
    categoryRoot(key) {
      let root = key;
      // A catalogue is three levels deep; the bound keeps a wrong one from holding the page.
      for (let level = 0; level < 8; level += 1) {
        const parent = catalogue?.categories[root]?.parent ?? 0;
        if (parent === 0) break;
        root = parent;
      }
      return root === key ? null : nameIn(catalogue?.categories, root);
    },
    district: (key) => nameIn(catalogue?.districts, key),
    township: (key) => nameIn(catalogue?.townships, key),
    area(row) {
      const district = nameIn(catalogue?.districts, row.district);
      return row.township === 0 ? district : `${district} · ${nameIn(catalogue?.townships, row.township)}`;
    },
  };
  return names;
}

export function isCaseStatus(text: string): text is CaseStatus {
  return (CASE_STATUSES as readonly string[]).includes(text);
}

/** A status in words; one that this version does not know is shown as it came. */
export function statusText(status: string, words: Words): string {
  return isCaseStatus(status) ? words.t(`desk.status.${status}`) : status;
}
