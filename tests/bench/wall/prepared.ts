import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER_LIMITS } from '../../../electron/hub/socket/hub-server';
import { prepareFlood } from '../flood/flood-process';
import type { FloodOptions } from '../flood/make-flood';
import type { FloodAbout } from '../flood/prepared-flood';
import type { Flood } from './running-wall';

/** Makes a flood under `directory`; its ticks are as long as the hub lets records wait for each other. */
export async function prepared(directory: string, options: Omit<FloodOptions, 'tickMs'>): Promise<Flood> {
  const folder = join(directory, `flood-${options.open}`);
  await prepareFlood(folder, { ...options, tickMs: SERVER_LIMITS.batchMs });
  const { seq, rate } = JSON.parse(readFileSync(join(folder, 'about.json'), 'utf8')) as FloodAbout;
  return { folder, seq, rate };
}
