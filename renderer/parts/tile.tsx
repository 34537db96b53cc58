import type { ReactNode } from 'react';
import type { TileName } from '../../shared/contract/frames';
import { AsOf } from './as-of';
import { useFreshness } from './freshness';
import './tile.css';

interface TileProps {
  /** Names the tile for styles and tests. */
  readonly name: string;
  readonly title: string;
  /** Beside the title: totals, windows, tags. */
  /** A word that must stand beside the title whatever else has room: "sample data". */
  readonly tag?: string;
  readonly meta?: ReactNode;
  /** The stream's tiles whose oldest moment is shown; without them that of the frame. Keep its identity. */
  readonly drawnFrom?: readonly TileName[];
  readonly children: ReactNode;
}

/** A panel of the wall or desk: title, what it is drawn from, content. */
export function Tile({ name, title, tag, meta, drawnFrom, children }: TileProps) {
  const { fresh } = useFreshness();
  return (
    <section className={`tile tile-${name}`} data-tile={name} data-old={!fresh || undefined} aria-label={title}>
      <header className="tile-head">
        <h2 title={title}>{title}</h2>
        {tag === undefined ? null : <span className="tile-tag">{tag}</span>}
        <span className="tile-meta">{meta}</span>
        <AsOf {...(drawnFrom === undefined ? {} : { drawnFrom })} />
      </header>
      {children}
    </section>
  );
}

/** Content of a tile that has nothing to show: says why, in a sentence. */
export function NothingToShow({ children }: { readonly children: ReactNode }) {
  return (
    <div className="tile-nothing">
      <span className="tile-nothing-sign">—</span>
      <p>{children}</p>
    </div>
  );
}
