import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { RunningApp } from '../app/running-app';
import { appProcesses, openPages } from '../bench/machine/app-processes';
import { type Held, PageHeaps } from '../bench/machine/page-heap';
import { ownPssBytes, rssBytes } from '../bench/machine/processes';
import { installMarks, readMarks } from './page-marks';
import type { Reading } from './series';

const MEGABYTE = 1e6;

/** Looks at every process and every page of a running app. Processes and pages that come in place of others get a name of their own: "wall page (2)". */
export class Probe {
  readonly #running: RunningApp;
  readonly #names = new Map<string | Page, string>();
  readonly #taken = new Map<string, number>();
  readonly #heaps = new PageHeaps();
  readonly #last = new WeakMap<Page, { readonly at: number; readonly shown: number; readonly lost: number }>();
  readonly #keys = new Set<string>();
  #pagesAtFirst = 0;

  constructor(running: RunningApp) {
    this.#running = running;
  }

  /** Pages that came after the first look. */
  get replaced(): number {
    return this.#keys.size - this.#pagesAtFirst;
  }

  /** Rejects when the app has ended. What has ended or been replaced while it was looked at is left out. */
  async look(): Promise<Reading[]> {
    for (const { key } of await openPages(this.#running)) this.#keys.add(key);
    if (this.#pagesAtFirst === 0) this.#pagesAtFirst = this.#keys.size;
    const readings: Reading[] = [];
    for (const [name, pid] of await appProcesses(this.#running)) readings.push(...this.#process(name, pid));
    for (const page of this.#running.app.windows()) readings.push(...(await this.#page(page)));
    return readings;
  }

  /** What every page still holds once everything else is collected, by its name. It gives room back that a running page takes again, so it is for the two ends of a run. */
  async held(): Promise<ReadonlyMap<string, Held>> {
    const all = new Map<string, Held>();
    for (const page of this.#running.app.windows().filter((each) => each.url().startsWith('app:'))) {
      const held = await this.#heaps.held(page);
      if (held !== null) all.set(this.#nameOf(page, new URL(page.url()).host), held);
    }
    return all;
  }

  #process(name: string, pid: number): Reading[] {
    const pss = ownPssBytes(pid);
    if (pss === 0) return [];
    // Helpers of the browser have no name but their number, and stay as small as they are.
    const of = this.#nameOf(String(pid), name.startsWith('other ') ? 'other' : name);
    const handles = openHandles(pid);
    return [
      { of, measure: 'pss', value: pss / MEGABYTE },
      { of, measure: 'rss', value: rssBytes(pid) / MEGABYTE },
      ...(handles === null ? [] : [{ of, measure: 'handles', value: handles } as const]),
    ];
  }

  async #page(page: Page): Promise<Reading[]> {
    try {
      const url = new URL(page.url());
      if (url.protocol !== 'app:') return [];
      await page.evaluate(installMarks);
      const used = await this.#heaps.used(page);
      if (used === null) return [];
      const marks = await page.evaluate(readMarks);
      const of = this.#nameOf(page, url.host);
      return [
        { of, measure: 'heap', value: used.heap / MEGABYTE },
        { of, measure: 'nodes', value: used.nodes },
        { of, measure: 'listeners', value: used.listeners },
        ...(marks === null ? [] : this.#frames(page, of, marks)),
        ...(marks?.oldestMs == null ? [] : [{ of, measure: 'age', value: marks.oldestMs / 1_000 } as const]),
      ];
    } catch {
      // It has been replaced while it was asked.
      return [];
    }
  }

  /** Since the last look. */
  #frames(page: Page, of: string, { shown, lost }: { readonly shown: number; readonly lost: number }): Reading[] {
    const at = performance.now();
    const before = this.#last.get(page);
    this.#last.set(page, { at, shown, lost });
    // The page has been loaded again meanwhile.
    if (before === undefined || shown < before.shown) return [];
    const seconds = (at - before.at) / 1_000;
    return [
      { of, measure: 'shown', value: (shown - before.shown) / seconds },
      { of, measure: 'lost', value: ((lost - before.lost) / seconds) * 60 },
    ];
  }

  #nameOf(key: string | Page, name: string): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const count = (this.#taken.get(name) ?? 0) + 1;
    this.#taken.set(name, count);
    const given = count === 1 ? name : `${name} (${count})`;
    this.#names.set(key, given);
    return given;
  }
}

/** null where the system does not say (anything but Linux), or the process has ended. */
function openHandles(pid: number): number | null {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    // As said.
    return null;
  }
}
