import type { CDPSession, Page } from '@playwright/test';

/** What a page still holds once everything else is collected. */
export interface Held {
  /** Of its JavaScript, by the account of its own collector, bytes. */
  readonly heap: number;
  /** Of its document, with what has been taken out of it and is still held. */
  readonly nodes: number;
  readonly listeners: number;
}

/** What pages hold, by their own account. */
export class PageHeaps {
  readonly #sessions = new WeakMap<Page, CDPSession>();

  /** Bytes of its JavaScript that are used at this moment, garbage included. null: the page is gone, or is just being replaced. */
  async used(page: Page): Promise<number | null> {
    try {
      const { usedSize } = await (await this.#session(page)).send('Runtime.getHeapUsage');
      return usedSize;
    } catch {
      // As said.
      return null;
    }
  }

  /** After a collection of everything that is not held, which gives the room that it frees back to the system. null: as above. */
  async held(page: Page): Promise<Held | null> {
    try {
      const session = await this.#session(page);
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
      return { heap: usedSize, nodes, listeners: jsEventListeners };
    } catch {
      // As said.
      return null;
    }
  }

  async #session(page: Page): Promise<CDPSession> {
    const known = this.#sessions.get(page);
    if (known !== undefined) return known;
    const session = await page.context().newCDPSession(page);
    this.#sessions.set(page, session);
    return session;
  }
}
