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
  return rollup(pid, ['Pss:']);
}

/**
 * The same without pages of files, such as the program's own: a process's part of those changes with whoever else on the machine runs the same program. For looking at one
 * process over time.
 */
export function ownPssBytes(pid: number): number {
  return rollup(pid, ['Pss_Anon:', 'Pss_Shmem:']);
}

/** Bytes of memory that are in use for this process, shared pages counted whole (RSS); 0 when it has ended. */
export function rssBytes(pid: number): number {
  return rollup(pid, ['Rss:']);
}

function rollup(pid: number, names: readonly string[]): number {
  try {
    const lines = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').split('\n');
    const chosen = lines.filter((line) => names.some((name) => line.startsWith(name)));
    return chosen.reduce((sum, line) => sum + Number(line.match(/\d+/)?.[0] ?? 0) * 1024, 0);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

/** Of the largest page's process in a tree. */
export function pagePssBytes(root: number): number {
  return Math.max(0, ...processTree(root).map((pid) => (isPage(pid) ? pssBytes(pid) : 0)));
}

function isPage(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer');
  } catch {
    // It has ended meanwhile.
    return false;
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
