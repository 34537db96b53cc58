import type { Page } from '@playwright/test';
import type { ToWindow } from '../../../shared/contract/frames';

/** One frame on one page; times are ms of this machine's clock. */
export interface SeenFrame {
  readonly seq: number;
  /** What the tile that lags most behind the frame was made from: the heat map on the wall, the table on the desk. */
  readonly slowest: number;
  /** Its message came, before the page did anything with it. */
  readonly receivedAt: number;
  /** The page's elements say this seq. */
  readonly changedAt: number;
  /** The frame with these elements was handed to the compositor. */
  readonly paintedAt: number;
}

declare global {
  interface Window {
    benchFrames: { seq: number; slowest: number; receivedAt: number; changedAt: number; paintedAt: number }[];
  }
}

/** Begins to note frames. The page knows nothing of it: the port is caught when it gives a credit back, the elements are watched. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(listen);
  await page.waitForFunction(() => window.benchFrames.some((frame) => frame.paintedAt > 0), undefined, { timeout: 30_000 });
}

/** Every frame that was painted since. */
export async function seenFrames(page: Page): Promise<SeenFrame[]> {
  const frames = await page.evaluate(() => window.benchFrames);
  return frames.filter((frame) => frame.receivedAt > 0 && frame.paintedAt > 0);
}

/** How long the same page takes to paint a change that costs nothing, `times` times at odd moments: ms. */
export function barePaints(page: Page, times: number): Promise<number[]> {
  return page.evaluate(paintBare, times);
}

/** What the page's clock is ahead of this process's (negative: behind), and how far that may be wrong, ms. */
export async function clockOffset(page: Page): Promise<{ readonly offset: number; readonly within: number }> {
  let best = { offset: Number.NaN, within: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 20; round += 1) {
    const before = performance.timeOrigin + performance.now();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const after = performance.timeOrigin + performance.now();
    const within = (after - before) / 2;
    if (within < best.within) best = { offset: there - (before + after) / 2, within };
  }
  return best;
}

/** Runs in the page, so it may use nothing from outside of itself. */
function listen(): void {
  const clock = () => performance.timeOrigin + performance.now();
  const frames: Window['benchFrames'] = [];
  window.benchFrames = frames;
  const ports = new WeakSet<MessagePort>();

  // The page's own listener comes first and may have drawn already: elements and message meet here.
  const frameOf = (seq: number) => {
    const last = frames.at(-1);
    if (last?.seq === seq) return last;
    const frame = { seq, slowest: 0, receivedAt: 0, changedAt: 0, paintedAt: 0 };
    frames.push(frame);
    return frame;
  };
  const received = (event: MessageEvent<ToWindow>) => {
    if (event.data.kind !== 'frame') return;
    const { seq, lagging } = event.data.frame;
    const frame = frameOf(seq);
    if (frame.receivedAt > 0) return;
    frame.slowest = Math.min(seq, lagging?.heat ?? seq, lagging?.table ?? seq);
    // When it was dispatched, before any listener.
    frame.receivedAt = performance.timeOrigin + event.timeStamp;
  };
  // oxlint-disable-next-line typescript/unbound-method -- it is only ever called with its port
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function caught(
    this: MessagePort,
    message: unknown,
    options?: StructuredSerializeOptions | Transferable[],
  ) {
    const isCredit = typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'credit';
    if (isCredit && !ports.has(this)) {
      ports.add(this);
      this.addEventListener('message', received);
    }
    post.call(this, message, options as StructuredSerializeOptions);
  };

  const changed = () => {
    const changedAt = clock();
    const seq = Number(document.querySelector<HTMLElement>('.as-of')?.dataset['seq']);
    const frame = frameOf(seq);
    if (frame.changedAt > 0) return;
    frame.changedAt = changedAt;
    requestAnimationFrame(() => {
      // A task of its own runs after the styles, the layout and the painting that follow this callback.
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        frame.paintedAt = clock();
        port1.close();
      });
      port1.start();
      port2.postMessage(null);
    });
  };
  new MutationObserver(changed).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-seq'] });
}

/** Runs in the page. */
async function paintBare(times: number): Promise<number[]> {
  const mark = document.createElement('i');
  mark.style.cssText = 'position:fixed;left:0;top:0;width:2px;height:2px;z-index:9999';
  document.body.append(mark);
  const lengths: number[] = [];
  for (let i = 0; i < times; i += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20 + Math.random() * 30);
    });
    const from = performance.now();
    mark.style.background = i % 2 === 0 ? '#123' : '#124';
    await new Promise<void>((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => {
          port1.close();
          resolve();
        });
        port1.start();
        port2.postMessage(null);
      });
    });
    lengths.push(performance.now() - from);
  }
  mark.remove();
  return lengths;
}
