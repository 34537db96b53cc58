import type { CaseRow, Frame, LinkTile, Surface, TileName, Tiles, Wants } from '../../shared/contract/frames';
import type { Seq } from '../../shared/domain/keys';
import type { DurationMs, Instant } from '../../shared/time/instant';
import type { KeptTiles } from '../../shared/contract/kept-tiles';
import { callsTile, CallsView } from './calls-query';
import type { Outlook } from './outlook';
import type { Moment } from './paced-answer';
import type { Picture } from './picture';
import { caseRowOf, sameRow, TableView } from './table-query';
import { sameContent } from './tiles/same-content';
import { momentOf, PICTURE_TILES, type PictureTile, type TileBoard } from './tiles/tile-board';

export interface FrameLimits {
  /** Between two frames to one window. */
  readonly everyMs: DurationMs;
  /** For walls instead: they show what is, and nobody's hand waits for them. */
  readonly wallEveryMs?: DurationMs;
  /** A window hears at least so often while it gives its credit back. */
  readonly keepAliveMs: DurationMs;
  /** Between two such tiles: what is big, or more than people can follow. Briefings are of one seq, so theirs never wait. */
  readonly tileEveryMs: Partial<Readonly<Record<PictureTile, DurationMs>>>;
}

/**
 * A wall's key figures go with every frame, at most one per picture of a screen; whatever takes longer to make, to copy or to draw has a pace of its own. Heat is 80 kB;
 * queues are some 2,000 numbers each, and change with every call, as does what came of the decisions of a day; the floor's day is drawn as two charts; what is overdue is
 * found by a look at every case.
 */
export const FRAME_LIMITS: FrameLimits = {
  everyMs: 66,
  wallEveryMs: 16,
  keepAliveMs: 1_000,
  tileEveryMs: {
    floorDay: 1_000,
    queues: 1_000,
    staffing: 1_000,
    heat: 1_000,
    hotspots: 1_000,
    due: 1_000,
    districts: 2_000,
    overdue: 2_000,
    tasks: 1_000,
    emergency: 250,
    timeline: 250,
    census: 250,
  },
};

/** What frames are made of at this moment. */
export interface Scene {
  readonly picture: Picture | null;
  /** What was shown of the last run's picture: shown as long as there is none. Documents are never made of it. */
  readonly kept: KeptTiles | null;
  readonly board: TileBoard;
  /** Of this picture; null: none has been made yet. */
  readonly outlook: Outlook | null;
  readonly link: LinkTile;
  readonly cityNow: Instant;
  readonly speed: number;
  readonly heardAgeMs: DurationMs;
}

/** As what kept tiles are told from pictures, whose numbers begin at 1. */
const KEPT = -1;

const NOTHING: Wants = { tiles: [], table: null, calls: null, selected: null };

/** What a window holds of a tile that is not sent with every frame. */
interface Paced {
  readonly sentAt: number;
  /** When it was last found to be true. */
  readonly at: Moment;
}

/** What a frame is of: a picture by its number, kept tiles, or nothing (0). */
interface Shown {
  readonly picture: number;
  readonly seq: Seq;
}

/** A frame that is due, or how long nothing will be. */
export type Turn = { readonly frame: Frame } | { readonly againAt: number };

/**
 * Decides what one window is sent and when. A window holds one credit: a frame goes out only against it, and what changes meanwhile is left out until
 * then, because a frame is always made of the picture as it is. Bounded whatever the window does: nothing is ever queued for it.
 */
export class WindowFrames {
  readonly #surface: Surface;
  readonly #mayCommand: boolean;
  readonly #limits: FrameLimits;
  readonly #everyMs: DurationMs;
  readonly #table = new TableView();
  readonly #calls = new CallsView();
  #wants: Wants = NOTHING;
  #ready = false;
  #snapshot = true;
  #number = 0;
  /** The frame that has not been painted yet; 0: the window holds its credit. */
  #unpainted = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  #base: Shown = { picture: 0, seq: 0 };
  #painted = false;
  #paintedLive = false;
  /** The frame that was sent last says so. */
  #saysLive = false;
  /** What the window shows, by tile. */
  readonly #sent = new Map<TileName, unknown>();
  readonly #paced = new Map<PictureTile, Paced>();

  constructor(surface: Surface, mayCommand: boolean, limits: FrameLimits = FRAME_LIMITS) {
    this.#surface = surface;
    this.#mayCommand = mayCommand;
    this.#limits = limits;
    this.#everyMs = surface === 'wall' ? (limits.wallEveryMs ?? limits.everyMs) : limits.everyMs;
  }

  /** A page has come, or come anew: whatever was sent before is forgotten. */
  hello(wants: Wants): void {
    this.#wants = wants;
    this.#ready = true;
    this.#snapshot = true;
    this.#unpainted = 0;
    this.#sentAt = Number.NEGATIVE_INFINITY;
  }

  want(wants: Wants): void {
    this.#wants = wants;
    if (wants.table === null) this.#table.forget();
    if ((wants.calls ?? null) === null) this.#calls.forget();
  }

  /** A patch did not fit: the next frame is a snapshot. The credit still comes back by `credit`, as for any frame. */
  refresh(): void {
    this.#snapshot = true;
  }

  credit(number: number): void {
    if (number !== this.#unpainted) return;
    this.#unpainted = 0;
    if (this.#base.picture !== 0) this.#painted = true;
    if (this.#saysLive) this.#paintedLive = true;
  }

  /** The window has painted something of a city since it came. */
  get painted(): boolean {
    return this.#painted;
  }

  /** The window has painted a frame that said that it is live. */
  get paintedLive(): boolean {
    return this.#paintedLive;
  }

  /** The frame that is due at `nowMs`, counted as sent; or when to ask again if nothing happens before. */
  turn(scene: Scene, nowMs: number): Turn {
    if (!this.#ready || this.#unpainted !== 0) return { againAt: Number.POSITIVE_INFINITY };
    if (nowMs < this.#sentAt + this.#everyMs) return { againAt: this.#sentAt + this.#everyMs };
    const kept = this.#keptOf(scene);
    const picture = kept === null ? scene.picture : null;
    const shown = shownOf(picture, kept);
    const snapshot = this.#snapshot;
    if (snapshot) this.#sent.clear();
    const anew = snapshot || shown.picture !== this.#base.picture;
    const draft = new Draft(this.#sent, anew ? sameContent : Object.is);
    draft.put('link', scene.link);
    if (picture !== null) this.#draw(draft, picture, scene, nowMs, anew);
    else if (kept !== null) this.#drawKept(draft, kept);
    const silentUntil = this.#sentAt + this.#limits.keepAliveMs;
    if (!anew && draft.empty && nowMs < silentUntil) return { againAt: Math.min(silentUntil, draft.againAt) };
    return { frame: this.#frame(draft, scene, shown, nowMs, snapshot) };
  }

  /** `anew`: what the window shows is of another picture, or nothing, so that no tile may wait. */
  #draw(draft: Draft, picture: Picture, { board, outlook }: Scene, nowMs: number, anew: boolean): void {
    const wanted = new Set<TileName>(this.#wants.tiles);
    const at = { moment: `${picture.id}:${momentOf(picture)}`, seq: picture.projection.seq };
    for (const name of PICTURE_TILES) {
      if (!wanted.has(name)) draft.forget(name);
      else if (anew || !this.#waits(draft, name, at, nowMs)) this.#drawTile(draft, name, this.#tile(name, picture, board), at, nowMs);
    }
    if (!wanted.has('outlook')) draft.forget('outlook');
    else if (outlook !== null && !(outlook.provisional && this.#surface === 'briefing')) {
      draft.put('outlook', outlook.tile);
      // Made once a city minute, and nothing that happens in between changes it.
      if (outlook.at.moment !== at.moment) draft.lag('outlook', outlook.at.seq);
    }
    if (this.#mayCommand) this.#drawCases(draft, picture, board, at, nowMs);
  }

  /**
   * A window never goes back: a picture that is older (kept before the tiles, or begun anew) takes their place when it has come as far. A wall has no use for one that
   * shows the same either, a desk has its table.
   */
  #keptOf({ picture, kept, link }: Scene): KeptTiles | null {
    if (kept === null || this.#surface === 'briefing') return null;
    // Tiles of a live picture that has not been read yet: all that a wall shows, of a desk too little.
    if (picture === null) return this.#surface === 'wall' || link.connection.state !== 'live' ? kept : null;
    const { epoch, seq, outlookSeq } = kept.about;
    if (picture.epoch !== epoch) return null;
    if (picture.projection.seq < seq) return kept;
    const same = picture.projection.seq === seq && outlookSeq !== null;
    return this.#surface === 'wall' && same && link.connection.state === 'cached' ? kept : null;
  }

  #drawKept(draft: Draft, { tiles, about }: KeptTiles): void {
    for (const name of this.#wants.tiles) {
      const tile = tiles[name];
      if (tile !== undefined) draft.put(name, tile);
    }
    if (tiles.outlook !== undefined && about.outlookSeq !== null && about.outlookSeq !== about.seq) draft.lag('outlook', about.outlookSeq);
  }

  #tile(name: PictureTile, picture: Picture, board: TileBoard): Tiles[PictureTile] {
    return this.#mayCommand ? board.tile(name, picture) : board.withheldTile(name, picture);
  }

  /** Whether a tile that the window shows must wait for its time; if it may be out of date by then, the draft says so. */
  #waits(draft: Draft, name: PictureTile, at: Moment, nowMs: number): boolean {
    const everyMs = this.#limits.tileEveryMs[name];
    const paced = this.#paced.get(name);
    if (everyMs === undefined || paced === undefined || this.#surface === 'briefing' || !draft.shows(name)) return false;
    const dueAt = paced.sentAt + everyMs;
    if (nowMs >= dueAt) return false;
    if (paced.at.moment !== at.moment) draft.lag(name, paced.at.seq, dueAt);
    return true;
  }

  #drawTile(draft: Draft, name: PictureTile, tile: Tiles[PictureTile], at: Moment, nowMs: number): void {
    const isNew = draft.put(name, tile);
    if (this.#limits.tileEveryMs[name] === undefined) return;
    this.#paced.set(name, { at, sentAt: isNew ? nowMs : (this.#paced.get(name)?.sentAt ?? Number.NEGATIVE_INFINITY) });
  }

  /** Cases and calls one by one are for windows that may act on them. */
  #drawCases(draft: Draft, picture: Picture, board: TileBoard, at: Moment, nowMs: number): void {
    const { table, calls = null, selected } = this.#wants;
    const { projection } = picture;
    // The columns' deadline states are those of the last settling.
    if (table !== null || selected !== null) projection.deadlines.settle();
    if (table === null) {
      draft.forget('table');
    } else {
      const ground = { columns: projection.cases, catalogue: board.tile('catalogue', picture), ...at };
      const { tile, seq } = this.#table.answer(table, ground, nowMs);
      draft.put('table', tile);
      if (this.#table.moment !== at.moment) draft.lag('table', seq, this.#table.dueAt);
    }
    if (calls === null) {
      draft.forget('calls');
    } else {
      const { tile, seq } = this.#calls.answer(calls, at, nowMs, () => callsTile(projection, calls));
      draft.put('calls', tile);
      if (this.#calls.moment !== at.moment) draft.lag('calls', seq, this.#calls.dueAt);
    }
    if (selected !== null) draft.putRow(caseRowOf(projection.cases, selected));
    else if (draft.shows('selected')) draft.putRow(null);
  }

  #frame(draft: Draft, scene: Scene, shown: Shown, nowMs: number, snapshot: boolean): Frame {
    const { seq } = shown;
    const base = snapshot ? null : this.#base.seq;
    this.#number += 1;
    this.#unpainted = this.#number;
    this.#sentAt = nowMs;
    this.#snapshot = false;
    this.#base = shown;
    this.#saysLive = scene.link.connection.state === 'live';
    draft.commit();
    const { cityNow, speed, heardAgeMs } = scene;
    const frame: Frame = { number: this.#number, base, seq, cityNow, speed, heardAgeMs, tiles: draft.tiles };
    return draft.lagging === null ? frame : { ...frame, lagging: draft.lagging };
  }
}

function shownOf(picture: Picture | null, kept: KeptTiles | null): Shown {
  if (picture !== null) return { picture: picture.id, seq: picture.projection.seq };
  return kept === null ? { picture: 0, seq: 0 } : { picture: KEPT, seq: kept.about.seq };
}

type Same = (shown: unknown, tile: unknown) => boolean;

/** The tiles of a frame in the making: those that say something else than what the window shows. */
class Draft {
  readonly tiles: { -readonly [Name in TileName]?: Tiles[Name] } = {};
  lagging: Partial<Record<TileName, Seq>> | null = null;
  /** When a tile that lags is due. */
  againAt = Number.POSITIVE_INFINITY;
  readonly #shown: Map<TileName, unknown>;
  readonly #same: Same;
  readonly #forgotten: TileName[] = [];

  /** `same`: tiles of one picture keep their identity while they say the same; those of two must be looked at. */
  constructor(shown: Map<TileName, unknown>, same: Same) {
    this.#shown = shown;
    this.#same = same;
  }

  get empty(): boolean {
    return Object.keys(this.tiles).length === 0;
  }

  shows(name: TileName): boolean {
    return this.#shown.has(name);
  }

  /** true: it is new to the window. */
  put(name: TileName, tile: Tiles[TileName]): boolean {
    if (this.#shown.has(name) && this.#same(this.#shown.get(name), tile)) {
      this.#shown.set(name, tile);
      return false;
    }
    Object.assign(this.tiles, { [name]: tile });
    return true;
  }

  /** Rows are made anew every time, so they are compared by what they say. */
  putRow(row: CaseRow | null): void {
    const shown = this.#shown.get('selected') as CaseRow | null | undefined;
    if (shown === undefined || (row === null || shown === null ? row !== shown : !sameRow(row, shown))) this.tiles.selected = row;
  }

  /** `dueAt`: when it comes by itself; nothing else may ever bring an outlook but another outlook. */
  lag(name: TileName, seq: Seq, dueAt = Number.POSITIVE_INFINITY): void {
    this.lagging = { ...this.lagging, [name]: seq };
    this.againAt = Math.min(this.againAt, dueAt);
  }

  /** The window does not want it any more: wanted again, it is sent again. */
  forget(name: TileName): void {
    this.#forgotten.push(name);
  }

  commit(): void {
    for (const name of this.#forgotten) this.#shown.delete(name);
    for (const [name, tile] of Object.entries(this.tiles)) this.#shown.set(name as TileName, tile);
  }
}
