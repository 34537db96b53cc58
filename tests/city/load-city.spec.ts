import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCity } from '../../electron/hub/sources/load-city';
import { openSimulatedSource } from '../../electron/hub/sources/simulate';
import { SourceError } from '../../electron/hub/sources/source-error';
import { catalogueEvents } from '../../shared/city/catalogue-events';
import { toCity } from '../../shared/city/to-city';
import { citySchema } from '../../shared/contract/city';
import { MONDAY, RESOURCES } from './run-source';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'city-'));
  cpSync(join(RESOURCES, 'city'), join(directory, 'city'), { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Changes one file of the copied city. */
function edit(file: string, change: (value: never) => unknown): void {
  const path = join(directory, 'city', 'beijing', file);
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')) as never)));
}

async function problem(): Promise<string> {
  const error: unknown = await loadCity(directory).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SourceError);
  return (error as SourceError).message;
}

/** A scenario with one surge, the ordinary one with null. */
function surging(surge: object | null): object {
  const usual = { categories: { 'heat.leak': 1 }, calls: 5, districts: {}, elsewhere: 1 };
  return {
    code: surge === null ? 'extra' : 'surge',
    name: { zh: '平日', en: 'Ordinary' },
    note: '',
    dayShare: 1,
    planned: 0,
    surges: surge === null ? [] : [{ ...usual, ...surge }],
    handling: [],
    seatsLost: [],
  };
}

describe('the files of a city', () => {
  it('are read, and make a city that the contract accepts', async () => {
    const city = toCity(await loadCity(directory));
    expect(citySchema.parse(city)).toMatchObject({ zone: 'Asia/Shanghai', seatsInstalled: 750, hotline: '12345' });
    expect(city.outlines?.features).toHaveLength(16);
  });

  it('are refused with the name of the file and the field', async () => {
    edit('townships.json', (townships: { weight: number }[]) =>
      townships.map((township, i) => (i === 3 ? { ...township, weight: -1 } : township)),
    );
    expect(await problem()).toMatch(/beijing\/townships\.json is wrong at \[3\]\.weight/);
  });

  it('are refused when one names what another does not have', async () => {
    edit('townships.json', (townships: object[]) =>
      townships.map((township, i) => (i === 5 ? { ...township, district: '999999' } : township)),
    );
    expect(await problem()).toMatch(/townships\.json, \[5\]\.district: "999999" is not known/);
  });

  it('are refused when a code is given twice', async () => {
    edit('units.json', (units: object[]) => [...units, units[0]]);
    expect(await problem()).toMatch(/units\.json, \[\d+\]\.code: "\d+" is given twice/);
  });

  it('are refused when they are not JSON, missing, or name no zone', async () => {
    edit('city.json', (city: object) => ({ ...city, zone: 'Mars/Olympus' }));
    expect(await problem()).toMatch(/city\.json, zone: "Mars\/Olympus"/);
    writeFileSync(join(directory, 'city', 'beijing', 'tasks.json'), '[{');
    expect(await problem()).toMatch(/tasks\.json is not JSON/);
    rmSync(join(directory, 'city', 'beijing', 'playbooks.json'));
    writeFileSync(join(directory, 'city', 'beijing', 'tasks.json'), '[]');
    expect(await problem()).toMatch(/playbooks\.json cannot be read/);
  });

  it.each([
    [
      'calendar.json',
      { holidays: ['1 October'], workdays: [], note: '' },
      /calendar\.json is wrong at holidays\[0\]: a date is written YYYY-MM-DD/,
    ],
    ['scenarios.json', [], /scenarios\.json is wrong/],
    ['scenarios.json', [surging({ from: '08:00', to: '07:00', peak: null })], /the first scenario is the ordinary day/],
    [
      'scenarios.json',
      [surging(null), surging({ from: '08:00', to: '07:00', peak: null })],
      /scenarios\.json, \[1\]\.surges\[0\]\.to: 07:00 is not after 08:00/,
    ],
    [
      'scenarios.json',
      [surging(null), surging({ from: '08:00', to: '09:00', peak: '09:30' })],
      /scenarios\.json, \[1\]\.surges\[0\]\.peak: 09:30 is not between/,
    ],
    [
      'scenarios.json',
      [surging(null), surging({ from: '08:00', to: '24:00', peak: null, categories: { heat: 1 } })],
      /\[1\]\.surges\[0\]\.categories: "heat" is not known/,
    ],
    [
      'scenarios.json',
      [surging(null), surging({ from: '08:00', to: '09:00', peak: null, districts: { '999999': 2 } })],
      /\[1\]\.surges\[0\]\.districts: "999999" is not known/,
    ],
    ['scenarios.json', [surging(null), surging(null)], /scenarios\.json, \[1\]\.code: "extra" is given twice/],
  ])('are refused when %s makes no sense', async (file, value, words) => {
    edit(file, () => value);
    expect(await problem()).toMatch(words);
  });

  it('are refused when the simulation names a queue or a category that is not there', async () => {
    type Simulation = { floor: { queues: { queue: string; categories: string[] }[]; skills: { queues: string[] }[] } };
    const path = join(directory, 'city', 'beijing', 'simulation.json');
    const whole = readFileSync(path, 'utf8');
    const changed = async (change: (simulation: Simulation) => void): Promise<string> => {
      writeFileSync(path, whole);
      edit('simulation.json', (simulation: Simulation) => {
        change(simulation);
        return simulation;
      });
      return problem();
    };
    expect(await changed(({ floor }) => (floor.queues[0]!.queue = 'nobody'))).toMatch(/floor\.queues\[0\]\.queue: "nobody"/);
    expect(await changed(({ floor }) => floor.queues[1]!.categories.push('lava'))).toMatch(/floor\.queues\[1\]\.categories: "lava"/);
    expect(await changed(({ floor }) => floor.skills[2]!.queues.push('nobody'))).toMatch(/floor\.skills\[2\]\.queues: "nobody"/);
  });

  it('lie nowhere else', async () => {
    await expect(loadCity(directory, '../mappings')).rejects.toBeInstanceOf(SourceError);
  });
});

describe('the catalogue', () => {
  it('is the same every time, with keys 1…n in the order of the files and parents before children', async () => {
    const definition = await loadCity(directory);
    const events = catalogueEvents(definition, MONDAY);
    expect(catalogueEvents(definition, MONDAY)).toEqual(events);
    const seen = new Set<number>([0]);
    const keys: Record<string, number[]> = { district: [], township: [], unit: [], category: [], queue: [] };
    for (const event of events) {
      if (event.kind === 'catalogue.category-added') {
        expect(seen.has(event.parent)).toBe(true);
        seen.add(event.category);
      }
      const [, name] = /^catalogue\.(.*)-added$/.exec(event.kind) ?? [];
      if (name !== undefined) keys[name]!.push((event as unknown as Record<string, number>)[name]!);
    }
    for (const [name, list] of Object.entries(keys)) expect(list, name).toEqual(list.map((_, i) => i + 1));
    expect(keys['district']).toHaveLength(16);
    expect(keys['township']).toHaveLength(349);
    expect(keys['queue']).toHaveLength(4);
  });

  it('says of every task that its progress is a sample', async () => {
    const events = catalogueEvents(await loadCity(directory), MONDAY);
    const tasks = events.filter((event) => event.kind === 'task.defined');
    expect(tasks.length).toBeGreaterThan(10);
    expect(tasks.every(({ sample }) => sample)).toBe(true);
    expect(events.filter((event) => event.kind === 'task.progressed')).toHaveLength(tasks.length);
  });
});

describe('the parameters of a simulated city', () => {
  it.each(['seed=x', 'seed=1.5', 'scale=0', 'scale=4', 'start=25:00', 'start=9:00', 'speed=-1', 'speed=', 'cases=-1'])(
    'refuses %s',
    async (query) => {
      await expect(openSimulatedSource(new URLSearchParams(query), RESOURCES, MONDAY)).rejects.toBeInstanceOf(SourceError);
    },
  );

  it('takes a start, a speed and a number of open cases', async () => {
    const source = await openSimulatedSource(new URLSearchParams('start=09:15&speed=60&scale=0.01&cases=20'), RESOURCES, MONDAY);
    expect(source.source).toEqual({ kind: 'simulate', name: 'simulated', speed: 60 });
    expect(new Date(source.startAt).toISOString()).toBe('2026-11-23T01:15:00.000Z');
  });
});
