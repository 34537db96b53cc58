import type { CaseFields } from '../../domain/case-fields';
import type { UnitKey } from '../../domain/keys';
import { NONE } from '../../domain/keys';
import { DRAW, uniform } from './chance';
import type { CityModel } from './model';

/**
 * Which unit gets a case at its dispatch number `fields.returns` (0: the first). Clear competence goes straight to the unit of the category; unclear
 * competence to the township or the district of the place. A returned case goes to another unit than the one that had it first.
 */
export function route(model: CityModel, fields: CaseFields, identity: number): UnitKey {
  const { category, township, returns, firstUnit } = fields;
  const leaf = model.leafByKey.get(category);
  const townshipUnit = model.townshipUnit[township] ?? NONE;
  const districtUnit = model.districtUnit[township] ?? NONE;
  const department = leaf?.department ?? NONE;
  const candidates = [department, townshipUnit, districtUnit].filter((unit) => unit !== NONE);
  if (returns > 0) return candidates.find((unit) => unit !== firstUnit) ?? NONE;
  const u = uniform(identity, DRAW.life, 100, 0);
  const { unclear } = model.settings;
  const kind = leaf?.unitKind ?? 'township';
  if (kind === 'utility' && department !== NONE) return department;
  if (kind !== 'department') return u < unclear.district || kind === 'district' ? districtUnit : townshipUnit;
  if (u < unclear.district) return districtUnit;
  if (u < unclear.district + unclear.township || department === NONE) return townshipUnit;
  return department;
}
