import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './child.mjs';
import { SetupError } from './say.mjs';
import { onPath, startServer } from './virtual-display.mjs';

/** What the server is made of, as Debian calls it. Xvfb has a single output, so nothing can be plugged into it. */
export const manyDisplaysPackages = ['xserver-xorg-core', 'xserver-xorg-video-dummy', 'x11-xserver-utils'];

/** Room on the whole desktop: an 8K display beside others. */
const roomPx = { width: 16_384, height: 8_640 };
const refreshHz = 60;
/** Pixels of blanking after each line and lines after each picture; a dummy needs some. */
const blankPx = 40;

const configuration = `
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam 1048576
EndSection
Section "Monitor"
  Identifier "any"
  HorizSync 1-10000
  VertRefresh 1-1000
EndSection
Section "Screen"
  Identifier "screen"
  Device "dummy"
  Monitor "any"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual ${roomPx.width} ${roomPx.height}
  EndSubSection
EndSection
`;

/** @typedef {{ output: number, x: number, y: number, width: number, height: number }} Plugged a display on an output (0 to 15), in pixels of the desktop */

/** Whether this machine can have displays that are plugged and unplugged by a program. */
export function hasManyDisplays() {
  return process.platform === 'linux' && onPath('Xorg') !== undefined && onPath('xrandr') !== undefined;
}

/** What to tell whom this machine has none. */
export function lacksManyDisplays() {
  return new SetupError('This system has no X server with displays that can be plugged in (Xorg with its dummy driver).', {
    safe: 'everything; only checks of walls on several displays need it.',
    todo: `run this as root: apt-get install -y ${manyDisplaysPackages.join(' ')}`,
  });
}

/**
 * Opens an X server without any hardware whose displays can be plugged, moved, resized and unplugged while it runs. It ends with this process.
 * @param {Plugged[]} first
 */
export async function openManyDisplays(first) {
  if (!hasManyDisplays()) throw lacksManyDisplays();
  const folder = mkdtempSync(path.join(tmpdir(), 'hotline-displays-'));
  const config = path.join(folder, 'xorg.conf');
  writeFileSync(config, configuration);
  const log = path.join(folder, 'xorg.log');
  const server = await startServer([
    'Xorg',
    '-displayfd',
    '3',
    '-config',
    config,
    '-logfile',
    log,
    '-noreset',
    '-nolisten',
    'tcp',
    '-sharevts',
    '-novtswitch',
  ]);
  const { env } = server;

  /** @type {Set<string>} */
  const modes = new Set();
  const plugged = new Set([0]);
  /** @param {string[]} words */
  const xrandr = async (...words) => {
    const { code, output } = await run('xrandr', words, { output: 'collect', env });
    if (code !== 0) throw new Error(`xrandr ${words.join(' ')} ended with ${code}: ${output.trim()}`);
  };
  /** @param {Plugged[]} displays */
  const arrange = async (displays) => {
    for (const { output, width, height } of displays) {
      const mode = `${width}x${height}`;
      if (!modes.has(mode)) {
        const [across, down] = [width + blankPx, height + blankPx];
        const clockMhz = (across * down * refreshHz) / 1e6;
        const lines = [width, width + 10, width + 20, across, height, height + 10, height + 20, down];
        await xrandr('--newmode', `of-${mode}`, clockMhz.toFixed(2), ...lines.map(String));
        modes.add(mode);
      }
      if (!modes.has(`${output}:${mode}`)) await xrandr('--addmode', `DUMMY${output}`, `of-${mode}`);
      modes.add(`${output}:${mode}`);
    }
    const outputs = displays.flatMap(({ output, x, y, width, height }) => [
      '--output',
      `DUMMY${output}`,
      '--mode',
      `of-${width}x${height}`,
      '--pos',
      `${x}x${y}`,
    ]);
    const gone = [...plugged].filter((output) => displays.every((display) => display.output !== output));
    await xrandr(...outputs, ...gone.flatMap((output) => ['--output', `DUMMY${output}`, '--off']));
    // Only asking makes the server look whether a cable is there now, and tell everybody.
    await xrandr('--query');
    plugged.clear();
    for (const { output } of displays) plugged.add(output);
  };
  await arrange(first);
  return {
    env,
    /** From now on exactly these displays are plugged in. */
    arrange,
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
