import { BaseWindow, ImageView, type NativeImage, type WebContents, WebContentsView } from 'electron';

/** A page that waits aside has so many columns of pixels in the window: what no pixel is seen of is not painted. They lie in the margin within which a wall's picture moves. */
const SEEN_ASIDE_PX = 1;

/**
 * A window that outlives its pages. One page is shown; a fresh one is drawn aside and brought in by moving it there, which is one step of the compositor: no picture without either of them
 * comes between. Until then the window shows the old page, or a still picture where that is dead (drawn by main's own process, so no page is needed for it).
 */
export class PageWindow {
  readonly window: BaseWindow;
  readonly #ground: string;
  #shown: WebContentsView | null = null;
  #aside: WebContentsView | null = null;
  #still: ImageView | null = null;

  constructor(options: Electron.BaseWindowConstructorOptions, ground: string) {
    this.#ground = ground;
    this.window = new BaseWindow({ ...options, backgroundColor: ground });
    this.window.on('resize', () => this.#layOut());
    this.window.on('focus', () => this.contents?.focus());
    this.window.once('closed', () => {
      for (const view of [this.#shown, this.#aside]) close(view);
    });
  }

  /** The page that is shown, or is about to be where none is; null while a still picture stands for one that is dead. */
  get contents(): WebContents | null {
    return this.#shown?.webContents ?? null;
  }

  has(contentsId: number): boolean {
    return this.all.some(({ id }) => id === contentsId);
  }

  /** To the pages that are shown and aside. */
  send(channel: string, ...told: readonly unknown[]): void {
    for (const contents of this.all) if (!contents.isDestroyed()) contents.send(channel, ...told);
  }

  /** A page that is drawn aside; whatever waited there is ended. */
  addAside(webPreferences: Electron.WebPreferences): WebContents {
    close(this.#aside);
    this.#aside = new WebContentsView({ webPreferences });
    this.#aside.setBackgroundColor(this.#ground);
    this.window.contentView.addChildView(this.#aside);
    this.#layOut();
    return this.#aside.webContents;
  }

  /** Shows the page aside in the place of the page or the still picture that is shown, which is ended. */
  bringIn(): void {
    const [old, still] = [this.#shown, this.#still];
    this.#shown = this.#aside;
    this.#aside = null;
    this.#still = null;
    this.#layOut();
    if (old !== null) this.#remove(old);
    if (still !== null) this.window.contentView.removeChildView(still);
    if (this.window.isFocused()) this.contents?.focus();
  }

  /** Ends the page aside. */
  dropAside(): void {
    if (this.#aside !== null) this.#remove(this.#aside);
    this.#aside = null;
  }

  /** The page that is shown has died. */
  dropShown(): void {
    if (this.#shown !== null) this.#remove(this.#shown);
    this.#shown = null;
  }

  /** Shows `image` before the page, which stays and gets its place back with `uncover`. A page's pixels lie above every image, so the page goes aside. */
  cover(image: NativeImage): void {
    this.uncover();
    this.#still = new ImageView();
    this.#still.setImage(image);
    this.window.contentView.addChildView(this.#still);
    this.#layOut();
  }

  uncover(): void {
    if (this.#still === null) return;
    this.window.contentView.removeChildView(this.#still);
    this.#still = null;
    this.#layOut();
  }

  get covered(): boolean {
    return this.#still !== null;
  }

  /** The pages that are shown and aside. */
  get all(): readonly WebContents[] {
    return [this.#shown, this.#aside].flatMap((view) => (view === null ? [] : [view.webContents]));
  }

  #remove(view: WebContentsView): void {
    this.window.contentView.removeChildView(view);
    // Not within an event of its own.
    setImmediate(() => close(view));
  }

  #layOut(): void {
    const { width, height } = this.window.getContentBounds();
    const whole = { x: 0, y: 0, width, height };
    const aside = { ...whole, x: width - SEEN_ASIDE_PX };
    this.#still?.setBounds(whole);
    this.#shown?.setBounds(this.#still === null ? whole : aside);
    this.#aside?.setBounds(aside);
  }
}

function close(view: WebContentsView | null): void {
  const contents: WebContents | undefined = view?.webContents;
  if (contents !== undefined && !contents.isDestroyed()) contents.close();
}
