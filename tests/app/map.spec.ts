import { expect, type Page, test } from '@playwright/test';
import { launchApp, type RunningApp } from './running-app';

/** A wall's map is still until somebody takes hold of it; then it follows the hand, and goes home when it is left alone. */
test.describe('the map in hands', () => {
  test.describe.configure({ mode: 'serial' });
  let running: RunningApp;
  let wall: Page;

  test.beforeAll(async () => {
    running = await launchApp({ source: 'simulate?scale=0.02', args: ['--wall'] });
    wall = await running.page('wall');
    await expect(wall.getByTestId('connection')).toHaveAttribute('data-state', 'live', { timeout: 60_000 });
    // Before anything that it will be asked to end has begun.
    await wall.clock.install();
  });
  test.afterAll(() => running.close());

  const map = () => wall.locator('.city-map');
  const scale = () => map().locator('.city-map-scale').textContent();
  /** Where each district's name is written, CSS pixels. */
  const names = () =>
    map()
      .locator('.map-label:not(.map-label-mark)')
      .evaluateAll((labels) =>
        Object.fromEntries(
          labels.map((label) => [label.textContent, { x: (label as HTMLElement).offsetLeft, y: (label as HTMLElement).offsetTop }]),
        ),
      );

  test('looking, pointing and clicking bring no MapLibre', async () => {
    await map().hover();
    await map().click();
    await expect(map()).toHaveAttribute('data-ground', 'vectors');
    await expect(map().locator('canvas.maplibregl-canvas')).toHaveCount(0);
  });

  test('the drag that brings MapLibre moves the map exactly as far as the hand', async () => {
    const box = await map().boundingBox();
    const [x, y] = [(box?.x ?? 0) + 200, (box?.y ?? 0) + 200];
    const before = await names();
    await wall.mouse.move(x, y);
    await wall.mouse.down();
    await wall.mouse.move(x + 20, y + 5, { steps: 3 });
    await expect(map()).toHaveAttribute('data-ground', 'webgl', { timeout: 60_000 });
    await wall.mouse.move(x + 60, y + 30, { steps: 3 });
    // Held still before it is let go, so that it does not glide on.
    await wall.waitForTimeout(500);
    await wall.mouse.up();
    await expect
      .poll(
        async () =>
          Object.entries(await names()).filter(([name, at]) => at.x - (before[name]?.x ?? 0) === 60 && at.y - (before[name]?.y ?? 0) === 30)
            .length,
      )
      .toBeGreaterThan(2);
    await expect(map().getByRole('button')).toBeVisible();
  });

  test('Home takes it back, + and the wheel bring it nearer', async () => {
    const before = await names();
    await map().focus();
    await wall.keyboard.press('Home');
    await expect(map().getByRole('button')).toHaveCount(0);
    expect(await names()).not.toEqual(before);
    const far = await scale();
    await wall.keyboard.press('+');
    await expect.poll(scale).not.toBe(far);
    await wall.keyboard.press('Home');
    await expect.poll(scale).toBe(far);
    await map().hover();
    await wall.mouse.wheel(0, -480);
    await expect.poll(scale).not.toBe(far);
  });

  test('left alone it goes home and lets go of MapLibre', async () => {
    // The last that hands do.
    await map().hover({ position: { x: 50, y: 50 } });
    await map().hover({ position: { x: 60, y: 60 } });
    await expect(map()).toHaveAttribute('data-ground', 'webgl');
    await wall.clock.fastForward('02:01');
    await expect(map()).toHaveAttribute('data-ground', 'vectors');
    await expect(map().locator('canvas.maplibregl-canvas')).toHaveCount(0);
    await expect(map().getByRole('button')).toHaveCount(0);
    // A context that it has given up is not asked for again.
    await wall.clock.fastForward('00:10');
    await expect(map().locator('canvas')).toHaveCount(1);
  });
});
