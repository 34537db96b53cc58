import type { FloorTile } from '../../../shared/contract/frames';
import { floorFigures } from '../../../shared/projection/floor-figures';
import type { Projection } from '../../../shared/projection/projection';

export function floorTile({ floor, settings }: Projection): FloorTile {
  const { day, ...figures } = floorFigures(floor, settings.seatsInstalled);
  const { startAt, stepMs, offered, answered, abandoned, seatsPresent, seatsPlanned, capacity } = day;
  return { ...figures, day: { startAt, stepMs, offered, answered, abandoned, seatsPresent, seatsPlanned, capacity } };
}
