import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { brokenReference, CITY_FILES } from '../../../shared/city/city-definition';
import type { CityDefinition } from '../../../shared/city/city-definition';
import { zoneClock } from '../../../shared/time/zone';
import { SourceError } from './source-error';

/** Longer names, or other letters, name no folder of ours. */
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

/**
 * Reads and checks all files of `city` under `resourcesDirectory`/city. Rejects with a SourceError that names the file, the field and what is wrong
 * with it.
 */
export async function loadCity(resourcesDirectory: string, city = 'beijing'): Promise<CityDefinition> {
  if (!isSafeName(city)) throw new SourceError(`"${city}" is not the name of a city.`);
  const parts: Record<string, unknown> = {};
  const files: readonly [string, { readonly file: string; readonly schema: z.ZodType }][] = Object.entries(CITY_FILES);
  for (const [part, { file, schema }] of files) {
    parts[part] = await readChecked(join(resourcesDirectory, 'city', city, file), `${city}/${file}`, schema);
  }
  // Every part has passed its schema above.
  const definition = parts as CityDefinition;
  const broken = brokenReference(definition);
  if (broken !== null) throw new SourceError(`${city}/${broken.file}, ${broken.field}: ${broken.problem}.`);
  checkZone(definition.city.zone, `${city}/city.json`);
  return definition;
}

/** The playbooks of a city alone: the general ones serve a replayed city too. */
export async function loadPlaybooks(resourcesDirectory: string, city = 'beijing'): Promise<CityDefinition['playbooks']> {
  const { file, schema } = CITY_FILES.playbooks;
  return readChecked(join(resourcesDirectory, 'city', city, file), `${city}/${file}`, schema);
}

/** city.json of a city alone: the standard of answering and the hours of the day. */
export async function loadCityFile(resourcesDirectory: string, city = 'beijing'): Promise<CityDefinition['city']> {
  const { file, schema } = CITY_FILES.city;
  return readChecked(join(resourcesDirectory, 'city', city, file), `${city}/${file}`, schema);
}

/** A name that cannot lead out of its folder. */
export function isSafeName(name: string): boolean {
  return SAFE_NAME.test(name);
}

/** Throws a SourceError if nobody knows the zone. */
export function checkZone(zone: string, file: string): void {
  try {
    zoneClock(zone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SourceError(`${file}, zone: "${zone}" is not a time zone.`);
  }
}

/** A JSON file as its schema wants it. Rejects with a SourceError that calls the file `shown`. */
export async function readChecked<T>(path: string, shown: string, schema: z.ZodType<T>): Promise<T> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? `is not JSON: ${error.message}` : 'cannot be read';
    throw new SourceError(`The city file ${shown} ${why}.`, { cause: error });
  }
  // Read once: a checker compiled for it takes longer than it saves.
  const result = schema.safeParse(value, { jitless: true });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new SourceError(`The city file ${shown} is wrong at ${fieldPath(issue?.path ?? [])}: ${issue?.message ?? 'unknown'}.`);
}

function fieldPath(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return text === '' ? 'the top' : text.replace(/^\./, '');
}
