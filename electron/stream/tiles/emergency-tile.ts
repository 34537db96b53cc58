import type { City } from '../../../shared/contract/city';
import type { EmergencyTile } from '../../../shared/contract/frames';
import type { Projection } from '../../../shared/projection/projection';
import { concernedCategories } from './concerned-categories';

export function emergencyTile(projection: Projection, city: City): EmergencyTile {
  const { emergency, catalogue } = projection;
  const { open } = emergency;
  const isConcerned = concernedCategories(projection, city);
  if (open === null || isConcerned === null) return { open: null, appealsSince: null };
  let appealsSince = 0;
  for (let category = 0; category < catalogue.categories.length; category += 1)
    if (isConcerned(category)) appealsSince += emergency.receivedByCategorySince(category);
  return { open: { ...open }, appealsSince };
}
