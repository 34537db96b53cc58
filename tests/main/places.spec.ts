import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { briefingName } from '../../electron/main/briefing-name';
import { dataPlace } from '../../electron/main/data-place';
import { defaultSettings, SettingsFile } from '../../electron/main/settings';

const log = pino({ level: 'silent' });
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'places-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('where a launch keeps its log and picture', () => {
  const resources = () => join(folder, 'resources');
  beforeEach(() => {
    mkdirSync(join(resources(), 'city/beijing'), { recursive: true });
    writeFileSync(join(resources(), 'city/beijing/city.json'), '{}');
  });
  const monday = new Date(2026, 10, 23, 9, 0);
  const tuesday = new Date(2026, 10, 24, 9, 0);

  it('a simulated city goes on within the day and begins a new one the next, removing only simulated days', () => {
    const first = dataPlace(folder, { hub: null, source: 'simulate' }, monday, resources());
    mkdirSync(first.logDirectory, { recursive: true });
    writeFileSync(first.cacheFile, 'picture');
    const ofWall = join(first.pictures.directory, `${first.pictures.name}.wall-1`);
    writeFileSync(ofWall, 'picture');
    const kept = dataPlace(folder, { hub: null, source: 'replay:/data/a.csv' }, monday, resources());
    mkdirSync(kept.logDirectory, { recursive: true });
    expect(dataPlace(folder, { hub: null, source: 'simulate' }, monday, resources())).toEqual(first);
    expect(existsSync(first.logDirectory)).toBe(true);

    const next = dataPlace(folder, { hub: null, source: 'simulate' }, tuesday, resources());
    expect(next.logDirectory).not.toBe(first.logDirectory);
    expect(existsSync(first.logDirectory)).toBe(false);
    expect(existsSync(first.cacheFile)).toBe(false);
    expect(existsSync(ofWall)).toBe(false);
    expect(existsSync(kept.logDirectory)).toBe(true);
  });

  it('a simulated city of other files is another city', () => {
    const before = dataPlace(folder, { hub: null, source: 'simulate' }, monday, resources());
    writeFileSync(join(resources(), 'city/beijing/scenarios.json'), '[]');
    expect(dataPlace(folder, { hub: null, source: 'simulate' }, monday, resources()).logDirectory).not.toBe(before.logDirectory);
  });

  it('keeps hubs and sources apart', () => {
    const places = [
      dataPlace(folder, { hub: { url: 'https://a.example', tokenFile: 't' }, source: 'simulate' }, monday, resources()),
      dataPlace(folder, { hub: { url: 'https://b.example', tokenFile: 't' }, source: 'simulate' }, monday, resources()),
      dataPlace(folder, { hub: null, source: 'simulate?seed=2' }, monday, resources()),
      dataPlace(folder, { hub: null, source: 'none' }, monday, resources()),
    ];
    expect(new Set(places.map(({ cacheFile }) => cacheFile)).size).toBe(places.length);
  });
});

describe('the settings file', () => {
  const path = () => join(folder, 'settings.json');

  it('keeps what was chosen, over restarts', () => {
    const first = new SettingsFile(path(), defaultSettings('de-DE'), log);
    expect(first.current).toMatchObject({ locale: 'en', theme: 'night' });
    first.change({ theme: 'day' });
    expect(new SettingsFile(path(), defaultSettings('zh-CN'), log).current).toMatchObject({ locale: 'en', theme: 'day' });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('speaks Chinese on a Chinese machine', () => expect(defaultSettings('zh-Hans-CN').locale).toBe('zh-CN'));

  for (const [name, text] of [
    ['is cut off', '{"locale":"zh-CN","the'],
    ['says nonsense', '{"locale":"klingon","theme":"night","wall":{"heightMm":-1,"distanceMm":5}}'],
  ] as const) {
    it(`that ${name} is put aside unchanged, and defaults are used`, () => {
      writeFileSync(path(), text);
      expect(new SettingsFile(path(), defaultSettings('en-US'), log).current).toEqual(defaultSettings('en-US'));
      expect(readFileSync(join(folder, 'settings.broken.json'), 'utf8')).toBe(text);
    });
  }
});

describe('the name of a briefing', () => {
  it('is a plain file name, whatever the title says', () => {
    expect(briefingName('12345-简报-2026-11-22T14:30:06', 7)).toBe('12345-简报-2026-11-22T14-30-06-7');
    expect(briefingName('../../etc/passwd', 7)).toBe('etc-passwd-7');
    expect(briefingName('///', 7)).toBe('briefing-7');
    expect(briefingName('x'.repeat(500), 7).length).toBeLessThan(100);
  });
});
