import type { CatalogueTile } from '../../../shared/contract/frames';
import type { Projection } from '../../../shared/projection/projection';

/** A copy: the projection's lists go on growing. */
export function catalogueTile({ catalogue }: Projection): CatalogueTile {
  const { districts, townships, units, categories, queues } = catalogue;
  return {
    districts: [...districts],
    townships: [...townships],
    units: [...units],
    categories: [...categories],
    queues: [...queues],
  };
}
