import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './running-app';

interface Name {
  readonly zh: string;
  readonly en: string;
}

/** The longest names of the city's files, by kind, in each language by itself; what a wall must hold on its worst day. */
export function longestNames(): Readonly<Record<'units' | 'townships' | 'districts' | 'tasks', readonly Name[]>> {
  const city = join(ROOT, 'resources/city/beijing');
  const files = new Set(readdirSync(city));
  const longest = (kind: string): readonly Name[] => {
    if (!files.has(`${kind}.json`)) throw new Error(`the city has no ${kind}`);
    const names = namesIn(JSON.parse(readFileSync(join(city, `${kind}.json`), 'utf8')));
    const by = (language: keyof Name) => names.map((name) => name[language]).toSorted((a, b) => b.length - a.length);
    const [zh, en] = [by('zh'), by('en')];
    return zh.slice(0, MOST).map((name, index) => ({ zh: name, en: en[index] ?? '' }));
  };
  return { units: longest('units'), townships: longest('townships'), districts: longest('districts'), tasks: longest('tasks') };
}

/** In turn, so that every list on a wall has the very longest in it. */
const MOST = 5;

function namesIn(value: unknown): readonly Name[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  const { name, ...rest } = value as { name?: unknown };
  const own = typeof name === 'object' && name !== null && 'zh' in name && 'en' in name ? [name as Name] : [];
  return [...own, ...Object.values(rest).flatMap(namesIn)];
}

/**
 * Runs in the page before its own scripts: in every frame that comes over the port, units, townships, districts and tasks get the longest names in turn. The page, the
 * stream and the city are the real ones.
 */
export function giveLongestNames(names: ReturnType<typeof longestNames>): void {
  type Named = { name: Name };
  const rename = (list: unknown, kind: keyof typeof names) => {
    if (!Array.isArray(list)) return;
    for (const [index, entry] of (list as (Named | null)[]).entries()) {
      const long = names[kind][index % names[kind].length];
      if (entry !== null && typeof entry === 'object' && long !== undefined) Object.assign(entry, { name: long });
    }
  };
  Object.defineProperty(MessagePort.prototype, 'addEventListener', {
    value(this: MessagePort, type: string, listener: (event: MessageEvent) => void) {
      EventTarget.prototype.addEventListener.call(this, type, (arrived) => {
        const event = arrived as MessageEvent;
        const message = event.data as { kind?: string; frame?: { tiles: Record<string, Record<string, unknown> | undefined> } };
        const tiles = message.kind === 'frame' ? message.frame?.tiles : undefined;
        for (const kind of ['units', 'townships', 'districts'] as const) rename(tiles?.['catalogue']?.[kind], kind);
        rename(tiles?.['tasks']?.['tasks'], 'tasks');
        listener(event);
      });
    },
  });
}
