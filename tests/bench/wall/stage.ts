import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVirtualDisplay } from '../../../electron/setup/virtual-display.mjs';
import { Framebuffer } from '../screen/framebuffer';

/** A screen of a wall's size whose pixels can be read, and a folder for everything of a run. Windows of this process's children open on it from now on. */
export interface Stage {
  readonly directory: string;
  readonly screen: Framebuffer;
  close(): void;
}

export async function openStage(): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), 'hotline-bench-'));
  const display = await openVirtualDisplay({ size: '1920x1080', framebufferDirectory: directory });
  Object.assign(process.env, display.env);
  const screen = new Framebuffer(directory);
  return {
    directory,
    screen,
    close() {
      screen.close();
      display.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
