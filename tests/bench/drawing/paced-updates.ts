declare global {
  interface Window {
    benchScriptMs: number;
    /** What a page of this folder can measure, by the name of the way. */
    benchWays: Readonly<Record<string, (updates: number) => Promise<PacedUpdates>>>;
  }
}

export interface PacedUpdates {
  /** Script per update: everything that runs in frames' callbacks. */
  readonly scriptMs: number;
  /** Between two frames, each with an update. */
  readonly intervalsMs: readonly number[];
}

/** Frames that a drawing may still need after its last update. */
const SETTLE = 5;

/** Calls `update` once in each of `updates` frames. */
export async function pacedUpdates(updates: number, update: (index: number) => void): Promise<PacedUpdates> {
  const intervalsMs: number[] = [];
  await frames(SETTLE, () => {});
  const before = window.benchScriptMs;
  let last = performance.now();
  await frames(updates, (index) => {
    const at = performance.now();
    intervalsMs.push(at - last);
    last = at;
    update(index);
  });
  await frames(SETTLE, () => {});
  return { scriptMs: (window.benchScriptMs - before) / updates, intervalsMs: intervalsMs.slice(1) };
}

function frames(count: number, work: (index: number) => void): Promise<void> {
  return new Promise((resolve) => {
    let index = 0;
    const next = () => {
      work(index);
      index += 1;
      if (index < count) requestAnimationFrame(next);
      else requestAnimationFrame(() => resolve());
    };
    requestAnimationFrame(next);
  });
}
