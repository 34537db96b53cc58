import type { PluggedPanel } from './edid';

/** What Electron tells of a display; lengths in its own pixels (DIP). */
export interface DisplayFacts {
  readonly id: number;
  readonly label: string;
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly scaleFactor: number;
}

/** A display that is there now, and what it can be called by. */
export interface PresentDisplay {
  /**
   * The steadiest name that it has:
   * `edid:MODEL:SERIAL` the very panel, wherever it is plugged in;
   * `edid:MODEL@CONNECTOR` one of several panels without (or with the same) serial number;
   * `output:ID` what the system calls this output, when no panel can be told (virtual displays, other systems than Linux).
   */
  readonly identity: string;
  /** Every name that means it: the identity, `output:ID`, and `at:X,Y`, its place on the desktop. */
  readonly names: readonly string[];
  readonly label: string;
  readonly bounds: DisplayFacts['bounds'];
  /** Real pixels. */
  readonly pixels: { readonly width: number; readonly height: number };
  /** As its EDID says; null: unknown. */
  readonly sizeMm: { readonly width: number; readonly height: number } | null;
}

/**
 * Gives every display its identity. Electron does not say which panel a display is, so panels are found by their product name and, where it is
 * missing, by the pixels of their preferred mode; panels that cannot be told apart are taken in the order of connectors and of output ids.
 */
export function identify(displays: readonly DisplayFacts[], panels: readonly PluggedPanel[]): readonly PresentDisplay[] {
  const free = [...panels];
  const taken = new Map<number, PluggedPanel>();
  const inOrder = displays.toSorted((a, b) => a.id - b.id);
  for (const fits of [isNamed, hasPixelsOf]) {
    for (const display of inOrder) {
      if (taken.has(display.id)) continue;
      const index = free.findIndex((panel) => fits(display, panel));
      const [panel] = index === -1 ? [] : free.splice(index, 1);
      if (panel !== undefined) taken.set(display.id, panel);
    }
  }
  return displays.map((display) => {
    const panel = taken.get(display.id);
    const output = `output:${display.id}`;
    const identity = panel === undefined ? output : identityOf(panel, panels);
    const at = `at:${display.bounds.x},${display.bounds.y}`;
    return {
      identity,
      names: [...new Set([identity, output, at])],
      label: display.label,
      bounds: display.bounds,
      pixels: pixelsOf(display),
      sizeMm: panel?.edid.sizeMm ?? null,
    };
  });
}

function identityOf({ connector, edid }: PluggedPanel, panels: readonly PluggedPanel[]): string {
  const same = panels.filter((other) => other.edid.model === edid.model && other.edid.serial === edid.serial);
  return edid.serial === null || same.length > 1 ? `edid:${edid.model}@${connector}` : `edid:${edid.model}:${edid.serial}`;
}

function isNamed(display: DisplayFacts, { edid }: PluggedPanel): boolean {
  return edid.name !== '' && display.label === edid.name;
}

function hasPixelsOf(display: DisplayFacts, { edid }: PluggedPanel): boolean {
  if (display.label !== '' && edid.name !== '') return false;
  const { width, height } = pixelsOf(display);
  return edid.native !== null && edid.native.width === width && edid.native.height === height;
}

function pixelsOf({ bounds, scaleFactor }: DisplayFacts): PresentDisplay['pixels'] {
  return { width: Math.round(bounds.width * scaleFactor), height: Math.round(bounds.height * scaleFactor) };
}
