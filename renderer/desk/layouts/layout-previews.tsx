import type { Settings } from '../../../shared/contract/bridge';
import type { Layout } from '../../../shared/contract/layouts';
import { foldLayout } from '../../parts/layout-fold';
import { foldRules } from '../../parts/panel-room';
import { useWords } from '../../parts/words';
import { DISPLAY_KINDS, type DisplayKind, pageOn } from './display-kinds';

interface LayoutPreviewsProps {
  readonly layout: Layout;
  readonly wall: Settings['wall'];
  readonly chosen: DisplayKind;
  readonly onChoose: (kind: DisplayKind) => void;
}

/** The layout as every kind of display would show it: folded where it must be, and what it would leave out. Chooses the one to edit for. */
export function LayoutPreviews({ layout, wall, chosen, onChoose }: LayoutPreviewsProps) {
  const words = useWords();
  return (
    <section className="layouts-previews" aria-label={words.t('layouts.previews')}>
      {DISPLAY_KINDS.map((kind) => {
        const { room, density } = pageOn(kind, wall);
        const { tiles, without, folded } = foldLayout(layout, room, foldRules(density));
        const state =
          without.length > 0
            ? words.t('layouts.preview.without', { count: without.length })
            : words.t(folded ? 'layouts.preview.folded' : 'layouts.preview.drawn');
        return (
          <button key={kind.id} type="button" aria-pressed={kind === chosen} data-display={kind.id} onClick={() => onChoose(kind)}>
            <svg viewBox={`0 0 ${room.width} ${room.height}`} aria-hidden="true">
              <rect width={room.width} height={room.height} className="preview-ground" />
              {tiles.map(({ tile, left, top, width, height }) => (
                <rect key={tile.panel} x={left} y={top} width={width} height={height} />
              ))}
            </svg>
            <span>
              <b>{kind.id}</b>
              <small data-lacks={without.length > 0 || undefined}>{layout.tiles.length === 0 ? '' : state}</small>
            </span>
          </button>
        );
      })}
    </section>
  );
}
