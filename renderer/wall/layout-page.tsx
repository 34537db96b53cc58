import { useMemo } from 'react';
import type { Layout, LayoutTile } from '../../shared/contract/layouts';
import { FittedName } from '../parts/fitted-name';
import { foldLayout, hasRoom, type PlacedTile, type Room } from '../parts/layout-fold';
import { foldRules } from '../parts/panel-room';
import { Sign } from '../parts/sign';
import { useSize } from '../parts/size';
import { Tile } from '../parts/tile';
import type { WallScale } from '../parts/type-scale';
import { useWords } from '../parts/words';
import { Guarded } from './guarded';
import { LAYOUT_PANELS } from './layout-panels';
import './layout-page.css';

/** A page of the operator's own: its panels where the grid says, or folded for a screen of another ratio. */
export function LayoutPage({ layout, scale }: { readonly layout: Layout; readonly scale: WallScale }) {
  const words = useWords();
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const { basePx, density } = scale;
  const folded = useMemo(() => {
    const room: Room = { width: width / basePx, height: height / basePx };
    return width === 0 || height === 0 ? null : foldLayout(layout, room, foldRules(density));
  }, [layout, width, height, basePx, density]);
  return (
    <div ref={ref} className="page-layout" data-layout={layout.name} data-folded={folded?.folded}>
      {layout.tiles.length === 0 ? <p className="layout-empty">{words.t('wall.layout.empty')}</p> : null}
      {folded?.tiles.map((placed) => (
        <Cell key={placed.tile.panel} placed={placed} scale={scale} />
      ))}
      {folded === null || folded.without.length === 0 ? null : <LeftOut tiles={folded.without} />}
    </div>
  );
}

/** A screen without room for all panels names those that it does not show. */
function LeftOut({ tiles }: { readonly tiles: readonly LayoutTile[] }) {
  const words = useWords();
  const names = new Intl.ListFormat(words.locale, { type: 'conjunction' }).format(tiles.map(({ panel }) => words.t(`wall.${panel}.title`)));
  return (
    <p className="layout-left-out" data-testid="layout-left-out">
      <Sign level="watch" />
      <span>
        <FittedName name={words.t('wall.layout.leftOut', { names })} />
      </span>
    </p>
  );
}

function Cell({ placed, scale }: { readonly placed: PlacedTile; readonly scale: WallScale }) {
  const { tile, left, top, width, height } = placed;
  return (
    <div
      className="layout-cell"
      data-panel={tile.panel}
      data-room={hasRoom(placed)}
      style={{ left: `${left}rem`, top: `${top}rem`, width: `${width}rem`, height: `${height}rem` }}
    >
      <Guarded name={tile.panel}>{hasRoom(placed) ? LAYOUT_PANELS[tile.panel].draw(tile, scale) : <TooSmall placed={placed} />}</Guarded>
    </div>
  );
}

/** Half a number is worse than none: a panel without the room for what it shows says so. */
function TooSmall({ placed: { tile, share } }: { readonly placed: PlacedTile }) {
  const words = useWords();
  return (
    <Tile name="too-small" title={words.t(`wall.${tile.panel}.title`)}>
      <p className="layout-too-small">{words.t('wall.layout.tooSmall', { share: Math.floor(100 * share) })}</p>
    </Tile>
  );
}
