import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseEdid, type PluggedPanel, pluggedPanels } from '../../../electron/main/screens/edid';
import { type DisplayFacts, identify } from '../../../electron/main/screens/identity';
import { edidOf } from './edid-bytes';

const display = (id: number, at: readonly [number, number], label = '', size: readonly [number, number] = [3840, 2160]): DisplayFacts => ({
  id,
  label,
  bounds: { x: at[0], y: at[1], width: size[0], height: size[1] },
  scaleFactor: 1,
});
const panel = (connector: string, serial: string | null, name = 'DELL U4323QE'): PluggedPanel => ({
  connector,
  edid: { model: 'DEL-4189', serial, name, sizeMm: { width: 941, height: 529 }, native: { width: 3840, height: 2160 } },
});

describe('what a panel says of itself', () => {
  it('tells maker, product, serial number, name, size and pixels', () => {
    expect(parseEdid(edidOf({ serial: '7F2XQ04', name: 'DELL U4323QE', widthMm: 941, heightMm: 529, width: 3840, height: 2160 }))).toEqual({
      model: 'DEL-4189',
      serial: '7F2XQ04',
      name: 'DELL U4323QE',
      sizeMm: { width: 941, height: 529 },
      native: { width: 3840, height: 2160 },
    });
  });

  it('takes nothing from bytes that are cut, garbled or of something else', () => {
    const bytes = edidOf({ serial: 'A', name: 'B', widthMm: 100, heightMm: 100, width: 1920, height: 1080 });
    expect(parseEdid(bytes.subarray(0, 100))).toBeNull();
    expect(parseEdid(bytes.map((byte, index) => (index === 60 ? byte + 1 : byte)))).toBeNull();
    expect(parseEdid(new Uint8Array(128))).toBeNull();
  });

  describe('in the folder of connectors', () => {
    const folder = mkdtempSync(join(tmpdir(), 'connectors-'));
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it('finds the panels that are plugged in, by connector', () => {
      const plug = (name: string, bytes: Uint8Array) => {
        mkdirSync(join(folder, name), { recursive: true });
        writeFileSync(join(folder, name, 'edid'), bytes);
      };
      plug('card0-HDMI-A-2', edidOf({ serial: 'S2', name: 'TWO', widthMm: 941, heightMm: 529, width: 3840, height: 2160 }));
      plug('card0-DP-1', edidOf({ serial: 'S1', name: 'ONE', widthMm: 941, heightMm: 529, width: 3840, height: 2160 }));
      plug('card0-DP-2', new Uint8Array());
      mkdirSync(join(folder, 'card0'));
      expect(pluggedPanels(folder).map(({ connector, edid }) => [connector, edid.serial])).toEqual([
        ['DP-1', 'S1'],
        ['HDMI-A-2', 'S2'],
      ]);
      expect(pluggedPanels(join(folder, 'nothing'))).toEqual([]);
    });
  });
});

describe('the identity of a display', () => {
  it('is the very panel, wherever it stands and whatever the output is called', () => {
    const [here] = identify([display(78, [0, 0], 'DELL U4323QE')], [panel('DP-1', 'A')]);
    const [there] = identify([display(81, [3840, 0], 'DELL U4323QE')], [panel('HDMI-A-1', 'A')]);
    expect(here?.identity).toBe('edid:DEL-4189:A');
    expect(there?.identity).toBe(here?.identity);
    expect(here?.names).toEqual(['edid:DEL-4189:A', 'output:78', 'at:0,0']);
    expect(here?.sizeMm).toEqual({ width: 941, height: 529 });
  });

  it('tells panels of one model apart by their connectors when they have no serial numbers, or the same', () => {
    for (const serial of [null, '0000000000000']) {
      const displays = identify(
        [display(79, [3840, 0], 'DELL U4323QE'), display(78, [0, 0], 'DELL U4323QE')],
        [panel('DP-1', serial), panel('DP-2', serial)],
      );
      expect(displays.map(({ identity }) => identity)).toEqual(['edid:DEL-4189@DP-2', 'edid:DEL-4189@DP-1']);
    }
  });

  it('finds a panel by its pixels where displays have no labels', () => {
    const small = { ...panel('DP-2', 'S', ''), edid: { ...panel('DP-2', 'S', '').edid, native: { width: 1280, height: 720 } } };
    const displays = identify([display(1, [0, 0], '', [1280, 720]), display(2, [1280, 0])], [panel('DP-1', 'A'), small]);
    expect(displays.map(({ identity }) => identity)).toEqual(['edid:DEL-4189:S', 'edid:DEL-4189:A']);
  });

  it('is the output where there is no panel to be told', () => {
    const displays = identify([display(78, [0, 0]), display(79, [3840, 0])], []);
    expect(displays.map(({ identity, sizeMm }) => [identity, sizeMm])).toEqual([
      ['output:78', null],
      ['output:79', null],
    ]);
  });

  it('counts real pixels', () => {
    const [scaled] = identify([{ ...display(1, [0, 0], '', [1920, 1080]), scaleFactor: 2 }], []);
    expect(scaled?.pixels).toEqual({ width: 3840, height: 2160 });
  });
});
