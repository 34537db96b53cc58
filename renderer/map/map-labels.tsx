import { memo, useMemo } from 'react';
import type { City } from '../../shared/contract/city';
import type { Place } from '../../shared/domain/keys';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import { type Tokens, useTokens } from '../theme/tokens';
import { type Camera, project, unproject } from './camera';
import { graticuleStep } from './graticule';
import './map-labels.css';
import { outlinesOf, visibleAnchors } from './outlines';
import { type LabelWish, placeLabels } from './place-labels';

/** A place that is pointed out: its rank in the list beside the map, its name, its count. */
export interface MapMark {
  readonly rank: number;
  readonly place: Place;
  readonly name: string;
  readonly count: string;
  /** An emerging hotspot. */
  readonly hot?: boolean;
}

interface MapLabelsProps {
  readonly city: City;
  readonly camera: Camera;
  readonly marks: readonly MapMark[];
  readonly breachedByDistrict?: ReadonlyMap<string, number>;
  readonly detail: MapDetail;
}

/** How much is written on a map: `few` where it is one panel of many, where a map full of names and red would say nothing. */
export type MapDetail = 'few' | 'full';
/** Districts with most broken deadlines that say so, and marks that are named. */
export const WORST_DISTRICTS: Readonly<Record<MapDetail, number>> = { few: 3, full: 6 };
const NAMED_MARKS: Readonly<Record<MapDetail, number>> = { few: 3, full: 10 };

interface Pin {
  readonly mark: MapMark;
  readonly x: number;
  readonly y: number;
}

/** Pins nearer to each other than this would hide each other, rem. */
const PIN_REACH_REM = 1.5;

/** Pins that would hide each other are one pin with all their ranks, where the best of them stands. */
function joinedPins(pins: readonly Pin[], reachPx: number): readonly (Pin & { readonly ranks: readonly number[] })[] {
  const joined: (Pin & { readonly ranks: number[] })[] = [];
  for (const pin of pins) {
    const near = joined.find(({ x, y }) => Math.hypot(pin.x - x, pin.y - y) < reachPx);
    if (near === undefined) joined.push({ ...pin, ranks: [pin.mark.rank] });
    else near.ranks.push(pin.mark.rank);
  }
  return joined;
}

const measure = document.createElement('canvas').getContext('2d');

function textWidth(text: string, sizePx: number, tokens: Tokens): number {
  if (measure === null) return text.length * sizePx;
  measure.font = `500 ${sizePx}px ${tokens.font}`;
  return measure.measureText(text).width;
}

/** Names on the map as plain text, so that the page's own font draws them: marks first, then districts, none over another. */
export const MapLabels = memo(function MapLabels({ city, camera, marks, breachedByDistrict, detail }: MapLabelsProps) {
  const words = useWords();
  const tokens = useTokens();
  const outlines = useMemo(() => outlinesOf(city), [city]);
  const anchors = useMemo(() => visibleAnchors(outlines, camera), [outlines, camera]);
  const rem = tokens.basePx;

  const worst = [...(breachedByDistrict ?? new Map<string, number>())]
    .filter(([, count]) => count > 0)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, WORST_DISTRICTS[detail]);
  const breachedOf = new Map(worst);
  const pins = marks.map((mark) => {
    const [x, y] = project(camera, mark.place.longitude, mark.place.latitude);
    return { mark, x, y };
  });
  const seen = joinedPins(
    pins.filter(({ x, y }) => x > rem && y > rem && x < camera.width - rem && y < camera.height - rem),
    PIN_REACH_REM * rem,
  );
  const districts = outlines.flatMap((outline) => {
    const anchor = anchors.get(outline.code);
    return anchor === undefined ? [] : [{ outline, x: anchor[0], y: anchor[1], breached: breachedOf.get(outline.code) ?? 0 }];
  });
  const wishes: LabelWish[] = [
    ...seen
      .filter((pin) => pin.mark.rank <= NAMED_MARKS[detail])
      .map(({ mark, x, y }) => ({
        id: `mark ${mark.rank}`,
        x,
        y,
        width: textWidth(`${mark.name} ${mark.count}`, rem, tokens) + 0.5 * rem,
        height: 1.4 * rem,
        anchor: 'beside' as const,
        gap: 0.95 * rem,
        keep: false,
      })),
    ...districts.map(({ outline, x, y, breached }) => ({
      id: `district ${outline.code}`,
      x,
      y,
      width: textWidth(words.name(outline.name), rem, tokens) + (breached > 0 ? (1.4 + 0.6 * String(breached).length) * rem : 0),
      height: 1.4 * rem,
      anchor: 'centre' as const,
      gap: 0,
      keep: true,
    })),
  ];
  const rings = seen.map(({ ranks, x, y }) => {
    const reach = 0.7 * rem * (ranks.length === 1 ? 1 : 0.7 * ranks.length);
    return { left: x - reach, top: y - 0.7 * rem, right: x + reach, bottom: y + 0.7 * rem };
  });
  // The line with scale and sources at the foot is not written over.
  const foot = { left: 0, top: camera.height - 2 * rem, right: camera.width, bottom: camera.height };
  const spots = new Map(placeLabels(wishes, camera, 0.3 * rem, [foot, ...rings]).map((spot) => [spot.id, spot]));

  return (
    <div className="map-labels">
      {seen.map(({ mark, ranks, x, y }) => (
        <span
          key={mark.rank}
          className="map-pin"
          data-hot={mark.hot || undefined}
          data-joined={ranks.length > 1 || undefined}
          style={{ left: x, top: y }}
        >
          {ranks.join('·')}
        </span>
      ))}
      {seen.map(({ mark }) => {
        const spot = spots.get(`mark ${mark.rank}`);
        return spot === undefined ? null : (
          <span
            key={mark.rank}
            className="map-label map-label-mark"
            data-hot={mark.hot || undefined}
            style={{ left: spot.left, top: spot.top }}
          >
            {mark.name} <b>{mark.count}</b>
          </span>
        );
      })}
      {outlines.length === 0 ? <Degrees city={city} camera={camera} /> : null}
      {districts.map(({ outline, breached }) => {
        const spot = spots.get(`district ${outline.code}`);
        return spot === undefined ? null : (
          <span key={outline.code} className="map-label" style={{ left: spot.left, top: spot.top }}>
            {words.name(outline.name)}
            {breached > 0 ? (
              <em>
                <Sign level="broken" label={words.t('parts.map.breached')} /> {breached}
              </em>
            ) : null}
          </span>
        );
      })}
    </div>
  );
});

/** Degrees along the edges of a graticule, for a city whose outlines are not known. */
function Degrees({ city, camera }: Pick<MapLabelsProps, 'city' | 'camera'>) {
  const tokens = useTokens();
  const step = graticuleStep(city.focus);
  const decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
  const [west, north] = unproject(camera, 0, 0);
  const [, south] = unproject(camera, camera.width, camera.height);
  const lines = (from: number, to: number) => {
    const first = Math.ceil(from / step);
    return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, index) => (first + index) * step);
  };
  const text = (value: number, [plus, minus]: readonly [string, string]) =>
    `${Math.abs(value).toFixed(decimals)}°${value < 0 ? minus : plus}`;
  return (
    <>
      {lines(west, unproject(camera, camera.width - 4 * tokens.basePx, 0)[0]).map((x) => (
        <span key={`x ${x}`} className="map-degree" style={{ left: project(camera, x, north)[0], top: 0 }}>
          {text(x, ['E', 'W'])}
        </span>
      ))}
      {lines(south, north).map((y) => (
        <span key={`y ${y}`} className="map-degree" style={{ left: 0, top: project(camera, west, y)[1] }}>
          {text(y, ['N', 'S'])}
        </span>
      ))}
    </>
  );
}
