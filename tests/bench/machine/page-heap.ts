import type { CDPSession, Page } from '@playwright/test';

/** What a page holds, by its own account. */
export interface Held {
  /** Of its JavaScript, by the account of its collector, bytes. */
  readonly heap: number;
  /** Of its document, with what has been taken out of it and is not collected yet. */
  readonly nodes: number;
  readonly listeners: number;
}

/** Asks pages what they hold; one debugging session per page. */
export class PageHeaps {
  readonly #sessions = new WeakMap<Page, CDPSession>();

  /** At this moment, garbage included. null: the page is gone, or is just being replaced. */
  async used(page: Page): Promise<Held | null> {
    try {
      const session = await this.#session(page);
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
      return { heap: usedSize, nodes, listeners: jsEventListeners };
    } catch {
      // As said.
      return null;
    }
  }

  /** Once everything that is not held is collected, which gives the room that it frees back to the system. null: as above. */
  async held(page: Page): Promise<Held | null> {
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
