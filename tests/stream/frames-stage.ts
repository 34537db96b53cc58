import { expect } from 'vitest';
import type { Scene } from '../../electron/stream/frames';
import type { Outlook } from '../../electron/stream/outlook';
import type { Picture } from '../../electron/stream/picture';
import { TileBoard } from '../../electron/stream/tiles/tile-board';
import type { Frame, LinkTile, Tiles } from '../../shared/contract/frames';
import type { Projection } from '../../shared/projection/projection';
import { CITY } from './random-city';

const LINK: LinkTile = {
  connection: { state: 'live' },
  epoch: 'e1',
  head: 0,
  source: null,
  role: 'supervisor',
  actor: 'supervisor:one',
  reach: null,
  past: null,
};

/** A page in small: it holds what it was sent. */
export class Page {
  tiles: Partial<Tiles> = {};
  frame: Frame | null = null;
  frames = 0;

  /** What a page of ours refuses as not fitting is a fault here. */
  show(frame: Frame): void {
    if (frame.base !== null) {
      expect(frame.number).toBe((this.frame?.number ?? 0) + 1);
      expect(frame.base).toBe(this.frame?.seq);
      expect(frame.seq).toBeGreaterThanOrEqual(frame.base);
    }
    // What crosses a port is a copy.
    this.tiles = { ...(frame.base === null ? {} : this.tiles), ...structuredClone(frame.tiles) };
    this.frame = frame;
    this.frames += 1;
  }
}

/** What frames are made of, in small: the picture can be replaced. */
export class Stage {
  nowMs = 1_000;
  link: LinkTile = LINK;
  outlook: Outlook | null = null;
  readonly board = new TileBoard();
  picture: Picture;
  #id = 1;

  constructor(projection: Projection) {
    this.picture = this.#picture(projection);
  }

  replace(projection: Projection): void {
    this.picture = this.#picture(projection);
  }

  get scene(): Scene {
    const { picture, board, link } = this;
    return { picture, kept: null, board, outlook: this.outlook, link, cityNow: picture.projection.now, speed: 1, heardAgeMs: 0 };
  }

  #picture(projection: Projection): Picture {
    const source = { kind: 'none', name: 'none', speed: 1 } as const;
    return { id: this.#id++, epoch: 'e1', projection, city: CITY, source, speed: 1, sound: true };
  }
}
