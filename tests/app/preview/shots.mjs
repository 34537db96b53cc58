// Pictures of the pages with the fixture, into screenshots/: node tests/app/preview/shots.mjs [--base URL] name…
// A name is page.scene.WxH[.en][.day][.heightMm-distanceMm], e.g. wall.emergency.1920x1080.en.day
// The preview server must run; CHROMIUM names the browser (default: chromium).
import { mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';

const base = 'http://127.0.0.1:5199';
const names = process.argv.slice(2);
mkdirSync('screenshots', { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--ignore-gpu-blocklist',
    ...(process.env.CHROMIUM_ARGS ?? '').split(' ').filter(Boolean),
  ],
});
try {
  for (const name of names) await take(name);
} finally {
  await browser.close();
}

/** @param {string} name */
async function take(name) {
  const [page = 'wall', scene = 'normal', size = '1920x1080', ...rest] = name.split('.');
  const [width, height] = size.split('x').map(Number);
  const query = new URLSearchParams({ scene });
  if (rest.includes('en')) query.set('locale', 'en');
  if (rest.includes('day')) query.set('theme', 'day');
  const geometry = rest.find((part) => /^\d+-\d+$/.test(part))?.split('-');
  if (geometry !== undefined) {
    query.set('heightMm', geometry[0]);
    query.set('distanceMm', geometry[1]);
  }
  const context = await browser.newContext({ viewport: { width, height }, screen: { width, height } });
  const tab = await context.newPage();
  tab.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) console.log(name, message.type(), message.text().slice(0, 300));
  });
  tab.on('pageerror', (error) => console.log(name, 'pageerror', String(error).slice(0, 500)));
  await tab.goto(`${base}/${page}/index.html?${query}`, { waitUntil: 'load' });
  if (scene !== 'preparing' && scene !== 'offline' && page === 'wall')
    await tab.waitForSelector('.city-map[data-ground=drawn]', { timeout: 60_000 }).catch(() => console.log(name, 'has no ground'));
  await tab.waitForTimeout(Number(process.env.WAIT ?? 1_200));
  await tab.screenshot({ path: `screenshots/${name}.png`, timeout: 60_000 });
  const clipped = await tab.evaluate(findClipped);
  console.log(name, clipped.length === 0 ? 'nothing clipped' : clipped.join(' | '));
  await context.close();
}

/** Text that its box cuts off without a title, and boxes that reach out of the page. */
function findClipped() {
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const style = getComputedStyle(element);
    const hidesX = style.overflowX !== 'visible';
    const hidesY = style.overflowY !== 'visible';
    const wide = hidesX && element.scrollWidth > element.clientWidth + 1;
    const high = hidesY && element.scrollHeight > element.clientHeight + Math.max(2, 0.06 * Number.parseFloat(style.fontSize));
    const excused =
      style.textOverflow === 'ellipsis' &&
      (element.getAttribute('title') ?? element.parentElement?.getAttribute('title') ?? '') !== '' &&
      !high;
    if (
      element.clientWidth > 0 &&
      (wide || high) &&
      !excused &&
      !element.closest('.city-map-ground, .drill-marks') &&
      // These let whole items wrap out of sight when there is no room for them.
      !(
        high &&
        !wide &&
        element.matches(
          '.name-and-place, .tile-meta, h1, .link-band, .heat-count, .floor-caption, .service-windows, .outlook-details, .deadline-caption',
        )
      )
    ) {
      found.push(
        `${element.className || element.tagName} ${element.scrollWidth}x${element.scrollHeight}>${element.clientWidth}x${element.clientHeight}`,
      );
    }
  }
  return found;
}
