import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const OUT = resolve(import.meta.dirname, '../../out');
const NODE = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
/** Optional native helpers of libraries: tried at run time, absent in the package. */
const OPTIONAL = ['bufferutil', 'utf-8-validate', 'msgpackr-extract'];

/** Everything that a built file asks for at run time, through all chunks that it pulls in. */
function requires(entry: string, seen = new Set<string>()): Set<string> {
  const found = new Set<string>();
  if (seen.has(entry)) return found;
  seen.add(entry);
  for (const match of readFileSync(entry, 'utf8').matchAll(/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]\s*\)/g)) {
    const name = match[1] ?? '';
    if (name.startsWith('.')) for (const inner of requires(join(entry, '..', name), seen)) found.add(inner);
    else found.add(name);
  }
  return found;
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
      const foreign = [...requires(join(OUT, file))].filter((name) => !NODE.has(name) && !OPTIONAL.includes(name));
      expect(foreign.toSorted()).toEqual(allowed.toSorted());
    });
  }

  it('main holds no socket, no storage and no projection', () => {
    const main = join(OUT, 'main/main.js');
    const text = readFileSync(main, 'utf8');
    for (const sign of ['socket.io', 'PRAGMA', 'deadline-wheel']) expect(text).not.toContain(sign);
  });

  it('pages hold no Node, no Electron and no socket', () => {
    const assets = join(OUT, 'renderer/assets');
    const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(2);
    for (const name of scripts) {
      const text = readFileSync(join(assets, name), 'utf8');
      for (const sign of ['socket.io', 'node:fs', 'require("electron")', 'ipcRenderer'])
        expect(text, `${name} holds ${sign}`).not.toContain(sign);
    }
  });
});
