import type { City } from '../../../shared/contract/city';
import type { EmergencyTile } from '../../../shared/contract/frames';
import type { Projection } from '../../../shared/projection/projection';

/**
 * `appealsSince` counts the appeals in the playbook's categories and all below them; a playbook that names none (a failure of the seats' system) concerns
 * every appeal.
 */
export function emergencyTile({ emergency, catalogue }: Projection, city: City): EmergencyTile {
  const { open } = emergency;
  if (open === null) return { open: null, appealsSince: null };
  const codes = new Set(city.playbooks.find((playbook) => playbook.code === open.playbook)?.categories);
  const { categories } = catalogue;
  let appealsSince = 0;
  for (let category = 0; category < categories.length; category += 1) {
    let above = category;
    let concerned = codes.size === 0;
    for (let steps = 0; steps < 16 && !concerned && above !== 0; steps += 1) {
      concerned = codes.has(categories[above]?.code ?? '');
      above = categories[above]?.parent ?? 0;
    }
    if (concerned) appealsSince += emergency.receivedByCategorySince(category);
  }
  return { open: { ...open }, appealsSince };
}
