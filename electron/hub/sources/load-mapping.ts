import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { anyDateReader } from '../../../shared/city/date-format';
import { mappedColumns, mappingSchema, missingHeaders } from '../../../shared/city/mapping';
import type { Mapping } from '../../../shared/city/mapping';
import { checkZone, isSafeName, readChecked } from './load-city';
import { SourceError } from './source-error';

/** Reads `mappings/NAME.json`. Rejects with a SourceError when there is none of that name, or it is not as it must be. */
export async function loadMapping(resourcesDirectory: string, name: string): Promise<Mapping> {
  const names = await mappingNames(resourcesDirectory);
  if (!isSafeName(name) || !names.includes(name)) throw new SourceError(`There is no mapping "${name}". There are: ${names.join(', ')}.`);
  const file = `mappings/${name}.json`;
  const mapping = await readChecked(join(resourcesDirectory, 'city', file), file, mappingSchema);
  checkZone(mapping.city.zone, file);
  try {
    anyDateReader(mapping.dateFormats);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SourceError(`${file}, dateFormats: ${error.message}.`);
  }
  return mapping;
}

/**
 * The mapping that fits a file with these headers: the named one, or the only one whose columns are all there. Rejects with a SourceError that lists
 * the headers found.
 */
export async function mappingFor(resourcesDirectory: string, name: string | null, headers: readonly string[]): Promise<Mapping> {
  const found = `The file has: ${headers.map((header) => JSON.stringify(header.slice(0, 80))).join(', ')}.`;
  if (name !== null) {
    const mapping = await loadMapping(resourcesDirectory, name);
    const missing = missingHeaders(mapping, headers);
    if (missing.length > 0) throw new SourceError(`Mapping "${name}" needs each of these columns once: ${missing.join(', ')}. ${found}`);
    return mapping;
  }
  const names = await mappingNames(resourcesDirectory);
  const fitting: Mapping[] = [];
  for (const candidate of names) {
    const mapping = await loadMapping(resourcesDirectory, candidate);
    if (missingHeaders(mapping, headers).length === 0) fitting.push(mapping);
  }
  const [mapping] = fitting;
  if (mapping === undefined) throw new SourceError(`No mapping fits the file (tried ${names.join(', ')}). ${found}`);
  if (fitting.length > 1)
    throw new SourceError(
      `Several mappings fit the file: ${fitting.map(({ name: fits }) => fits).join(', ')}. Say which with mapping=NAME.`,
    );
  return mapping;
}

/** Where each mapped column stands in a row; the header must fit the mapping. */
export function columnPlaces(mapping: Mapping, headers: readonly string[]): ReadonlyMap<string, number> {
  return new Map(mappedColumns(mapping).map(([column, header]) => [column, headers.indexOf(header)]));
}

async function mappingNames(resourcesDirectory: string): Promise<string[]> {
  const files = await readdir(join(resourcesDirectory, 'city', 'mappings'));
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted();
}
