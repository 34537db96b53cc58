import { type GeoJSONSource, Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { CaseObject } from './case-object';

setWorkerUrl(workerUrl);

/** MapLibre's own heatmap layer over a plain ground, with a point per case. */
export class HeatMap {
  readonly #map: MapLibreMap;
  #ready = false;

  constructor(container: HTMLElement) {
    this.#map = new MapLibreMap({
      container,
      center: [116.4, 40.2],
      zoom: 8,
      style: {
        version: 8,
        sources: { cases: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } },
        layers: [
          { id: 'ground', type: 'background', paint: { 'background-color': '#10161d' } },
          { id: 'heat', type: 'heatmap', source: 'cases' },
        ],
      },
    });
    this.#map.once('load', () => {
      this.#ready = true;
    });
  }

  /** Resolves when the map has drawn them. */
  async shown(cases: Iterable<CaseObject>): Promise<void> {
    while (!this.#ready) await new Promise((resolve) => setTimeout(resolve, 50));
    const idle = this.#map.once('idle');
    this.show(cases);
    await idle;
  }

  show(cases: Iterable<CaseObject>): void {
    if (!this.#ready) return;
    const features = [...cases].map(({ key, longitude, latitude }) => ({
      type: 'Feature' as const,
      id: key,
      properties: {},
      geometry: { type: 'Point' as const, coordinates: [longitude, latitude] },
    }));
    void this.#map.getSource<GeoJSONSource>('cases')?.setData({ type: 'FeatureCollection', features });
  }
}
