import type { CaseRow, Frame, LinkTile, Surface, TileName, Tiles, Wants } from '../../shared/contract/frames';
import type { Seq } from '../../shared/domain/keys';
import type { DurationMs, Instant } from '../../shared/time/instant';
import type { Picture } from './picture';
import { caseRowOf, sameRow, TableView } from './table-query';
import { momentOf, PICTURE_TILES, type PictureTile, type TileBoard } from './tiles/tile-board';

export interface FrameLimits {
  /** Between two frames to one window. */
  readonly everyMs: DurationMs;
  /** A window hears at least so often while it gives its credit back. */
  readonly keepAliveMs: DurationMs;
  /** Between two heat tiles: 80 kB each, and nobody sees more. Briefings are of one seq, so they never wait. */
  readonly heatEveryMs: DurationMs;
}

export const FRAME_LIMITS: FrameLimits = { everyMs: 100, keepAliveMs: 1_000, heatEveryMs: 500 };

/** What frames are made of at this moment. */
export interface Scene {
  readonly picture: Picture | null;
  readonly board: TileBoard;
  readonly link: LinkTile;
  readonly cityNow: Instant;
  readonly speed: number;
  readonly heardAgeMs: DurationMs;
}

const NOTHING: Wants = { tiles: [], table: null, selected: null };

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
  readonly #table = new TableView();
  #wants: Wants = NOTHING;
  #ready = false;
  #snapshot = true;
  #number = 0;
  /** The frame that has not been painted yet; 0: the window holds its credit. */
  #unpainted = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  #heatSentAt = Number.NEGATIVE_INFINITY;
  #base: { readonly picture: number; readonly seq: Seq } = { picture: 0, seq: 0 };
  /** What the window shows, by tile. */
  readonly #sent = new Map<TileName, unknown>();
  #heatSeq: Seq = 0;
  #heatMoment = '';

  constructor(surface: Surface, mayCommand: boolean, limits: FrameLimits = FRAME_LIMITS) {
    this.#surface = surface;
    this.#mayCommand = mayCommand;
    this.#limits = limits;
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
  }

  /** A patch did not fit: the next frame is a snapshot. The credit still comes back by `credit`, as for any frame. */
  refresh(): void {
    this.#snapshot = true;
  }

  credit(number: number): void {
    if (number === this.#unpainted) this.#unpainted = 0;
  }

  /** The frame that is due at `nowMs`, counted as sent; or when to ask again if nothing happens before. */
  turn(scene: Scene, nowMs: number): Turn {
    if (!this.#ready || this.#unpainted !== 0) return { againAt: Number.POSITIVE_INFINITY };
    if (nowMs < this.#sentAt + this.#limits.everyMs) return { againAt: this.#sentAt + this.#limits.everyMs };
    const { picture } = scene;
    const snapshot = this.#snapshot || (picture?.id ?? 0) !== this.#base.picture;
    if (snapshot) this.#sent.clear();
    const draft = new Draft(this.#sent);
    draft.put('link', scene.link);
    if (picture !== null) this.#draw(draft, picture, scene.board, nowMs, snapshot);
    const silentUntil = this.#sentAt + this.#limits.keepAliveMs;
    if (!snapshot && draft.empty && nowMs < silentUntil) return { againAt: Math.min(silentUntil, draft.againAt) };
    return { frame: this.#frame(draft, scene, nowMs, snapshot) };
  }

  #draw(draft: Draft, picture: Picture, board: TileBoard, nowMs: number, snapshot: boolean): void {
    const wanted = new Set<TileName>(this.#wants.tiles);
    for (const name of PICTURE_TILES) {
      if (!wanted.has(name)) draft.forget(name);
      else if (name === 'heat') this.#drawHeat(draft, picture, board, nowMs, snapshot);
      else draft.put(name, this.#tile(name, picture, board));
    }
    this.#drawCases(draft, picture, board, nowMs);
  }

  #tile(name: PictureTile, picture: Picture, board: TileBoard): Tiles[PictureTile] {
    return name === 'timeline' && !this.#mayCommand ? board.withheldTimeline(picture) : board.tile(name, picture);
  }

  #drawHeat(draft: Draft, picture: Picture, board: TileBoard, nowMs: number, snapshot: boolean): void {
    const { seq } = picture.projection;
    const due = this.#heatSentAt + this.#limits.heatEveryMs;
    if (!snapshot && draft.shows('heat') && nowMs < due && this.#surface !== 'briefing') {
      if (momentOf(picture) !== this.#heatMoment) draft.lag('heat', this.#heatSeq, due);
      return;
    }
    if (draft.put('heat', board.tile('heat', picture))) this.#heatSentAt = nowMs;
    this.#heatSeq = seq;
    this.#heatMoment = momentOf(picture);
  }

  /** Cases one by one are for windows that may act on them. */
  #drawCases(draft: Draft, picture: Picture, board: TileBoard, nowMs: number): void {
    const { table, selected } = this.#wants;
    const { projection } = picture;
    if (!this.#mayCommand) return;
    // The columns' deadline states are those of the last settling.
    if (table !== null || selected !== null) projection.deadlines.settle();
    if (table === null) {
      draft.forget('table');
    } else {
      const ground = {
        columns: projection.cases,
        catalogue: board.tile('catalogue', picture),
        moment: `${picture.id}:${momentOf(picture)}`,
        seq: projection.seq,
      };
      const answer = this.#table.answer(table, ground, nowMs);
      draft.put('table', answer.tile);
      if (this.#table.moment !== ground.moment) draft.lag('table', answer.seq, this.#table.dueAt);
    }
    if (selected !== null) draft.putRow(caseRowOf(projection.cases, selected));
    else if (draft.shows('selected')) draft.putRow(null);
  }

  #frame(draft: Draft, scene: Scene, nowMs: number, snapshot: boolean): Frame {
    const seq = scene.picture?.projection.seq ?? 0;
    const base = snapshot ? null : this.#base.seq;
    this.#number += 1;
    this.#unpainted = this.#number;
    this.#sentAt = nowMs;
    this.#snapshot = false;
    this.#base = { picture: scene.picture?.id ?? 0, seq };
    draft.commit();
    const { cityNow, speed, heardAgeMs } = scene;
    const frame: Frame = { number: this.#number, base, seq, cityNow, speed, heardAgeMs, tiles: draft.tiles };
    return draft.lagging === null ? frame : { ...frame, lagging: draft.lagging };
  }
}

/** The tiles of a frame in the making: those that say something else than what the window shows. */
class Draft {
  readonly tiles: { -readonly [Name in TileName]?: Tiles[Name] } = {};
  lagging: Partial<Record<TileName, Seq>> | null = null;
  /** When a tile that lags is due. */
  againAt = Number.POSITIVE_INFINITY;
  readonly #shown: Map<TileName, unknown>;
  readonly #forgotten: TileName[] = [];

  constructor(shown: Map<TileName, unknown>) {
    this.#shown = shown;
  }

  get empty(): boolean {
    return Object.keys(this.tiles).length === 0;
  }

  shows(name: TileName): boolean {
    return this.#shown.has(name);
  }

  /** true: it is new to the window. */
  put(name: TileName, tile: Tiles[TileName]): boolean {
    if (this.#shown.get(name) === tile && this.#shown.has(name)) return false;
    Object.assign(this.tiles, { [name]: tile });
    return true;
  }

  /** Rows are made anew every time, so they are compared by what they say. */
  putRow(row: CaseRow | null): void {
    const shown = this.#shown.get('selected') as CaseRow | null | undefined;
    if (shown === undefined || (row === null || shown === null ? row !== shown : !sameRow(row, shown))) this.tiles.selected = row;
  }

  lag(name: TileName, seq: Seq, dueAt: number): void {
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
