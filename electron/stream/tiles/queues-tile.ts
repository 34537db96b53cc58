import type { QueuesTile } from '../../../shared/contract/frames';
import { queueFigures } from '../../../shared/projection/queue-figures';
import type { Picture } from '../picture';

export function queuesTile({ projection, city }: Picture): QueuesTile {
  return queueFigures(projection.floor, { abandonRule: city.serviceLevel.abandonRule });
}
