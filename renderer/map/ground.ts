import { Map as MapLibreMap, setWorkerUrl, type StyleSpecification } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { reportWebgl } from '../parts/pulse';
import { type Camera, drawingRatio, latitudeOf, longitudeOf, mercatorX, mercatorY } from './camera';
import { again, type HandEvent } from './hands';

// Under app:// the worker cannot be guessed from the library's own address.
setWorkerUrl(workerUrl);

/** A lost WebGL context that is not back after this is not coming back: the map is made anew. */
const CONTEXT_PATIENCE_MS = 2_000;
/** Lines on a plain ground need no more, and software GL has to fill every one of them. */
const MOST_PIXELS = 4_000_000;
/** MapLibre counts zoom from a world of this many pixels. */
const WORLD_AT_ZOOM_0_PX = 512;
/** Some 7 m a pixel: nearer, there is nothing more on the ground, and a cell of the heat fills the view. */
const NEAREST_ZOOM = 13;

interface GroundOptions {
  readonly element: HTMLElement;
  /** Somebody moved the map by hand. */
  readonly onMove: (camera: Camera) => void;
  /** true: the ground is drawn completely; false: it is not any more (the WebGL context is lost). */
  readonly onDrawn: (drawn: boolean) => void;
  /** There is no WebGL on this machine, or none any more. Nothing follows. */
  readonly onRefused: () => void;
}

/** The WebGL part of the map: follows hands, is repainted only when ground or camera change, and made anew only after a context that does not come back. */
export class Ground {
  readonly #options: GroundOptions;
  #map: MapLibreMap | null = null;
  #style: StyleSpecification | null = null;
  #camera: Camera | null = null;
  #farthest: Camera | null = null;
  #patience: ReturnType<typeof setTimeout> | null = null;
  /** MapLibre tells of every move, also of those that it was told. */
  #looks = false;
  #disposed = false;

  constructor(options: GroundOptions) {
    this.#options = options;
  }

  /** `farthest`: nobody gets further away than this, unless `camera` is. */
  show(style: StyleSpecification, camera: Camera, farthest: Camera): void {
    if (this.#disposed) return;
    const restyled = style !== this.#style;
    // What hands have just done comes back: to look there again would take the map out of them.
    const moved = this.#camera === null || !sameView(camera, this.#camera) || farthest !== this.#farthest;
    this.#style = style;
    this.#camera = camera;
    this.#farthest = farthest;
    if (this.#map === null) this.#make();
    else {
      if (restyled) this.#map.setStyle(style, { diff: true });
      if (moved) this.#look();
    }
  }

  /** What hands did before the map was there, or with the focus outside of it. */
  act(events: readonly HandEvent[]): void {
    for (const event of events) this.#map?.getCanvas().dispatchEvent(again(event));
  }

  /** Whatever is asked of it afterwards does nothing. */
  dispose(): void {
    this.#disposed = true;
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#remove();
    reportWebgl(null);
  }

  #make(): void {
    if (this.#style === null) return;
    try {
      this.#map = new MapLibreMap({
        container: this.#options.element,
        style: this.#style,
        attributionControl: false,
        fadeDuration: 0,
        renderWorldCopies: false,
        trackResize: false,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        maxPitch: 0,
        maxZoom: NEAREST_ZOOM,
        pixelRatio: this.#ratio(),
      });
    } catch {
      // No WebGL: vectors stay the ground, and the page says so.
      reportWebgl(null);
      this.#options.onRefused();
      return;
    }
    const map = this.#map;
    map.keyboard.disableRotation();
    map.touchZoomRotate.disableRotation();
    // The map as a whole takes the focus.
    map.getCanvas().tabIndex = -1;
    reportWebgl(true);
    map.on('webglcontextlost', () => {
      // A map that is removed loses its context too.
      if (this.#map !== map) return;
      reportWebgl(false);
      this.#options.onDrawn(false);
      this.#patience ??= setTimeout(() => this.#again(), CONTEXT_PATIENCE_MS);
    });
    map.on('webglcontextrestored', () => {
      if (this.#patience !== null) clearTimeout(this.#patience);
      this.#patience = null;
      reportWebgl(true);
      // A context that was lost while the style was still being loaded comes back without any.
      if (this.#style !== null) map.setStyle(this.#style, { diff: false });
    });
    map.on('idle', () => this.#options.onDrawn(true));
    map.on('move', () => this.#moved());
    this.#look();
  }

  #again(): void {
    this.#patience = null;
    this.#remove();
    this.#make();
  }

  #remove(): void {
    const map = this.#map;
    this.#map = null;
    map?.remove();
  }

  #look(): void {
    const camera = this.#camera;
    if (this.#map === null || camera === null) return;
    this.#looks = true;
    const ratio = this.#ratio();
    if (this.#map.getPixelRatio() === ratio) this.#map.resize();
    else this.#map.setPixelRatio(ratio);
    this.#map.setMinZoom(null);
    this.#map.jumpTo({ center: [longitudeOf(camera.centreX), latitudeOf(camera.centreY)], zoom: zoomOf(camera) });
    this.#map.setMinZoom(zoomOf(this.#farthest === null || this.#farthest.worldPx > camera.worldPx ? camera : this.#farthest));
    this.#looks = false;
  }

  #ratio(): number {
    return this.#camera === null ? 1 : drawingRatio(this.#camera, window.devicePixelRatio, MOST_PIXELS);
  }

  #moved(): void {
    if (this.#map === null || this.#camera === null || this.#looks) return;
    const { lng, lat } = this.#map.getCenter();
    const next: Camera = {
      ...this.#camera,
      centreX: mercatorX(lng),
      centreY: mercatorY(lat),
      worldPx: WORLD_AT_ZOOM_0_PX * 2 ** this.#map.getZoom(),
    };
    if (sameView(next, this.#camera)) return;
    this.#camera = next;
    this.#options.onMove(next);
  }
}

function zoomOf({ worldPx }: Camera): number {
  return Math.log2(worldPx / WORLD_AT_ZOOM_0_PX);
}

/** The same to the eye. */
function sameView(a: Camera, b: Camera): boolean {
  return (
    a.width === b.width &&
    a.height === b.height &&
    Math.abs(a.worldPx / b.worldPx - 1) < 1e-6 &&
    Math.abs(a.centreX - b.centreX) * a.worldPx < 0.01 &&
    Math.abs(a.centreY - b.centreY) * a.worldPx < 0.01
  );
}
