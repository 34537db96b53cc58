/**
 * Measures what a change of the heat map costs with 10 k, 100 k and a million appeals in its window: the stream's tile (electron/stream/tiles), and the product's painter in
 * a real Electron page (renderer/map, 1280 by 720 pixels); beside it MapLibre's own heatmap layer with a point per case. A million points are not given to MapLibre: its
 * page crashes (V8's heap ends at 4 GB).
 *
 * Why: the cost of the map must grow with the screen, not with the city.
 *
 * It means nothing for: moving the map, which repaints the ground; what the graphics process takes to put the bitmap on the screen, stretched (each change of a picture
 * takes that, whatever has changed); a machine with a graphics card.
 */
import { settingsOf } from '../../electron/hub/recover';
import { loadCity } from '../../electron/hub/sources/load-city';
import { heatTile } from '../../electron/stream/tiles/heat-tile';
import { toCity } from '../../shared/city/to-city';
import { Projection } from '../../shared/projection/projection';
import type { PacedUpdates } from './drawing/paced-updates';
import { watchScriptTime } from './drawing/script-time';
import { tellFindings } from './findings';
import { calibrate, isSteady } from './machine/calibration';
import { appeals } from './naive/appeals';
import { buildPages } from './page-app/build-pages';
import { openPageApp, type PageApp } from './page-app/page-app';
import { figure, printTable, range, Sample } from './spread';
import { RUN } from './wall/settings';
import { openStage } from './wall/stage';

const SIZES = [10_000, 100_000, 1_000_000] as const;
const MAPLIBRE = [10_000, 100_000] as const;
const UPDATES = 60;

interface Heat {
  readonly projection: Projection;
  /** Ms of the stream per tile. */
  readonly tileMs: number[];
  readonly painted: PacedUpdates[];
}

await buildPages(['drawing/heat.html']);
const stage = await openStage();
const app = await openPageApp('drawing/heat.html');
try {
  await bench(app);
} finally {
  await app.close();
  stage.close();
}

async function bench({ page }: PageApp): Promise<void> {
  const settings = settingsOf(toCity(await loadCity('resources')));
  const heats = new Map<number, Heat>();
  for (const size of SIZES) {
    const projection = new Projection(settings);
    for (const record of appeals(size)) projection.apply(record);
    heats.set(size, { projection, tileMs: [], painted: [] });
  }
  const mapLibre = new Map<number, number[]>(MAPLIBRE.map((size) => [size, []]));
  await watchScriptTime(page);
  await page.waitForFunction(() => window.benchHeat !== undefined);
  let kept = 0;
  let voided = 0;
  for (let turn = 0; kept < RUN.pairs && voided <= RUN.pairs; turn += 1) {
    const before = calibrate();
    const measured: (() => void)[] = [];
    for (const [, heat] of turn % 2 === 0 ? heats : [...heats].toReversed()) {
      const tileMs = tiles(heat.projection);
      const { cells, columns } = heatTile(heat.projection);
      const painted = await page.evaluate(([counts, side, updates]) => window.benchHeat.paint(counts, side, updates), [
        [...cells],
        columns,
        UPDATES,
      ] as const);
      measured.push(() => {
        heat.tileMs.push(tileMs);
        heat.painted.push(painted);
      });
    }
    for (const [points, times] of mapLibre) {
      const ms = await page.evaluate((count) => window.benchHeat.mapLibre(count), points);
      measured.push(() => times.push(ms));
    }
    // The first turn warms up.
    if (turn === 0) continue;
    if (isSteady(before, calibrate())) {
      for (const keep of measured) keep();
      kept += 1;
    } else voided += 1;
  }
  summary(heats, mapLibre, kept, voided);
}

/** Processor ms per tile, each after another appeal. */
function tiles(projection: Projection): number {
  const before = process.cpuUsage();
  for (let i = 0; i < UPDATES; i += 1) {
    for (const record of appeals(1, projection.seq)) projection.apply({ ...record, at: projection.now });
    heatTile(projection);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / UPDATES;
}

function summary(heats: ReadonlyMap<number, Heat>, mapLibre: ReadonlyMap<number, number[]>, kept: number, voided: number): void {
  console.log(`${UPDATES} updates each; ${kept} rounds in turns, ${voided} void`);
  const whole = (size: number) => {
    const { tileMs = [], painted = [] } = heats.get(size) ?? {};
    return tileMs.map((ms, i) => ms + (painted[i]?.scriptMs ?? Number.NaN));
  };
  printTable(
    ['median (range)', 'stream’s tile, ms', 'painting it, script ms', 'both', 'between two frames, ms'],
    [...heats].map(([size, { tileMs, painted }]) => [
      `${figure(size)} appeals`,
      range(tileMs, 2),
      range(
        painted.map(({ scriptMs }) => scriptMs),
        2,
      ),
      range(whole(size), 2),
      range(
        painted.map(({ intervalsMs }) => new Sample(intervalsMs).median),
        1,
      ),
    ]),
  );
  const layers = [...mapLibre].map(([points, times]) => `${range(times)} ms at ${figure(points)}`).join(', ');
  console.log(`  MapLibre's heatmap layer, from setData to drawn: ${layers}; crashes at a million`);
  if (kept === 0) return;
  const [least = 0, most = 0] = [SIZES[0], SIZES.at(-1)].map((size) => new Sample(whole(size ?? 0)).median);
  tellFindings([
    {
      row: 'heat',
      naive: `MapLibre: ${layers}; crashes at 1 M`,
      limit: `${range(whole(SIZES[0]), 2)} ms at ${figure(SIZES[0])}`,
      today: `${range(whole(1_000_000), 2)} ms per update, ${figure(most / least, 2)} × that of 10 k`,
      figures: { msPerUpdate: most, growth: most / least },
    },
  ]);
}
