import { useLayoutEffect, useMemo, useRef } from 'react';
import type { City } from '../../shared/contract/city';
import type { HeatTile } from '../../shared/contract/frames';
import { useSize } from '../parts/size';
import { useWords } from '../parts/words';
import { useTokens } from '../theme/tokens';
import { cameraFor, metresPerPixel } from './camera';
import './city-map.css';
import { heatColours, paintHeat } from './heat-painter';
import { heatSurface, scaleTop } from './heat-surface';
import { type MapMark, MapLabels } from './map-labels';
import { scaleBar } from './scale-bar';
import { VectorGround } from './vector-ground';

interface DocumentMapProps {
  readonly city: City;
  readonly heat: HeatTile;
  readonly marks: readonly MapMark[];
  readonly breachedByDistrict: ReadonlyMap<string, number>;
}

/** Pixels of the heat's bitmap per CSS pixel: sharp enough for paper. */
const PRINT_RATIO = 2;

/**
 * The same map for a document: ground and labels are vectors, only the heat is a bitmap. It needs no WebGL, so it can be drawn without a screen
 * and a printed page never shows an empty buffer, and it is complete as soon as it is laid out.
 */
export function DocumentMap({ city, heat, marks, breachedByDistrict }: DocumentMapProps) {
  const words = useWords();
  const tokens = useTokens();
  const [box, size] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = size;
  const visible = width > 0 && height > 0;
  const camera = useMemo(() => cameraFor(city.focus, width, height, 0.4 * tokens.basePx), [city.focus, width, height, tokens.basePx]);
  const colours = useMemo(() => heatColours(tokens), [tokens]);
  const surface = useMemo(() => (visible ? heatSurface(heat, camera) : null), [heat, camera, visible]);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null || !visible) return;
    element.width = Math.round(width * PRINT_RATIO);
    element.height = Math.round(height * PRINT_RATIO);
    paintHeat(element, surface, colours, PRINT_RATIO);
  }, [surface, colours, width, height, visible]);
  const bar = visible ? scaleBar(metresPerPixel(camera), 7 * tokens.basePx) : null;
  return (
    <div ref={box} className="city-map">
      {visible ? <VectorGround city={city} camera={camera} /> : null}
      <canvas ref={canvas} className="city-map-heat" role="img" aria-label={words.t('parts.map.heatLabel')} />
      {visible ? <MapLabels detail="few" city={city} camera={camera} marks={marks} breachedByDistrict={breachedByDistrict} /> : null}
      <div className="city-map-foot">
        {bar === null ? null : (
          <span className="city-map-scale" style={{ width: bar.px }}>
            {bar.metres >= 1_000 ? `${bar.metres / 1_000} km` : `${bar.metres} m`}
          </span>
        )}
        {surface === null || surface.peak === 0 ? null : (
          <span className="city-map-legend">
            0<i />
            {scaleTop(surface.peak)} {words.t('parts.map.perKm2')}
          </span>
        )}
        <span className="city-map-sources">
          {city.outlines === null
            ? words.t('parts.map.noOutlines')
            : city.sketch === null
              ? words.t('parts.map.outlinesOnly')
              : words.t('parts.map.sketch')}
        </span>
      </div>
    </div>
  );
}
