import { expect, type Page, test } from '@playwright/test';
import { type HubReader, readHub } from './hub-reader';
import { launchApp, type RunningApp } from './running-app';

/** A minute of the city per second: an hour later is a minute later. */
const CITY = 'simulate?scale=0.05&speed=60';

/** A what-if that a supervisor applies: decided once, seen everywhere, and judged by what then happened. */
test.describe('a staffing decision', () => {
  test.describe.configure({ mode: 'serial' });
  let running: RunningApp;
  let wall: Page;
  let desk: Page;
  let reader: HubReader;
  let decision = 0;

  test.beforeAll(async () => {
    running = await launchApp({ source: CITY });
    wall = await running.page('wall');
    desk = await running.page('desk');
    await expect(desk.getByTestId('desk-connection')).toHaveAttribute('data-state', 'live', { timeout: 90_000 });
    const address = await running.hubAddress();
    if (address === null) throw new Error('the hub has no address although the desk is live');
    reader = await readHub(address);
  });

  test.afterAll(async () => {
    reader?.close();
    await running?.close();
  });

  test('the page of calls and seats opens with a key and says what seats are needed', async () => {
    await desk.locator('body').press('c');
    await expect(desk.getByTestId('floor-page')).toBeVisible();
    await expect(desk.getByTestId('what-if-result')).toBeVisible({ timeout: 30_000 });
  });

  test('from a queue to its intervals to the very calls', async () => {
    const queues = desk.getByTestId('floor-queues');
    await expect(queues).toBeVisible();
    await queues.focus();
    await desk.keyboard.press('Enter');
    const intervals = desk.getByTestId('floor-intervals');
    await expect(intervals).toBeVisible();
    await desk.keyboard.press('j');
    await desk.keyboard.press('Enter');
    await expect(desk.getByTestId('floor-calls')).toBeVisible();
    await desk.keyboard.press('Escape');
    await desk.keyboard.press('Escape');
    await expect(queues).toBeVisible();
  });

  test('the sliders show at once what more seats would change, and nothing has happened yet', async () => {
    const result = desk.getByTestId('what-if-result');
    const before = await result.innerText();
    const seats = desk.getByTestId('what-if-seats');
    await seats.focus();
    for (let i = 0; i < 6; i += 1) await desk.keyboard.press('ArrowRight');
    await expect.poll(() => result.innerText()).not.toBe(before);
    expect(reader.seen(({ event }) => event.kind === 'staffing.decided')).toBe(false);
  });

  test('applied with a reason it is in the log, on the wall and in the list of decisions', async () => {
    await desk.getByTestId('what-if-apply').click();
    await desk.getByTestId('staffing-reason').fill('two colleagues stay on');
    await expect(desk.getByTestId('staffing-preview')).toBeVisible();
    await desk.getByTestId('staffing-confirm').click();
    await expect(desk.getByTestId('staffing-receipt')).toBeVisible();
    const record = await reader.waitFor(({ event }) => event.kind === 'staffing.decided');
    if (record.event.kind !== 'staffing.decided') throw new Error('not a staffing decision');
    decision = record.event.decision;
    expect(record.event.measure).toEqual({ seats: 6, handlingFactor: 1, arrivalsFactor: 1, patienceFactor: 1 });
    expect(record.event.reason).toBe('two colleagues stay on');
    const { low, likely, high } = record.event.with.serviceLevel;
    expect([low <= likely, likely <= high, likely >= record.event.without.serviceLevel.likely]).toEqual([true, true, true]);
    await expect(wall.locator('.timeline-bar')).toContainText('+6');
    await expect(wall.locator('.timeline-bar')).not.toContainText('two colleagues');
    await expect(desk.locator(`[data-decision="${decision}"]`)).toContainText('two colleagues stay on');
  });

  test('an hour later it is judged by what happened', async () => {
    test.setTimeout(150_000);
    const entry = desk.locator(`[data-decision="${decision}"]`);
    await expect(entry).toHaveAttribute('data-state', 'final', { timeout: 120_000 });
    await expect(entry).toHaveAttribute('data-verdict', /^(better|inside|worse)$/);
  });
});
