import { HotspotWatch } from '../hotspots/hotspot-watch';
import type { ColumnsIn } from '../hotspots/watch-columns';
import { BadWatch } from '../hotspots/watch-columns';
import type { ZoneClock } from '../time/zone';
import { BadSnapshot } from './errors';
import type { ProjectionSettings } from './settings';

const NO_CALENDAR = { holidays: [], workdays: [] };

/** The watch over emerging hotspots as a part of a projection. It goes by the records' moments alone, never by `advanceTo`. */
export class Hotspots extends HotspotWatch {
  constructor(clock: ZoneClock, { calendar = NO_CALENDAR, extent }: ProjectionSettings) {
    super({ clock, calendar, extent });
  }

  override read(reader: ColumnsIn): void {
    try {
      super.read(reader);
    } catch (error) {
      throw error instanceof BadWatch ? new BadSnapshot(error.message) : error;
    }
  }
}
