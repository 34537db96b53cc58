import type { ReactElement } from 'react';
import { type LayoutTile, type PanelId, settingOf } from '../../shared/contract/layouts';
import type { TileName } from '../../shared/contract/frames';
import type { WallScale } from '../parts/type-scale';
import { CallsDayPanel } from './calls-day-panel';
import { CallsNowPanel } from './calls-now-panel';
import { DeadlinesNowPanel } from './deadlines-now-panel';
import { DeadlinesPanel } from './deadlines-panel';
import { DistrictsDuePanel } from './districts-due-panel';
import { DistrictsUsualPanel } from './districts-usual-panel';
import { DueAheadPanel } from './due-ahead-panel';
import { EventsPanel } from './events-panel';
import { FloorPanel } from './floor-panel';
import { HeatPanel } from './heat-panel';
import { HoursPanel } from './hours-panel';
import { MapPanel } from './map-panel';
import { OldestPanel } from './oldest-panel';
import { PlacesPanel } from './places-panel';
import { QueuesPanel } from './queues-panel';
import { SeatsNowPanel } from './seats-now-panel';
import { SituationPanel } from './situation-panel';
import { TaskBulletsPanel } from './task-bullets-panel';
import { TasksPanel } from './tasks-panel';
import { UnitsDuePanel } from './units-due-panel';

/** A panel that can stand on a layout: what its frames carry beside those of every page, and what draws it. */
interface LayoutPanel {
  readonly tiles: readonly TileName[];
  readonly draw: (tile: LayoutTile, scale: WallScale) => ReactElement;
}

const isClose = ({ density }: WallScale) => density === 'close';

export const LAYOUT_PANELS: Readonly<Record<PanelId, LayoutPanel>> = {
  floor: { tiles: ['floor', 'floorDay', 'outlook'], draw: () => <FloorPanel /> },
  callsNow: { tiles: ['floor'], draw: (_, scale) => <CallsNowPanel close={isClose(scale)} /> },
  callsDay: { tiles: ['floor', 'floorDay', 'outlook'], draw: () => <CallsDayPanel /> },
  queues: { tiles: ['queues'], draw: () => <QueuesPanel close /> },
  hours: { tiles: ['outlook'], draw: () => <HoursPanel /> },
  seatsNow: { tiles: ['floor'], draw: () => <SeatsNowPanel /> },
  heat: { tiles: ['heat', 'hotspots'], draw: (_, { density, shape }) => <HeatPanel density={density} shape={shape} /> },
  mapFull: { tiles: ['heat', 'hotspots', 'districts'], draw: (tile) => <MapPanel hotspots={settingOf(tile, 'hotspots')} /> },
  places: { tiles: ['heat', 'hotspots'], draw: (tile) => <PlacesPanel hotspots={settingOf(tile, 'hotspots')} /> },
  usual: { tiles: ['districts'], draw: () => <DistrictsUsualPanel concerned={false} /> },
  deadlines: { tiles: ['deadlines', 'due'], draw: (_, { density, shape }) => <DeadlinesPanel density={density} shape={shape} /> },
  dueNow: { tiles: ['deadlines', 'due'], draw: () => <DeadlinesNowPanel /> },
  dueAhead: { tiles: ['due', 'overdue'], draw: () => <DueAheadPanel /> },
  dueDistricts: { tiles: ['districts'], draw: () => <DistrictsDuePanel /> },
  dueUnits: { tiles: ['due'], draw: () => <UnitsDuePanel /> },
  oldest: { tiles: ['overdue'], draw: (_, scale) => <OldestPanel close={isClose(scale)} /> },
  tasks: { tiles: ['tasks'], draw: () => <TasksPanel tall={false} /> },
  taskBullets: { tiles: ['tasks'], draw: (tile) => <TaskBulletsPanel columns={settingOf(tile, 'columns')} /> },
  situation: { tiles: ['emergency'], draw: () => <SituationPanel /> },
  events: { tiles: ['timeline'], draw: () => <EventsPanel /> },
};
