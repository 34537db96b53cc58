import type { City } from '../../../shared/contract/city';
import type { CategoryKey } from '../../../shared/domain/keys';
import type { Projection } from '../../../shared/projection/projection';

/** No category lies deeper; ends a loop in a catalogue that names one. */
const MOST_LEVELS = 16;

/**
 * Whether an appeal of a category concerns the open emergency: the playbook's categories and all below them; a playbook that names none (a failure of the seats' system)
 * concerns every appeal. null while none is open.
 */
export function concernedCategories({ emergency, catalogue }: Projection, city: City): ((category: CategoryKey) => boolean) | null {
  const { open } = emergency;
  if (open === null) return null;
  const codes = new Set(city.playbooks.find((playbook) => playbook.code === open.playbook)?.categories);
  const { categories } = catalogue;
  return (category) => {
    let above = category;
    let concerned = codes.size === 0;
    for (let steps = 0; steps < MOST_LEVELS && !concerned && above !== 0; steps += 1) {
      concerned = codes.has(categories[above]?.code ?? '');
      above = categories[above]?.parent ?? 0;
    }
    return concerned;
  };
}
