import type { TileName, Tiles } from '../../../shared/contract/frames';
import type { Picture } from '../picture';
import { release } from '../release';
import { catalogueTile } from './catalogue-tile';
import { censusTile } from './census-tile';
import { deadlinesTile } from './deadlines-tile';
import { districtsTile } from './districts-tile';
import { dueTile } from './due-tile';
import { emergencyTile } from './emergency-tile';
import { floorDayTile } from './floor-day-tile';
import { floorTile } from './floor-tile';
import { heatTile } from './heat-tile';
import { hotspotsTile } from './hotspots-tile';
import { overdueTile } from './overdue-tile';
import { queuesTile } from './queues-tile';
import { sameContent } from './same-content';
import { staffingTile, withoutDecisionReasons } from './staffing-tile';
import { tasksTile } from './tasks-tile';
import { timelineTile, withoutReasons } from './timeline-tile';

/** Tiles that follow from the picture alone and are the same for every window. */
export const PICTURE_TILES = [
  'city',
  'catalogue',
  'floor',
  'floorDay',
  'queues',
  'staffing',
  'heat',
  'hotspots',
  'deadlines',
  'due',
  'districts',
  'overdue',
  'tasks',
  'emergency',
  'timeline',
  'census',
] as const;
export type PictureTile = (typeof PICTURE_TILES)[number];

type Builders = { readonly [Name in PictureTile]: (picture: Picture) => Tiles[Name] };

const BUILDERS: Builders = {
  city: ({ city }) => city,
  catalogue: ({ projection }) => catalogueTile(projection),
  floor: floorTile,
  floorDay: floorDayTile,
  queues: queuesTile,
  staffing: staffingTile,
  heat: ({ projection }) => heatTile(projection),
  hotspots: ({ projection }) => hotspotsTile(projection),
  deadlines: ({ projection }) => deadlinesTile(projection),
  due: ({ projection }) => dueTile(projection),
  districts: ({ projection, city }) => districtsTile(projection, city),
  overdue: ({ projection }) => overdueTile(projection),
  tasks: ({ projection }) => tasksTile(projection),
  emergency: ({ projection, city }) => emergencyTile(projection, city),
  timeline: ({ projection }) => timelineTile(projection),
  census: ({ projection }) => censusTile(projection),
};

/** What a tile depends on: while it is equal the tile need not be built again. */
const REVISIONS: { readonly [Name in PictureTile]: (picture: Picture) => string } = {
  city: () => '',
  catalogue: ({ projection }) => `${projection.catalogue.revision}`,
  floor: momentOf,
  floorDay: momentOf,
  queues: momentOf,
  staffing: momentOf,
  heat: momentOf,
  hotspots: momentOf,
  deadlines: momentOf,
  due: momentOf,
  districts: momentOf,
  overdue: momentOf,
  tasks: momentOf,
  emergency: momentOf,
  timeline: ({ projection }) => `${projection.timeline.revision}`,
  census: momentOf,
};

const WITHHOLD: { readonly [Name in PictureTile]?: (tile: Tiles[Name]) => Tiles[Name] } = {
  staffing: withoutDecisionReasons,
  timeline: withoutReasons,
};

/** What tiles hold beside the heap. */
const BULK: { readonly [Name in PictureTile]?: (tile: Tiles[Name]) => ArrayBufferView } = {
  heat: ({ cells }) => cells,
};

interface Built {
  readonly picture: number;
  readonly revision: string;
  readonly tile: unknown;
}

/** Says when nothing of a picture can have changed. */
export function momentOf({ projection }: Picture): string {
  return `${projection.seq}@${projection.now}`;
}

/**
 * The tiles of the picture as it is now, each built at most once per moment for all windows. A tile keeps its identity while its content
 * does: that it is another object means that it says something else. Of one that was replaced, only the identity is left: windows were sent copies.
 */
export class TileBoard {
  readonly #built = new Map<TileName, Built>();
  readonly #withheld = new Map<PictureTile, { readonly from: unknown; readonly tile: unknown }>();

  tile<Name extends PictureTile>(name: Name, picture: Picture): Tiles[Name] {
    // Kept one and the same by the fold while it says the same.
    if (name === 'city') return picture.city as Tiles[Name];
    const known = this.#built.get(name);
    const revision = REVISIONS[name](picture);
    if (known !== undefined && known.picture === picture.id && known.revision === revision) return known.tile as Tiles[Name];
    const fresh = BUILDERS[name](picture);
    const before = known?.tile as Tiles[Name] | undefined;
    const tile: Tiles[Name] = before !== undefined && sameContent(before, fresh) ? before : fresh;
    const useless = tile === fresh ? before : fresh;
    const bulk: ((tile: Tiles[Name]) => ArrayBufferView) | undefined = BULK[name];
    if (bulk !== undefined && useless !== undefined) release(bulk(useless));
    this.#built.set(name, { picture: picture.id, revision, tile });
    return tile;
  }

  /** The tile for windows that may not command: without what a person wrote about a case or a decision. */
  withheldTile<Name extends PictureTile>(name: Name, picture: Picture): Tiles[Name] {
    const from = this.tile(name, picture);
    const withhold: ((tile: Tiles[Name]) => Tiles[Name]) | undefined = WITHHOLD[name];
    if (withhold === undefined) return from;
    const known = this.#withheld.get(name);
    if (known?.from === from) return known.tile as Tiles[Name];
    const tile = withhold(from);
    this.#withheld.set(name, { from, tile });
    return tile;
  }
}
