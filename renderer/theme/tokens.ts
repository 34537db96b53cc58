import { useSyncExternalStore } from 'react';

/** The custom properties that drawings on a canvas need; the names are those of tokens.css without the dashes. */
const COLOURS = {
  ground: '--ground',
  panel: '--panel',
  raised: '--raised',
  line: '--line',
  lineStrong: '--line-strong',
  text: '--text',
  text2: '--text-2',
  text3: '--text-3',
  text4: '--text-4',
  data: '--data',
  data2: '--data-2',
  data3: '--data-3',
  dataFill: '--data-fill',
  capacity: '--capacity',
  amber: '--amber',
  red: '--red',
  shortWatch: '--short-watch',
  shortBroken: '--short-broken',
  mapLand: '--map-land',
  mapRoad: '--map-road',
  mapRoadMinor: '--map-road-minor',
  mapWater: '--map-water',
  mapOutline: '--map-outline',
  heat0: '--heat-0',
  heat1: '--heat-1',
  heat2: '--heat-2',
  heat3: '--heat-3',
  heat4: '--heat-4',
} as const;

type ColourName = keyof typeof COLOURS;

/** Colours as CSS text, type as the family list and the surface's base size in CSS pixels. */
export type Tokens = Readonly<Record<ColourName, string>> & { readonly font: string; readonly basePx: number };

/** Reads the tokens that hold now for the whole page. */
export function readTokens(): Tokens {
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const colours = Object.fromEntries(
    Object.entries(COLOURS).map(([name, property]) => [name, style.getPropertyValue(property).trim()]),
  ) as Record<ColourName, string>;
  // The root's font size is --base, already computed to pixels.
  return { ...colours, font: style.getPropertyValue('--font').trim(), basePx: Number.parseFloat(style.fontSize) };
}

let current: Tokens | null = null;
const listeners = new Set<() => void>();
let observer: MutationObserver | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Theme and base size are attributes of the root element: whoever sets them need not know who draws with them.
  observer ??= new MutationObserver(refresh);
  if (listeners.size === 1) {
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'style'] });
    // They may have changed between the first read and now.
    refresh();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) observer?.disconnect();
  };
}

function refresh(): void {
  const next = readTokens();
  if (current !== null && sameTokens(current, next)) return;
  current = next;
  for (const tell of listeners) tell();
}

function sameTokens(a: Tokens, b: Tokens): boolean {
  return (Object.keys(a) as (keyof Tokens)[]).every((name) => a[name] === b[name]);
}

/** The tokens for canvas drawings; a new object when theme or base size changed. */
export function useTokens(): Tokens {
  return useSyncExternalStore(subscribe, () => (current ??= readTokens()));
}
