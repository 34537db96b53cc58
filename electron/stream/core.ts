import { connectionStep } from '../../shared/connection/connection';
import { type Connection, type ConnectionEffect, type ConnectionInput, NOT_STARTED } from '../../shared/connection/connection-state';
import { heardAgeMs, shownCityNow, shownConnection } from '../../shared/connection/shown';
import type { LinkTile, Surface } from '../../shared/contract/frames';
import type { HubAddress, ToStream } from '../../shared/contract/process';
import type { Welcome } from '../../shared/contract/wire';
import type { Past } from '../../shared/contract/past';
import { Projection } from '../../shared/projection/projection';
import type { DurationMs } from '../../shared/time/instant';
import type { KeptTiles } from '../../shared/contract/kept-tiles';
import { cacheEveryMs, PictureCache, TilesCache } from './cache';
import { sameSettings, settingsOf } from './city-settings';
import { encodeCalmly } from './encode-calmly';
import { Fold, FOLD_LIMITS } from './fold';
import { FRAME_LIMITS, type Scene } from './frames';
import { HubLink } from './hub-link';
import { inTurns } from './in-turns';
import type { CachedPicture, CacheAbout } from './cache-file';
import { isPast, isSameMoment, tilesToKeep } from './kept-tiles';
import type { Picture } from './picture';
import { release } from './release';
import { OUTLOOK_LIMITS, OutlookKeeper } from './outlook';
import { Outbox } from './outbox';
import { ScreensRelay } from './screens-relay';
import type { StreamOptions } from './stream-options';
import { linkTile } from './tiles/link-tile';
import { sameContent } from './tiles/same-content';
import { TileBoard } from './tiles/tile-board';
import type { WindowPort } from './window-port';
import { Windows } from './windows';

const TICK_MS = 250;
const STATUS_EVERY_MS = 1_000;
/** So long windows are waited for that show what was kept of the last run: reading its whole picture takes the time that they need to paint. */
const FIRST_PAINT_MS: DurationMs = 1_500;
/** So long windows that show something of the last run wait for a live picture: one that is not would cost them as much. */
const LIVE_PATIENCE_MS: DurationMs = 2_000;
/** A start that has led to no live picture by then goes on with what there is. */
const LAUNCH_MS: DurationMs = 10_000;

/**
 * One machine's stream: the only client of the hub. It wires the pure machine of the connection to the socket, the fold, the windows and the disk; it
 * decides nothing itself. Runs under Electron and under plain Node.
 */
export class StreamCore {
  readonly #options: StreamOptions;
  readonly #monotonicMs: () => number;
  readonly #wallMs: () => number;
  readonly #random: () => number;
  readonly #link: HubLink;
  readonly #fold: Fold;
  readonly #outbox: Outbox;
  readonly #windows: Windows;
  readonly #outlook: OutlookKeeper;
  readonly #screens: ScreensRelay;
  readonly #board = new TileBoard();
  #connection: Connection = NOT_STARTED;
  #welcome: { readonly message: Welcome; readonly at: number } | null = null;
  /** Where this stream is in the past; null: it follows the present. */
  #past: Past | null = null;
  /** The moment that the hub was asked for last. */
  #asked: Past | null = null;
  /** The hub has not answered the last seek yet. */
  #seeking = false;
  #cache: PictureCache | null = null;
  #tiles: TilesCache | null = null;
  /** What the last run showed, until there is a picture. */
  #kept: KeptTiles | null = null;
  /** The picture that was joined with and has not been read yet: windows show the tiles of it. */
  #unread: CacheAbout | null = null;
  /** Somebody waits for the moment to read it. */
  #readWanted: (() => void) | null = null;
  #cachedAt: number;
  /** Before the picture of the last run has been read, addresses are only remembered. */
  #starting: 'not' | 'reading' | 'done' = 'not';
  #hub: HubAddress | null = null;
  #linkTile: LinkTile | null = null;
  #status = { state: '', seq: -1, at: Number.NEGATIVE_INFINITY };
  #tick: NodeJS.Timeout | null = null;
  #startedAt = 0;
  /** Windows have something to show until then. */
  #waitsForLive = false;
  /** The first live picture is there, or none is to be expected. */
  #launched = false;
  #stopped = false;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
    this.#wallMs = options.wallMs ?? (() => Date.now());
    this.#random = options.random ?? (() => Math.random());
    this.#cachedAt = this.#monotonicMs();
    this.#screens = new ScreensRelay({
      client: options.client,
      log: options.log,
      link: () => this.#link,
      report: options.report,
      tellConsoles: (message) => this.#windows.tellConsoles(message),
    });
    this.#link = new HubLink(options.client, (input) => this.#input(input), this.#screens.heard);
    this.#outbox = new Outbox((message, timeoutMs) => this.#link.command(message, timeoutMs));
    this.#fold = new Fold(
      {
        monotonicMs: this.#monotonicMs,
        log: options.log,
        report: (result) => this.#input(result),
        urgency: options.urgency ?? (() => {}),
        moved: () => {
          this.#lookAhead();
          this.#windows.pump();
        },
      },
      options.foldLimits ?? FOLD_LIMITS,
    );
    this.#outlook = new OutlookKeeper({
      monotonicMs: this.#monotonicMs,
      log: options.log,
      limits: options.outlookLimits ?? OUTLOOK_LIMITS,
      picture: () => this.#fold.picture,
      made: () => this.#windows.pump(),
    });
    this.#windows = new Windows({
      monotonicMs: this.#monotonicMs,
      log: options.log,
      limits: options.frameLimits ?? FRAME_LIMITS,
      scene: () => this.#scene(),
      epoch: () => this.#fold.picture?.epoch ?? null,
      outbox: this.#outbox,
      screens: this.#screens,
      history: (key, timeoutMs) => this.#link.history(key, timeoutMs),
    });
  }

  /** The connection as it is, for tests and logs. */
  get connection(): Connection {
    return this.#connection;
  }

  /** The projection that windows are shown; null: nothing to show yet. */
  get projection(): Projection | null {
    return this.#fold.picture?.projection ?? null;
  }

  /** Takes main's message; `port` comes with `attach`. */
  handle(message: ToStream, port: WindowPort | null = null): void {
    if (this.#stopped) return;
    switch (message.kind) {
      case 'start':
        void this.start(message.hub, message.cacheFile, message.windows, message.past, message.pictured);
        break;
      case 'hub':
        this.#hubKnown(message.hub);
        break;
      case 'seek':
        this.seek(message.past);
        break;
      case 'hub-progress':
        this.#input(message);
        break;
      case 'attach':
        if (port !== null) this.attach(message.window, message.surface, message.mayCommand, port);
        break;
      case 'detach':
        this.#windows.detach(message.window);
        break;
      case 'stop':
        break;
      default:
        this.#screens.handle(message);
    }
  }

  /**
   * Shows what windows showed of the last run's picture, then that picture, if there are such, then connects. `windows` that are about to attach are shown the
   * former before the latter is read. `pictured`: they show something of the last run by themselves, under which they paint the former; when it is of the very moment of the picture,
   * it is connected with that moment, and the picture is read once they are live. Without a file there is neither. Never rejects.
   */
  async start(hub: HubAddress | null, cacheFile: string | null, windows = 0, past: Past | null = null, pictured = false): Promise<void> {
    if (this.#starting !== 'not') return;
    this.#starting = 'reading';
    this.#startedAt = this.#monotonicMs();
    this.#hub = hub ?? this.#hub;
    this.#past = past;
    this.#tick = setInterval(() => this.#ticked(), TICK_MS);
    this.#waitsForLive = pictured;
    if (cacheFile !== null) {
      this.#cache = new PictureCache(cacheFile, this.#options.log);
      this.#tiles = new TilesCache(cacheFile, this.#options.build ?? '', this.#options.log);
      await this.#readTiles(this.#tiles);
    }
    this.#options.report({ kind: 'ready' });
    const file = (await this.#cache?.read()) ?? null;
    if (this.#stopped) return;
    // Walls show all there is to show of it: where the hub says that its log ends there, they are live.
    if (pictured && file !== null && this.#kept !== null && isSameMoment(this.#kept.about, file.about)) {
      this.#unread = file.about;
      const letGo = this.#fold.hold();
      this.#connect(file.about);
      await this.#shownLive(windows);
      await this.#readUnread(file);
      letGo();
      return;
    }
    if (this.#kept !== null && !pictured) await this.#windows.painted(windows, FIRST_PAINT_MS);
    const picture = file === null ? null : await this.#read(file);
    if (this.#stopped) return;
    if (picture !== null) this.#fold.adopt(picture);
    this.#connect(picture === null ? null : (file?.about ?? null));
  }

  #connect(about: CacheAbout | null): void {
    this.#starting = 'done';
    const cached = about === null ? null : { epoch: about.epoch, seq: about.seq, ageMs: this.#ageOf(about.writtenAt) };
    this.#input({ kind: 'start', hub: this.#hub, cached });
  }

  /** To another moment of the past. What is shown stays until that is there. */
  seek(past: Past): void {
    if (this.#past === null) {
      this.#options.log.error({}, 'a stream of the present was told to seek: it stays there');
      return;
    }
    const shownAt = this.#fold.picture?.projection.now ?? 0;
    this.#past = past;
    this.#seeking = true;
    this.#input({ kind: 'seek', past, back: past.at < shownAt });
  }

  attach(window: number, surface: Surface, mayCommand: boolean, port: WindowPort): void {
    this.#windows.attach(window, surface, mayCommand, port);
  }

  /** Ends in order: the last picture is on disk afterwards. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    if (this.#tick !== null) clearInterval(this.#tick);
    this.#link.disconnect();
    this.#screens.stop();
    this.#fold.stop();
    this.#outlook.stop();
    this.#outbox.stop();
    this.#windows.stop();
    this.#readWanted?.();
    await this.#writeCache();
  }

  async #readTiles(tiles: TilesCache): Promise<void> {
    this.#kept = await tiles.read();
    if (this.#kept === null) return;
    const { epoch, seq, writtenAt } = this.#kept.about;
    const ageMs = this.#ageOf(writtenAt);
    this.#options.log.info({ epoch, seq, ageMs }, 'shows what was kept of the last run');
    this.#input({ kind: 'kept', ageMs });
  }

  /** Of what was written at `writtenAt` by this machine's clock, which may have been set back since. */
  #ageOf(writtenAt: number): DurationMs {
    return Math.max(0, this.#wallMs() - writtenAt);
  }

  /** Of the last run; null: it is no good, and is removed. */
  async #read({ about, body }: CachedPicture): Promise<Omit<Picture, 'id' | 'sound'> | null> {
    const { epoch, seq, speed, city, source, writtenAt } = about;
    this.#options.urgency?.('rebuilding');
    try {
      const bytes = await body();
      const projection = await inTurns(Projection.decodeSteps(bytes, settingsOf(city)));
      release(bytes);
      if (projection.seq !== seq) throw new Error(`it says seq ${seq} and holds seq ${projection.seq}`);
      this.#options.log.info({ epoch, seq, ageMs: this.#ageOf(writtenAt) }, 'has read the picture of the last run');
      return { epoch, projection, city, source, speed };
    } catch (error) {
      await this.#cache?.remove(error instanceof Error ? error.message : String(error));
      return null;
    } finally {
      this.#options.urgency?.('telling');
    }
  }

  /** Resolves when windows have painted what is live, or when what was read in their place does not do any more: there are records to fold, or no hub in time. */
  async #shownLive(windows: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, FIRST_PAINT_MS);
      this.#readWanted = () => {
        clearTimeout(late);
        resolve();
      };
    });
    this.#readWanted = null;
    if (shownConnection(this.#connection, this.#monotonicMs()).state === 'live') await this.#windows.paintedLive(windows, FIRST_PAINT_MS);
  }

  /** What was read in its place has been joined with: now the picture itself, unless another one is on its way. */
  async #readUnread(file: CachedPicture): Promise<void> {
    const { generation } = this.#connection;
    const picture = await this.#read(file);
    this.#unread = null;
    if (this.#stopped || this.#connection.generation !== generation) return;
    if (picture === null) {
      this.#kept = null;
      this.#input({ kind: 'spoiled', generation, cause: 'snapshot' });
      return;
    }
    this.#fold.adopt(picture);
    if (this.#welcome !== null) this.#fold.welcome(this.#welcome.message);
    this.#lookAhead();
  }

  #hubKnown(hub: HubAddress): void {
    this.#screens.paired();
    this.#hub = hub;
    if (this.#starting === 'done') this.#input({ kind: 'hub', hub });
  }

  #input(input: ConnectionInput): void {
    if (this.#stopped) return;
    const before = this.#connection;
    const { state, effects } = connectionStep(before, input, this.#monotonicMs(), this.#random());
    this.#connection = state;
    // Where it is now is where it comes back to when the connection is lost. What was said before a seek was answered is of the place before.
    if (input.kind === 'heartbeat' && this.#past !== null && !this.#seeking) this.#past = { ...this.#past, at: input.message.cityNow };
    if (before.phase === 'following' && state.phase !== 'following') {
      this.#outbox.closed();
      this.#screens.lost();
    }
    if (input.kind === 'refused') this.#options.report({ kind: 'refused', problem: input.problem.type });
    for (const effect of effects) this.#do(effect);
    // It was put elsewhere while the socket was being opened.
    if (input.kind === 'socket-up' && this.#past !== null && this.#past !== this.#asked) this.#do({ kind: 'seek', past: this.#past });
    if (input.kind === 'spoiled' && (input.cause === 'digest' || input.cause === 'records')) {
      this.#kept = null;
      for (const file of [this.#cache, this.#tiles]) void file?.remove(`the picture was found wrong (${input.cause})`);
    }
    this.#tellStatus();
    // Live, refused, or with something to fold.
    if (state.phase === 'following' || state.refusal !== null || state.generation !== before.generation) this.#readWanted?.();
    if (before.phase !== state.phase || input.kind === 'hub-progress' || input.kind === 'kept' || input.kind === 'start')
      this.#windows.pump();
  }

  #do(effect: ConnectionEffect): void {
    switch (effect.kind) {
      case 'connect':
        this.#asked = this.#past;
        this.#link.connect(effect.hub, this.#past);
        break;
      case 'disconnect':
        this.#link.disconnect();
        break;
      case 'join':
        this.#link.join(effect.epoch, effect.since);
        break;
      case 'took':
        this.#link.took(effect.seq);
        break;
      case 'seek':
        this.#asked = effect.past;
        this.#link.seek(effect.past);
        break;
      case 'welcomed':
        this.#welcomed(effect.welcome);
        break;
      case 'discard':
        this.#fold.discard(effect.generation);
        break;
      case 'note':
        this.#options.log.info({ seq: this.#connection.last }, effect.text);
        break;
      case 'begin':
      case 'load':
      case 'change':
      case 'apply':
      case 'advance':
      case 'check':
        this.#fold.take(effect);
        break;
    }
  }

  #welcomed(welcome: Welcome): void {
    this.#seeking = false;
    this.#welcome = { message: welcome, at: this.#monotonicMs() };
    const held = this.#fold.picture ?? this.#unread;
    const other = held !== null && held.epoch === welcome.epoch && !sameSettings(held.city, welcome.city);
    this.#fold.welcome(welcome);
    this.#outbox.opened(welcome.epoch);
    this.#screens.welcomed();
    // Figures that were folded with other settings are other figures.
    if (other) queueMicrotask(() => this.#input({ kind: 'spoiled', generation: this.#connection.generation, cause: 'settings' }));
  }

  /** What is to come takes tenths of a second to be worked out, which a start that is under way has not. */
  #lookAhead(): void {
    const now = this.#monotonicMs();
    if (!this.#launched) {
      const { state } = shownConnection(this.#connection, now);
      this.#launched = state === 'live' || now >= this.#startedAt + LAUNCH_MS;
    }
    if (this.#launched) this.#outlook.look();
  }

  #ticked(): void {
    this.#input({ kind: 'tick' });
    this.#lookAhead();
    this.#windows.pump();
    const now = this.#monotonicMs();
    if (now - this.#cachedAt < (this.#options.cacheEveryMs ?? cacheEveryMs(this.#fold.picture?.projection.cases.size ?? 0))) return;
    this.#cachedAt = now;
    void this.#writeCache();
  }

  async #writeCache(): Promise<void> {
    const { picture } = this.#fold;
    if (picture === null || !picture.sound || this.#cache === null) return;
    const { epoch, projection, city, source, speed } = picture;
    const writtenAt = this.#wallMs();
    const tiles = this.#tiles?.write(epoch, projection.seq, async () => tilesToKeep(picture, this.#board, this.#outlook, writtenAt));
    await this.#cache.write(epoch, projection.seq, async () => ({
      about: { epoch, seq: projection.seq, cityNow: projection.now, speed, writtenAt, source, city },
      body: await encodeCalmly(projection, () => this.#fold.hold()),
    }));
    await tiles;
  }

  #scene(): Scene {
    const now = this.#monotonicMs();
    const connection = this.#connection;
    const picture = this.#isHeldBack(now) ? null : this.#fold.picture;
    if (picture !== null && this.#kept !== null && isPast(this.#kept, picture)) this.#kept = null;
    const kept = this.#kept;
    const shown = picture === null ? (kept?.about ?? null) : { ...picture, seq: picture.projection.seq };
    const link = linkTile(connection, shown, this.#welcome, this.#past, now);
    if (this.#linkTile === null || !sameContent(this.#linkTile, link)) this.#linkTile = link;
    return {
      picture,
      kept,
      board: this.#board,
      outlook: picture === null ? null : this.#outlook.of(picture),
      link: this.#linkTile,
      cityNow: shownCityNow(connection, Math.max(picture?.projection.now ?? 0, kept?.about.cityNow ?? 0), now),
      speed: connection.clock?.speed ?? picture?.speed ?? kept?.about.speed ?? 0,
      heardAgeMs: heardAgeMs(connection, now),
    };
  }

  #isHeldBack(now: number): boolean {
    if (!this.#waitsForLive) return false;
    this.#waitsForLive = now < this.#startedAt + LIVE_PATIENCE_MS && shownConnection(this.#connection, now).state !== 'live';
    return this.#waitsForLive;
  }

  #tellStatus(): void {
    const now = this.#monotonicMs();
    const { state } = shownConnection(this.#connection, now);
    const seq = this.projection?.seq ?? 0;
    if (state === this.#status.state && (seq === this.#status.seq || now - this.#status.at < STATUS_EVERY_MS)) return;
    this.#status = { state, seq, at: now };
    this.#options.report({ kind: 'status', connection: state, seq });
  }
}
