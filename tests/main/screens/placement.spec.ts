import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { place, type Placement, type WantedScreen } from '../../../electron/main/screens/placement';

const display = (name: string, width = 1920) => ({ identity: `edid:${name}`, names: [`edid:${name}`], pixels: { width, height: 1080 } });
const screen = (name: string, wants: string | null, priority = 1): WantedScreen => ({
  name,
  display: wants === null ? null : `edid:${wants}`,
  priority,
});
const NOTHING: Placement = new Map();
const told = (placement: Placement) => Object.fromEntries(placement);

describe('screens on displays', () => {
  it('every screen goes on its own display', () => {
    const placed = place([screen('hall', 'B'), screen('office', 'A')], [display('A'), display('B')], NOTHING);
    expect(told(placed)).toEqual({ hall: 'edid:B', office: 'edid:A' });
  });

  it('an important screen whose display was unplugged takes the place of a less important one, and goes home when it is back', () => {
    const wanted = [screen('hall', 'A', 1), screen('tasks', 'B', 3), screen('map', 'C', 2)];
    const all = [display('A'), display('B'), display('C')];
    const before = place(wanted, all, NOTHING);
    const without = place(wanted, [display('B'), display('C')], before);
    expect(told(without)).toEqual({ hall: 'edid:B', map: 'edid:C' });
    expect(told(place(wanted, all, without))).toEqual(told(before));
  });

  it('of equally important screens the one whose display is still there stays', () => {
    const wanted = [screen('hall', 'A'), screen('map', 'B')];
    expect(told(place(wanted, [display('B')], place(wanted, [display('A'), display('B')], NOTHING)))).toEqual({ map: 'edid:B' });
  });

  it('a screen that may go anywhere takes the largest display, and stays there when a larger one comes', () => {
    const wanted = [screen('wall', null)];
    const first = place(wanted, [display('A', 1280), display('B', 3840)], NOTHING);
    expect(told(first)).toEqual({ wall: 'edid:B' });
    expect(told(place(wanted, [display('A', 1280), display('B', 3840), display('C', 7680)], first))).toEqual({ wall: 'edid:B' });
  });

  it('is known by any of its names', () => {
    const named = { identity: 'edid:X:1', names: ['edid:X:1', 'output:78', 'at:0,0'], pixels: { width: 1920, height: 1080 } };
    for (const name of named.names)
      expect(told(place([{ name: 'hall', display: name, priority: 1 }], [named], NOTHING))).toEqual({ hall: 'edid:X:1' });
  });
});

describe('placement, whatever is plugged and unplugged', () => {
  const labels = ['A', 'B', 'C', 'D', 'E'] as const;
  const wanted = fc
    .array(fc.record({ own: fc.option(fc.constantFrom(...labels)), priority: fc.integer({ min: 1, max: 4 }) }), {
      minLength: 1,
      maxLength: 6,
    })
    .map((list) => list.map(({ own, priority }, index) => screen(`screen-${index}`, own, priority)));
  const present = fc.subarray([...labels], { minLength: 1 }).map((names) => names.map((name) => display(name, name === 'C' ? 3840 : 1920)));
  /** Displays as they come and go. */
  const story = fc.tuple(wanted, fc.array(present, { minLength: 1, maxLength: 8 }));

  const through = (
    check: (wanted: readonly WantedScreen[], displays: ReturnType<typeof display>[], now: Placement, before: Placement) => void,
  ) =>
    fc.assert(
      fc.property(story, ([screens, steps]) => {
        let before = NOTHING;
        for (const displays of steps) {
          const now = place(screens, displays, before);
          check(screens, displays, now, before);
          before = now;
        }
      }),
      { numRuns: 300 },
    );

  it('uses every display that it can, each once, and only displays that are there', () => {
    through((screens, displays, now) => {
      expect(now.size).toBe(Math.min(screens.length, displays.length));
      expect(new Set(now.values()).size).toBe(now.size);
      for (const identity of now.values()) expect(displays.map((each) => each.identity)).toContain(identity);
    });
  });

  it('never leaves out a screen while a less important one is shown', () => {
    through((screens, _displays, now) => {
      const least = Math.max(...screens.filter(({ name }) => now.has(name)).map(({ priority }) => priority));
      for (const { name, priority } of screens) if (!now.has(name)) expect(priority).toBeGreaterThanOrEqual(least);
    });
  });

  it('moves nothing when nothing has changed', () => {
    through((screens, displays, now) => {
      expect(told(place(screens, displays, now))).toEqual(told(now));
      expect(told(place(screens, displays.toReversed(), now))).toEqual(told(now));
    });
  });

  it('moves a shown screen only home, or because its display is gone or another screen has come home to it', () => {
    through((screens, displays, now, before) => {
      for (const { name, display: own } of screens) {
        const was = before.get(name);
        const is = now.get(name);
        if (was === undefined || is === undefined || was === is || is === own) continue;
        const gone = displays.every(({ identity }) => identity !== was);
        const home = screens.some((other) => other.display === was && now.get(other.name) === was);
        expect(gone || home).toBe(true);
      }
    });
  });

  it('puts a screen on its own display unless a more important one, or one as important, has the same', () => {
    through((screens, displays, now) => {
      for (const { name, display: own, priority } of screens) {
        if (own === null || !now.has(name) || now.get(name) === own || displays.every(({ identity }) => identity !== own)) continue;
        const holder = screens.find((other) => now.get(other.name) === own);
        expect(holder?.display).toBe(own);
        expect(holder?.priority).toBeLessThanOrEqual(priority);
      }
    });
  });
});
