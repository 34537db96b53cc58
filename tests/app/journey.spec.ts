import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { type HubReader, readHub } from './hub-reader';
import { type HeadlessHub, startHeadlessHub } from './headless-hub';
import { launchApp, type RunningApp } from './running-app';

const CITY = 'simulate?scale=0.05&speed=20';

/** What a supervisor does on an ordinary night, in the real app, on an embedded hub and on one in another process. */
for (const kind of ['embedded', 'headless'] as const) {
  test.describe(`a live wall and desk on ${kind === 'embedded' ? 'the embedded hub' : 'a headless hub in another process'}`, () => {
    test.describe.configure({ mode: 'serial' });
    let hub: HeadlessHub | null = null;
    let running: RunningApp;
    let wall: Page;
    let desk: Page;
    let reader: HubReader;

    test.beforeAll(async () => {
      hub = kind === 'headless' ? await startHeadlessHub(CITY) : null;
      running = await launchApp(hub === null ? { source: CITY } : { hub });
      wall = await running.page('wall');
      desk = await running.page('desk');
      await expect(wall.getByTestId('connection')).toHaveAttribute('data-state', 'live', { timeout: 90_000 });
      await expect(desk.getByTestId('desk-connection')).toHaveAttribute('data-state', 'live');
      const address = hub ?? (await running.hubAddress());
      if (address === null) throw new Error('the hub has no address although the wall is live');
      reader = await readHub(address);
    });

    test.afterAll(async () => {
      reader?.close();
      await running?.close();
      await hub?.close();
    });

    test('the four tiles change as events arrive, and each says the seq that it is true at', async () => {
      for (const tile of ['floor', 'heat', 'deadlines', 'tasks']) {
        const asOf = wall.locator(`[data-tile="${tile}"] .as-of`);
        await expect(asOf).toBeVisible();
        const first = Number(await asOf.getAttribute('data-seq'));
        expect(first).toBeGreaterThan(0);
        await expect.poll(async () => Number(await asOf.getAttribute('data-seq'))).toBeGreaterThan(first);
      }
      // What a tile shows, its own "as of" left out: that changes with every frame.
      const text = (tile: string) =>
        wall.locator(`[data-tile="${tile}"]`).evaluate((place) => {
          const copy = place.cloneNode(true) as HTMLElement;
          for (const asOf of copy.querySelectorAll('.as-of')) asOf.remove();
          return copy.textContent;
        });
      for (const tile of ['floor', 'heat', 'deadlines']) {
        const before = await text(tile);
        await expect.poll(() => text(tile), { message: `${tile} shows something new`, timeout: 60_000 }).not.toBe(before);
      }
      const task = reader.firstTask();
      const shown = await text('tasks');
      // So far behind that the tile, which shows the worst first, must show it.
      const outcome = await reader.command({ kind: 'progress-task', task, value: 1 });
      expect(outcome.ok).toBe(true);
      await expect.poll(() => text('tasks'), { message: 'monthly tasks show reported progress' }).not.toBe(shown);
    });

    test('says on every screen that the city is simulated', async () => {
      await expect(wall.getByTestId('source')).toContainText(/simulated/i);
      await expect(desk.getByTestId('source')).toContainText(/simulated/i);
    });

    test('a case that is reassigned on the desk is seen in its row, on the wall and in the log of the hub', async () => {
      const row = desk.getByTestId('case-row').first();
      await row.click();
      const key = Number(await row.getAttribute('data-case'));
      await desk.keyboard.press('r');
      const [unit] = reader.unitsOtherThan(Number(await row.getAttribute('data-unit')));
      await desk.getByTestId('reassign-unit').fill(unit.name.en);
      await desk.locator(`[role="option"][data-unit="${unit.unit}"]`).click();
      await desk.getByTestId('reassign-reason').fill('nearer to the place');
      await expect(desk.getByTestId('reassign-preview')).toBeVisible();
      await desk.getByTestId('reassign-confirm').click();
      await expect(desk.getByTestId('reassign-receipt')).toBeVisible();

      const event = await reader.waitFor((record) => record.event.kind === 'case.reassigned' && record.event.case === key);
      expect(event.event).toMatchObject({ to: unit.unit, reason: 'nearer to the place' });
      expect(event.by).toMatch(/^supervisor:/);
      await expect(wall.locator('[data-kind="case.reassigned"]').first()).toBeVisible();
      await desk.keyboard.press('Escape');
      const history = await reader.history(key);
      expect(history.map((record) => record.event.kind)).toContain('case.reassigned');
    });

    test('of two supervisors who reassign one case, the second sees what the first did, and nothing is overwritten', async () => {
      const row = desk.getByTestId('case-row').nth(2);
      await row.click();
      const key = Number(await row.getAttribute('data-case'));
      const from = Number(await row.getAttribute('data-unit'));
      const [mine, theirs] = reader.unitsOtherThan(from);
      await desk.keyboard.press('r');
      await desk.getByTestId('reassign-unit').fill(mine.name.en);
      await desk.locator(`[role="option"][data-unit="${mine.unit}"]`).click();
      await desk.getByTestId('reassign-reason').fill('mine');
      // The other supervisor is quicker.
      const first = await reader.command({ kind: 'reassign-case', case: key, to: theirs.unit, reason: 'theirs' });
      expect(first.ok).toBe(true);
      await desk.getByTestId('reassign-confirm').click();
      const conflict = desk.getByTestId('conflict');
      await expect(conflict).toBeVisible();
      await expect(conflict).toContainText(theirs.name.en);
      await desk.keyboard.press('Escape');
      const events = (await reader.history(key))
        .map(({ event }) => event)
        .filter((event) => event.kind === 'case.reassigned' && event.reason !== '');
      expect(events.map((event) => ('to' in event ? event.to : 0))).toContain(theirs.unit);
      expect(events.map((event) => ('reason' in event ? event.reason : ''))).not.toContain('mine');
    });

    test('emergency mode changes every window when it is opened, and again when it is closed', async () => {
      await desk.getByTestId('emergency-open').click();
      await desk.locator('[data-playbook="rainstorm"]').click();
      await desk.locator('.choice[data-mode="real"]').click();
      await desk.getByTestId('emergency-reason').fill('red rainstorm warning');
      await desk.getByTestId('emergency-next').click();
      await desk.getByTestId('emergency-confirm').click();
      await expect(desk.getByTestId('emergency-band')).toBeVisible();
      await expect(wall.getByTestId('emergency-band')).toBeVisible();
      await expect(wall.getByTestId('emergency-band')).toContainText('red rainstorm warning');
      const opened = await reader.waitFor((record) => record.event.kind === 'emergency.opened');
      expect(opened.event).toMatchObject({ playbook: 'rainstorm', drill: false });

      await desk.getByTestId('emergency-close').click();
      await desk.getByTestId('emergency-reason').fill('warning lifted');
      await desk.getByTestId('emergency-confirm').click();
      await expect(desk.getByTestId('emergency-band')).toBeHidden();
      await expect(wall.getByTestId('emergency-band')).toBeHidden();
      await reader.waitFor((record) => record.event.kind === 'emergency.closed');
    });

    test('a briefing is written as PDF and PNG of one seq', async () => {
      await desk.getByTestId('briefing-export').first().click();
      await expect(desk.getByTestId('briefing-result')).toContainText('.pdf', { timeout: 60_000 });
      const text = await desk.getByTestId('briefing-result').innerText();
      const png = /\S+\.png/.exec(text)?.[0] ?? '';
      const pdf = /\S+\.pdf/.exec(text)?.[0] ?? '';
      expect(existsSync(png) && existsSync(pdf), text).toBe(true);
      expect(statSync(png).size).toBeGreaterThan(50_000);
      expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
      const seqs = [png, pdf].map((path) => /-(\d+)\.p/.exec(path)?.[1]);
      expect(seqs[0]).toBe(seqs[1]);
      expect(Number(seqs[0])).toBeGreaterThan(0);
    });
  });
}
