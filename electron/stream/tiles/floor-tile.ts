import type { FloorTile } from '../../../shared/contract/frames';
import { floorFigures } from '../../../shared/projection/floor-figures';
import type { Picture } from '../picture';

export function floorTile({ projection, city }: Picture): FloorTile {
  const { seatsInstalled, serviceLevel } = city;
  return floorFigures(projection.floor, { seatsInstalled, abandonRule: serviceLevel.abandonRule });
}
