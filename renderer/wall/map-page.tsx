import { DistrictsUsualPanel } from './districts-usual-panel';
import { Guarded } from './guarded';
import { MapPanel } from './map-panel';
import './map-page.css';
import { PlacesPanel } from './places-panel';
import type { WallScale } from '../parts/type-scale';

/** What the page's frames carry, beside those of every page. */
export const MAP_TILES = ['heat', 'hotspots', 'districts', 'deadlines'] as const;

/** How many hotspots are listed and marked. */
const HOTSPOTS = { roomy: 6, close: 3 } as const;

/** Where in the city is something wrong: the map at its full size, what is marked on it, and each district beside what is usual there. */
export function MapPage({ scale }: { readonly scale: WallScale }) {
  const hotspots = HOTSPOTS[scale.density];
  return (
    <div className="wall-body page-map">
      <Guarded name="mapFull">
        <MapPanel hotspots={hotspots} />
      </Guarded>
      <Guarded name="places">
        <PlacesPanel hotspots={hotspots} />
      </Guarded>
      <Guarded name="usual">
        <DistrictsUsualPanel concerned={false} />
      </Guarded>
    </div>
  );
}
