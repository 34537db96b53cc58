import type { FloorDayTile } from '../../../shared/contract/frames';
import { floorDay } from '../../../shared/projection/floor-figures';
import type { Picture } from '../picture';

/** Capacity in whole calls: the AHT of the day moves by fractions of a second with every call, which nobody sees and which would make the whole day new. */
export function floorDayTile({ projection, city }: Picture): FloorDayTile {
  const day = floorDay(projection.floor, { seatsInstalled: city.seatsInstalled });
  return { ...day, capacity: day.capacity.map((calls) => (calls === null ? null : Math.round(calls))) };
}
