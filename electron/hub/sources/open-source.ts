import { basename, resolve } from 'node:path';
import type { Clocks } from '../clocks';
import { openNoSource } from './none';
import { openReplaySource } from './replay';
import { openSimulatedSource } from './simulate';
import type { EventSource } from './source';
import { SourceError } from './source-error';

/** A source specification, taken apart. */
export interface SourceSpec {
  readonly kind: 'simulate' | 'replay' | 'none';
  /** replay: the file; '' otherwise. */
  readonly file: string;
  readonly parameters: URLSearchParams;
}

const PARAMETERS: Readonly<Record<SourceSpec['kind'], readonly string[]>> = {
  simulate: ['seed', 'start', 'speed', 'scale', 'cases', 'scenario', 'arrivals'],
  replay: ['speed', 'max', 'mapping'],
  none: [],
};

/** The scenario of a simulated city for which none is named. */
const ORDINARY = 'ordinary';

/** Takes `simulate[?…]`, `replay:FILE[?speed=N|max&mapping=NAME]` or `none` apart. Throws SourceError. */
export function parseSourceSpec(text: string): SourceSpec {
  const query = text.lastIndexOf('?');
  const head = query < 0 ? text : text.slice(0, query);
  const parameters = new URLSearchParams(query < 0 ? '' : text.slice(query + 1));
  const colon = head.indexOf(':');
  const kind = colon < 0 ? head : head.slice(0, colon);
  const file = colon < 0 ? '' : head.slice(colon + 1);
  if (kind !== 'simulate' && kind !== 'replay' && kind !== 'none') {
    throw new SourceError(`"${kind}" is not a source. Sources: simulate, replay:FILE, none.`);
  }
  if (kind === 'replay' && file === '') throw new SourceError('replay needs a file: replay:FILE[?speed=N|max&mapping=NAME].');
  if (kind !== 'replay' && file !== '') throw new SourceError(`${kind} takes no file.`);
  for (const name of parameters.keys()) {
    if (!PARAMETERS[kind].includes(name))
      throw new SourceError(`${kind} has no parameter "${name}". It has: ${PARAMETERS[kind].join(', ') || 'none'}.`);
  }
  return { kind, file, parameters };
}

/**
 * Whose events a log holds: a log is never continued by another source. Speed is not part of it, so that a replay can go on faster.
 */
export function sourceIdentity({ kind, file, parameters }: SourceSpec): string {
  const named = (name: string, shown: (value: string) => string): string => {
    const value = parameters.get(name);
    return value === null ? '' : `?${name}=${shown(value)}`;
  };
  switch (kind) {
    case 'none':
      return kind;
    case 'simulate':
      // A city with other callers has other calls from its first minute on.
      return `simulate${parameters.get('scenario') === ORDINARY ? '' : named('scenario', String)}${named('arrivals', basename)}`;
    case 'replay':
      return `replay:${basename(file)}${named('mapping', String)}`;
  }
}

/** Opens the source. Rejects with SourceError when its files are not there or not as they must be. */
export async function openSource(spec: SourceSpec, resourcesDirectory: string, clocks: Clocks): Promise<EventSource> {
  switch (spec.kind) {
    case 'simulate':
      return openSimulatedSource(spec.parameters, resourcesDirectory, clocks.wallMs());
    case 'replay':
      return openReplaySource(resolve(spec.file), spec.parameters, resourcesDirectory);
    case 'none':
      return openNoSource(resourcesDirectory, clocks.wallMs());
  }
}
