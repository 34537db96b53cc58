import type { Page } from '@playwright/test';

/** From now on the page's `benchScriptMs` grows by the time that callbacks of requestAnimationFrame take, their microtasks included. The page begins anew. */
export async function watchScriptTime(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.benchScriptMs = 0;
    const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) =>
      request((at) => {
        const startedAt = performance.now();
        callback(at);
        queueMicrotask(() => {
          window.benchScriptMs += performance.now() - startedAt;
        });
      });
  });
  await page.reload();
}
