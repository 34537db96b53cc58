import type { CDPSession, Page } from '@playwright/test';

/** What the JavaScript of a page holds, by the account of its own collector, bytes. */
export class PageHeaps {
  readonly #sessions = new WeakMap<Page, CDPSession>();

  /** Used at this moment, garbage included. null: the page is gone, or is just being replaced. */
  async used(page: Page): Promise<number | null> {
    try {
      const { usedSize } = await (await this.#session(page)).send('Runtime.getHeapUsage');
      return usedSize;
    } catch {
      // As said.
      return null;
    }
  }

  /** Used by what is still held: everything else is collected before. */
  async held(page: Page): Promise<number | null> {
    try {
      await (await this.#session(page)).send('HeapProfiler.collectGarbage');
    } catch {
      // As said.
      return null;
    }
    return this.used(page);
  }

  async #session(page: Page): Promise<CDPSession> {
    const known = this.#sessions.get(page);
    if (known !== undefined) return known;
    const session = await page.context().newCDPSession(page);
    this.#sessions.set(page, session);
    return session;
  }
}
