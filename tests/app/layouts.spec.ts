import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Layout } from '../../shared/contract/layouts';
import { launchApp, type RunningApp } from './running-app';

/** Ends a hang. */
const LAUNCH_MS = 90_000;
const NAME = '值班长';

/** Layouts in the real app: made on the desk by keys and by hand, shown by a wall, there again after a relaunch, and never what takes a wall down. */
test.describe('layouts of the operator', () => {
  test.describe.configure({ mode: 'serial' });
  const dataDirectory = mkdtempSync(join(tmpdir(), 'hotline-layouts-'));
  const file = join(dataDirectory, 'layouts.json');
  let running: RunningApp;
  let desk: Page;
  let wall: Page;

  const launch = async (...args: readonly string[]) => {
    running = await launchApp({ args: [...args, '--software-rendering'], dataDirectory });
    wall = await running.page('wall');
  };
  const written = (): readonly Layout[] => (JSON.parse(readFileSync(file, 'utf8')) as { layouts: readonly Layout[] }).layouts;
  const tile = (panel: string) => desk.locator(`.layout-tile[data-panel="${panel}"]`);
  const said = () => desk.locator('.layouts-said');
  const showsOnWall = (page: string) => expect(wall.locator('main.wall')).toHaveAttribute('data-page', page, { timeout: LAUNCH_MS });

  test.afterAll(async () => {
    await running.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  test('are made on the desk by keys alone, and every deed is said', async () => {
    test.setTimeout(2 * LAUNCH_MS);
    await launch('--desk', '--wall');
    desk = await running.page('desk');
    await desk.getByTestId('desk-layouts').waitFor({ timeout: LAUNCH_MS });
    // The side bar, so that the key does not go to a field.
    await desk.getByTestId('desk-layouts').focus();
    await desk.keyboard.press('b');
    await desk.getByTestId('layouts-new').focus();
    await desk.keyboard.press('Enter');
    await desk.keyboard.type('overview');
    await expect(desk.locator('#layout-name-note')).toContainText('cannot be used');
    await desk.keyboard.press('Control+A');
    await desk.keyboard.insertText(NAME);
    await desk.keyboard.press('Enter');
    await expect(said()).toContainText(NAME);
    await desk.locator('[data-add="queues"]').focus();
    await desk.keyboard.press('Enter');
    await expect(tile('queues')).toBeFocused();
    const before = await tile('queues').getAttribute('aria-label');
    await desk.keyboard.press('ArrowLeft');
    await expect(said()).toHaveText('At the edge of the grid');
    await desk.keyboard.press('ArrowDown');
    await expect(said()).toContainText('column 1, row 2');
    await desk.keyboard.press('Shift+ArrowRight');
    await expect(tile('queues')).not.toHaveAttribute('aria-label', before ?? '');
    await desk.keyboard.press('Control+z');
    await desk.keyboard.press('Control+z');
    await expect(tile('queues')).toHaveAttribute('aria-label', before ?? '');
  });

  test('are changed by hand: dragged by the middle and by an edge, refused where another panel stands', async () => {
    await desk.locator('[data-add="dueUnits"]').click();
    await expect(tile('dueUnits')).toBeVisible();
    const place = (panel: string) => tile(panel).evaluate(({ style }) => [style.left, style.top, style.width, style.height]);
    const drag = async (from: readonly [number, number], by: readonly [number, number]) => {
      await desk.mouse.move(from[0], from[1]);
      await desk.mouse.down();
      await desk.mouse.move(from[0] + by[0], from[1] + by[1], { steps: 3 });
    };
    const queues = (await tile('queues').boundingBox())!;
    const units = (await tile('dueUnits').boundingBox())!;
    const first = await place('dueUnits');
    await drag([units.x + 20, units.y + 20], [queues.x - units.x, queues.y - units.y]);
    await expect(tile('queues')).toHaveAttribute('data-blocks', 'true');
    await desk.mouse.up();
    await expect(said()).toContainText('is in the way');
    expect(await place('dueUnits')).toEqual(first);
    const grid = (await desk.locator('.layout-grid').boundingBox())!;
    await drag([units.x + 20, units.y + 20], [0, grid.y + grid.height - units.y - units.height]);
    await desk.mouse.up();
    await expect.poll(() => place('dueUnits')).not.toEqual(first);
    const moved = await place('dueUnits');
    const edge = (await tile('dueUnits').locator('[data-edge="w"]').boundingBox())!;
    await drag([edge.x + edge.width / 2, edge.y + edge.height / 2], [-grid.width / 12, 0]);
    await desk.mouse.up();
    await expect.poll(() => place('dueUnits')).not.toEqual(moved);
  });

  test('are not left unsaved without a question, and are then on every wall and in the file', async () => {
    await expect(desk.getByTestId('layouts-save')).toBeEnabled();
    await desk.locator('[data-view="all"]').click();
    const question = desk.locator('dialog[open]');
    await expect(question).toContainText('Layouts are not saved');
    await question.getByRole('button', { name: 'Save' }).last().click();
    await expect(desk.getByTestId('layouts-page')).toBeHidden();
    expect(written()).toMatchObject([{ name: NAME, tiles: [{ panel: 'queues' }, { panel: 'dueUnits' }] }]);
    await expect(wall.getByTestId('connection')).toHaveAttribute('data-state', 'live', { timeout: LAUNCH_MS });
    // By hand a wall of one page leads through all, the layouts last.
    await wall.keyboard.press('ArrowLeft');
    await showsOnWall(`layout:${NAME}`);
    await expect(wall.locator('.layout-cell[data-panel="queues"][data-room="true"] .page-row').first()).toBeVisible();
    await running.close();
  });

  test('are there again after a relaunch, by their name', async () => {
    test.setTimeout(2 * LAUNCH_MS);
    await launch('--wall', '--page', NAME);
    await showsOnWall(`layout:${NAME}`);
    await expect(wall.getByTestId('connection')).toHaveAttribute('data-state', 'live', { timeout: LAUNCH_MS });
    await expect(wall.locator('.layout-cell')).toHaveCount(2);
    await running.close();
  });

  test('that are broken leave the wall a page, with why beside it', async () => {
    test.setTimeout(2 * LAUNCH_MS);
    const [layout] = written();
    if (layout === undefined) throw new Error('no layout was kept');
    const broken = { ...layout, tiles: layout.tiles.map((each) => ({ ...each, x: 0, y: 0 })) };
    writeFileSync(file, JSON.stringify({ layouts: [broken] }));
    await launch('--wall', '--page', NAME);
    await showsOnWall('overview');
    await expect(wall.getByTestId('connection')).toHaveAttribute('data-state', 'live', { timeout: LAUNCH_MS });
    await expect(wall.locator('.tile-deadlines')).toBeVisible();
    await expect(wall.getByTestId('layout-trouble')).toContainText('panels overlap (layouts.0.tiles.1)');
    expect(written()).toEqual([broken]);
  });
});
