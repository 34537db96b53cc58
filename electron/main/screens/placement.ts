import type { PresentDisplay } from './identity';

/** A screen that wants a display. */
export interface WantedScreen {
  readonly name: string;
  /** A name of its own display; null: any will do. */
  readonly display: string | null;
  /** 1 comes first. */
  readonly priority: number;
}

/** Which screen is shown on the display of which identity. */
export type Placement = ReadonlyMap<string, string>;

type Display = Pick<PresentDisplay, 'identity' | 'names' | 'pixels'>;

/**
 * Which screen goes on which display: screen name -> display identity.
 *
 * With fewer displays than screens the most important are shown; among equals the one whose own display is there, then the one that is shown
 * already, then the first of the list. A shown screen goes on its own display; without it, it stays where it is, else takes the largest one that is free.
 * No display shows two screens, no screen is shown twice, and a placement that still holds comes back as it was.
 */
export function place(wanted: readonly WantedScreen[], displays: readonly Display[], before: Placement): Placement {
  const ownOf = (screen: WantedScreen) =>
    screen.display === null ? undefined : displays.find((display) => display.names.includes(screen.display ?? ''));
  const isThere = (identity: string | undefined) => displays.some((display) => display.identity === identity);
  const rank = (screen: WantedScreen) => {
    const own = ownOf(screen)?.identity;
    const was = before.get(screen.name);
    // Two screens may want one display: whoever has it keeps it.
    const settled = was !== undefined && was === own ? 0 : isThere(was) ? 1 : 2;
    return [screen.priority, own === undefined ? 1 : 0, settled, wanted.indexOf(screen)];
  };
  const shown = wanted.toSorted((a, b) => compare(rank(a), rank(b))).slice(0, displays.length);

  const placed = new Map<string, string>();
  const free = new Map(displays.map((display) => [display.identity, display]));
  const take = (screen: WantedScreen, identity: string | undefined) => {
    if (identity === undefined || placed.has(screen.name) || !free.delete(identity)) return;
    placed.set(screen.name, identity);
  };
  for (const screen of shown) take(screen, ownOf(screen)?.identity);
  for (const screen of shown) take(screen, before.get(screen.name));
  for (const screen of shown) take(screen, largest(free.values())?.identity);
  return placed;
}

function largest(displays: Iterable<Display>): Display | undefined {
  return [...displays].toSorted((a, b) => area(b) - area(a))[0];
}

function area({ pixels }: Display): number {
  return pixels.width * pixels.height;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
