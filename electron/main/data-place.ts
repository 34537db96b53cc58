import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AppOptions } from './options';

export interface DataPlace {
  readonly logDirectory: string;
  readonly cacheFile: string;
  /** Where pictures of walls are kept, and what their files' names begin with. */
  readonly pictures: { readonly directory: string; readonly name: string };
}

/**
 * Where this launch keeps its log and its last picture. A simulated city gets a fresh day every calendar day, so that it is always already
 * mid-day; days that nobody can come back to are removed. It is made of the files under `resourcesDirectory`/city: when these change, so does the
 * city, and it begins anew. Every other source goes on in its own log.
 */
export function dataPlace(
  userData: string,
  options: Pick<AppOptions, 'hub' | 'source'>,
  today: Date,
  resourcesDirectory: string,
): DataPlace {
  const logs = join(userData, 'logs');
  const cache = join(userData, 'pictures');
  mkdirSync(logs, { recursive: true });
  mkdirSync(cache, { recursive: true });
  const placeOf = (name: string): DataPlace => ({
    logDirectory: join(logs, name),
    cacheFile: join(cache, `${name}.picture`),
    pictures: { directory: cache, name },
  });
  if (options.hub !== null) {
    const name = `hub-${shortHash(options.hub.url)}`;
    return placeOf(name);
  }
  if (!options.source.startsWith('simulate')) {
    const name = `source-${shortHash(options.source)}`;
    return placeOf(name);
  }
  const day = `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`;
  for (const [directory, entries] of [logs, cache].map((path) => [path, readdirSync(path)] as const)) {
    for (const entry of entries) {
      if (/^simulated-\d{4}-\d{2}-\d{2}-/.test(entry) && !entry.startsWith(`simulated-${day}-`)) {
        rmSync(join(directory, entry), { recursive: true, force: true });
      }
    }
  }
  const name = `simulated-${day}-${shortHash(options.source + cityText(resourcesDirectory))}`;
  return placeOf(name);
}

/** Removes the last pictures of a place, and nothing else: no log. Throws when the disk will not. */
export function forgetPictures({ pictures: { directory, name } }: Pick<DataPlace, 'pictures'>): void {
  for (const file of readdirSync(directory)) if (file.startsWith(`${name}.`)) rmSync(join(directory, file), { force: true });
}

/** Everything that a simulated city is made of. */
function cityText(resourcesDirectory: string): string {
  const city = join(resourcesDirectory, 'city');
  const files = readdirSync(city, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return files
    .toSorted()
    .map((name) => `${name}\n${readFileSync(join(city, name), 'utf8')}`)
    .join('\n');
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
