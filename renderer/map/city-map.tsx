import { useEffect, useMemo, useRef } from 'react';
import type { City } from '../../shared/contract/city';
import type { HeatTile } from '../../shared/contract/frames';
import { Sign } from '../parts/sign';
import { useSize } from '../parts/size';
import { useWords } from '../parts/words';
import { useTokens } from '../theme/tokens';
import { cameraFor, metresPerPixel } from './camera';
import './city-map.css';
import { groundStyle } from './ground-style';
import { heatColours, showHeat } from './heat-painter';
import { heatSurface, scaleTop } from './heat-surface';
import { useHeldGround } from './held-ground';
import { type MapDetail, type MapMark, MapLabels, WORST_DISTRICTS } from './map-labels';
import { scaleBar } from './scale-bar';
import { VectorGround } from './vector-ground';

interface CityMapProps {
  readonly city: City;
  /** null: no heat is known; the ground is still shown. */
  readonly heat: HeatTile | null;
  /** Places to point out, most important first. */
  readonly marks: readonly MapMark[];
  /** Cases past their deadline by district code, written under the district's name. */
  readonly breachedByDistrict?: ReadonlyMap<string, number>;
  readonly detail?: MapDetail;
  /** The data are not of now: the heat pales. */
  readonly old?: boolean;
}

/** Ground, heat and labels over one camera. New heat repaints one canvas, the ground stays as it is: vectors, and MapLibre while somebody moves the map. */
export function CityMap({ city, heat, marks, breachedByDistrict, detail = 'few', old = false }: CityMapProps) {
  const words = useWords();
  const tokens = useTokens();
  const [box, size] = useSize<HTMLDivElement>();
  const groundElement = useRef<HTMLDivElement>(null);
  const heatElement = useRef<HTMLCanvasElement>(null);
  const { width, height } = size;
  const visible = width > 0 && height > 0;

  const home = useMemo(() => cameraFor(city.focus, width, height, 0.4 * tokens.basePx), [city.focus, width, height, tokens.basePx]);
  const farthest = useMemo(() => cameraFor(city.extent, width, height, 0), [city.extent, width, height]);
  const style = useMemo(() => groundStyle(city, tokens), [city, tokens]);
  const { camera, ground, moved, fixed, goHome } = useHeldGround({ box, element: groundElement, style, home, farthest });
  const colours = useMemo(() => heatColours(tokens, old), [tokens, old]);
  const surface = useMemo(() => (heat === null || !visible ? null : heatSurface(heat, camera)), [heat, camera, visible]);

  useEffect(() => {
    const canvas = heatElement.current;
    if (canvas === null || !visible) return;
    showHeat(canvas, surface, colours);
  }, [surface, colours, visible]);

  const bar = visible ? scaleBar(metresPerPixel(camera), 7 * tokens.basePx) : null;
  return (
    <div
      ref={box}
      className="city-map"
      role="group"
      aria-label={words.t('parts.map.keys')}
      tabIndex={0}
      data-old={old || undefined}
      data-movable={!fixed || undefined}
      data-ground={ground}
    >
      {visible && ground !== 'webgl' ? <VectorGround city={city} camera={camera} /> : null}
      <div ref={groundElement} className="city-map-ground city-map-webgl" />
      <canvas ref={heatElement} className="city-map-heat" role="img" aria-label={words.t('parts.map.heatLabel')} />
      {visible ? (
        <MapLabels
          city={city}
          camera={camera}
          marks={marks}
          detail={detail}
          {...(breachedByDistrict === undefined ? {} : { breachedByDistrict })}
        />
      ) : null}
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
        {[...(breachedByDistrict?.values() ?? [])].some((count) => count > 0) ? (
          <span className="city-map-key">
            <Sign level="broken" /> {words.t('parts.map.breachedKey', { most: WORST_DISTRICTS[detail] })}
          </span>
        ) : null}
        {moved ? (
          <button type="button" className="city-map-home" onClick={goHome}>
            {words.t('parts.map.home')}
          </button>
        ) : null}
        <span className="city-map-sources">
          {fixed ? <b>{words.t('parts.map.fixed')} </b> : null}
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
