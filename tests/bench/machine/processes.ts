import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process and all that it has started, by process id; empty where the system does not say (anything but Linux). */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It has ended meanwhile.
    }
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Bytes of memory that are this process's own plus its part of what it shares (PSS); 0 when it has ended. */
export function pssBytes(pid: number): number {
  return rollup(pid, 'Pss');
}

/** Bytes of memory that this process has in use, shared or not (RSS); 0 when it has ended. */
export function rssBytes(pid: number): number {
  return rollup(pid, 'Rss');
}

function rollup(pid: number, name: 'Pss' | 'Rss'): number {
  try {
    const line = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
      .split('\n')
      .find((text) => text.startsWith(`${name}:`));
    return Number(line?.match(/\d+/)?.[0] ?? 0) * 1024;
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

const SETTLED = 0.02;
const MOST_LOOKS = 25;

/** Of a whole tree, once it has stayed the same for three seconds (or after 25: then whatever it is). */
export async function settledPssBytes(root: number): Promise<number> {
  const last: number[] = [];
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    await sleep(1_000);
    last.push(treePssBytes(root));
    const recent = last.slice(-4);
    if (recent.length === 4 && Math.max(...recent) - Math.min(...recent) < SETTLED * Math.max(...recent)) break;
  }
  return last.at(-1) ?? 0;
}

/** Of a whole tree. */
export function treePssBytes(root: number): number {
  return processTree(root).reduce((sum, pid) => sum + pssBytes(pid), 0);
}
