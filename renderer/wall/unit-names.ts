import type { CatalogueTile } from '../../shared/contract/frames';
import type { UnitKey } from '../../shared/domain/keys';
import { NO_DATA } from '../parts/figures';
import type { Words } from '../parts/words';

/** A unit's name, and the district that it works in, or that it works for the whole city. */
export function unitNames(
  catalogue: CatalogueTile | undefined,
  words: Words,
): (key: UnitKey) => { readonly name: string; readonly where: string } {
  return (key) => {
    const unit = catalogue?.units[key];
    if (unit === undefined) return { name: NO_DATA, where: '' };
    const district = catalogue?.districts[unit.district];
    const citywide = unit.kind === 'department' || unit.kind === 'utility' || district === undefined || unit.district === 0;
    const name = words.name(unit.name);
    const where = citywide ? words.t('wall.deadlines.citywide') : words.name(district.name);
    // A district's own office is called as the district is.
    return { name, where: where === name ? '' : where };
  };
}
