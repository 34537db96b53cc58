import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modulesAskedFor } from './modules-asked-for';

const OUT = resolve(import.meta.dirname, '../../out');
const NODE = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
/** Optional native helpers of libraries: tried at run time, absent in the package. */
const OPTIONAL = ['bufferutil', 'utf-8-validate', 'msgpackr-extract'];

interface Loaded {
  /** The built files, the entry among them. */
  readonly files: Set<string>;
  /** What they ask for that is not a file of ours. */
  readonly foreign: Set<string>;
}

/** Everything that a built file loads at run time, through all chunks that it pulls in. */
function loadedBy(entry: string, loaded: Loaded = { files: new Set(), foreign: new Set() }): Loaded {
  if (loaded.files.has(entry)) return loaded;
  loaded.files.add(entry);
  for (const name of modulesAskedFor(readFileSync(entry, 'utf8'))) {
    if (name.startsWith('.')) loadedBy(join(entry, '..', name), loaded);
    else loaded.foreign.add(name);
  }
  return loaded;
}

/** The texts that stand in any of the files, each with the file. */
function signsIn(files: Iterable<string>, signs: readonly string[]): string[] {
  return [...files].flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return signs.filter((sign) => text.includes(sign)).map((sign) => `${relative(OUT, file)} holds ${sign}`);
  });
}

/** A chunk's file by the name that the build gave it before its hash. */
function chunk(name: string): string {
  const place = join(OUT, 'main/chunks');
  const files = existsSync(place) ? readdirSync(place).filter((file) => file.startsWith(`${name}-`)) : [];
  return `main/chunks/${files.length === 1 ? files[0] : `${name}-?.js (found ${files.length})`}`;
}

/** What each process may load from outside its bundle. An entry that is not here is an error, not a surprise in the package. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'main/main.js': ['electron'],
  [chunk('embedded')]: ['libsql'],
  'main/headless.js': ['libsql'],
  [chunk('stream')]: [],
  'preload/preload.js': ['electron'],
};

describe('the built files (made by the build step before the tests)', () => {
  it('are there', () => {
    for (const file of Object.keys(ALLOWED)) expect(existsSync(join(OUT, file)), `${file}: run npm run build`).toBe(true);
  });

  for (const [file, allowed] of Object.entries(ALLOWED)) {
    it(`${file} asks for nothing but Node and: ${allowed.join(', ') || 'nothing'}`, () => {
      const foreign = [...loadedBy(join(OUT, file)).foreign].filter((name) => !NODE.has(name) && !OPTIONAL.includes(name));
      expect(foreign.toSorted()).toEqual(allowed.toSorted());
    });
  }

  it('main holds no socket, no storage and no projection, nor does a chunk that it loads', () => {
    const { files } = loadedBy(join(OUT, 'main/main.js'));
    expect(signsIn(files, ['socket.io', 'engine.io', 'PRAGMA', 'DeadlineWheel'])).toEqual([]);
    // The signs are true ones: where these things belong they are found.
    const hub = loadedBy(join(OUT, chunk('embedded'))).files;
    for (const sign of ['socket.io', 'engine.io', 'PRAGMA', 'DeadlineWheel']) expect(signsIn(hub, [sign]), sign).not.toEqual([]);
  });

  it.each(['wall', 'desk', 'briefing'])(
    'the page of the %s loads its own scripts alone, and they hold no Node, no Electron and no socket',
    (page) => {
      const place = join(OUT, 'renderer', page);
      const html = readFileSync(join(place, 'index.html'), 'utf8');
      const entries = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.m?js)"/g)].map(([, name]) =>
        join(place, name ?? ''),
      );
      expect(entries.length).toBeGreaterThan(0);
      const loaded: Loaded = { files: new Set(), foreign: new Set() };
      for (const entry of entries) loadedBy(entry, loaded);
      expect([...loaded.foreign]).toEqual([]);
      expect([...loaded.files].filter((file) => relative(join(OUT, 'renderer/assets'), file).startsWith('..'))).toEqual([]);
      expect(signsIn(loaded.files, ['socket.io', 'engine.io', 'node:fs', 'ipcRenderer'])).toEqual([]);
    },
  );

  it('no script lies beside the pages that holds what they must not', () => {
    const assets = join(OUT, 'renderer/assets');
    const scripts = readdirSync(assets).filter((name) => /\.m?js$/.test(name));
    expect(scripts.length).toBeGreaterThan(0);
    const files = scripts.map((name) => join(assets, name));
    expect(signsIn(files, ['socket.io', 'engine.io', 'node:fs', 'ipcRenderer'])).toEqual([]);
  });
});

describe('what a script asks for', () => {
  it('is read from its code, not from its comments and texts', () => {
    const script = `
      // require('in-a-comment') and import('in-another')
      /** const Boom = require('in-a-doc') */
      const text = "require('in-a-text')";
      const a = require("plain"), b = __require('bundled'), c = module.require(\`template\`), d = (0, require)('sequence');
      const late = () => import('late');
      if (text) { try { require('deep/inside'); } catch {} }`;
    expect([...modulesAskedFor(script)].toSorted()).toEqual(['bundled', 'deep/inside', 'late', 'plain', 'sequence', 'template']);
    expect([...modulesAskedFor(`import a from 'one'; import 'two'; export * from 'three'; export { b } from "four";`)]).toHaveLength(4);
  });
});
