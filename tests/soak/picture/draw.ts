import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../app/running-app';
import type { Picture } from './report-svg';

const LIMIT_MS = 60_000;

/** Writes a picture as report.svg and, drawn by the app's own Electron, as report.png into `directory`. Returns the PNG's path; rejects when it cannot be drawn. */
export async function drawPicture({ svg, width, height }: Picture, directory: string): Promise<string> {
  const [from, to] = [join(directory, 'report.svg'), join(directory, 'report.png')];
  writeFileSync(from, svg);
  // Chromium refuses to run its sandbox as root, which is what containers are; tests only.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { electronDist } = await import('../../../electron/setup/electron-binary.mjs');
  const script = join(ROOT, 'tests/soak/picture/draw-process.cjs');
  const sizes = [width, height].map(String);
  await promisify(execFile)(electronDist().executable, [...root, script, from, to, ...sizes], { timeout: LIMIT_MS });
  return to;
}
