import { Map as MapLibreMap, setWorkerUrl, type StyleSpecification } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { reportWebgl } from '../parts/pulse';
import { type Camera, drawingRatio, latitudeOf, longitudeOf, mercatorX, mercatorY } from './camera';

// Under app:// the worker cannot be guessed from the library's own address.
setWorkerUrl(workerUrl);

/** A lost WebGL context that is not back after this is not coming back: the map is made anew. */
const CONTEXT_PATIENCE_MS = 2_000;
/** Lines on a plain ground need no more, and software GL has to fill every one of them. */
const MOST_PIXELS = 4_000_000;
/** MapLibre counts zoom from a world of this many pixels. */
const WORLD_AT_ZOOM_0_PX = 512;

interface GroundOptions {
  readonly element: HTMLElement;
  readonly interactive: boolean;
  /** Somebody moved the map by hand. */
  readonly onMove: (camera: Camera) => void;
  /** false: there is no ground now (WebGL is lost or was refused). */
  readonly onAlive: (alive: boolean) => void;
  /** The ground is drawn completely. */
  readonly onDrawn: () => void;
}

/** The WebGL part of the map: kept for the page's life, repainted only when the ground itself changes, made anew only after a lost context. */
export class Ground {
  readonly #options: GroundOptions;
  #map: MapLibreMap | null = null;
  #style: StyleSpecification | null = null;
  #camera: Camera | null = null;
  #patience: ReturnType<typeof setTimeout> | null = null;

  constructor(options: GroundOptions) {
    this.#options = options;
  }

  show(style: StyleSpecification, camera: Camera): void {
    const changed = style !== this.#style;
    this.#style = style;
    this.#camera = camera;
    if (this.#map === null) this.#make();
    else if (changed) this.#map.setStyle(style, { diff: true });
    this.#look();
  }

  dispose(): void {
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#map?.remove();
    this.#map = null;
  }

  #make(): void {
    if (this.#style === null) return;
    const { element, interactive } = this.#options;
    try {
      this.#map = new MapLibreMap({
        container: element,
        style: this.#style,
        interactive,
        attributionControl: false,
        fadeDuration: 0,
        renderWorldCopies: false,
        trackResize: false,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        maxPitch: 0,
        pixelRatio: this.#ratio(),
      });
    } catch {
      // No WebGL on this machine: heat and labels are drawn without ground, and the page says so.
      this.#report(false);
      return;
    }
    const map = this.#map;
    this.#report(true);
    map.on('webglcontextlost', () => {
      this.#report(false);
      this.#patience ??= setTimeout(() => this.#again(), CONTEXT_PATIENCE_MS);
    });
    map.on('webglcontextrestored', () => {
      if (this.#patience !== null) clearTimeout(this.#patience);
      this.#patience = null;
      this.#report(true);
    });
    map.once('idle', () => this.#options.onDrawn());
    if (interactive) map.on('move', () => this.#moved());
    this.#look();
  }

  #again(): void {
    this.#patience = null;
    this.#map?.remove();
    this.#map = null;
    this.#make();
  }

  #report(alive: boolean): void {
    reportWebgl(alive);
    this.#options.onAlive(alive);
  }

  #look(): void {
    const camera = this.#camera;
    if (this.#map === null || camera === null) return;
    const ratio = this.#ratio();
    if (this.#map.getPixelRatio() === ratio) this.#map.resize();
    else this.#map.setPixelRatio(ratio);
    this.#map.jumpTo({
      center: [longitudeOf(camera.centreX), latitudeOf(camera.centreY)],
      zoom: Math.log2(camera.worldPx / WORLD_AT_ZOOM_0_PX),
    });
  }

  #ratio(): number {
    return this.#camera === null ? 1 : drawingRatio(this.#camera, window.devicePixelRatio, MOST_PIXELS);
  }

  #moved(): void {
    if (this.#map === null || this.#camera === null) return;
    const { lng, lat } = this.#map.getCenter();
    const next: Camera = {
      ...this.#camera,
      centreX: mercatorX(lng),
      centreY: mercatorY(lat),
      worldPx: WORLD_AT_ZOOM_0_PX * 2 ** this.#map.getZoom(),
    };
    const same =
      Math.abs(next.worldPx / this.#camera.worldPx - 1) < 1e-6 &&
      Math.abs(next.centreX - this.#camera.centreX) * next.worldPx < 0.01 &&
      Math.abs(next.centreY - this.#camera.centreY) * next.worldPx < 0.01;
    if (same) return;
    this.#camera = next;
    this.#options.onMove(next);
  }
}
