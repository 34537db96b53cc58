import type { RunningApp } from '../../app/running-app';
import { processTree } from './processes';

/** A page that is open in the app. */
export interface OpenPage {
  /** Another page in its place would have another one. */
  readonly key: string;
  /** Its surface. */
  readonly host: string;
  /** Surfaces of one kind may share a process. */
  readonly pid: number;
}

/** Every page that is open. A page that is just being made has neither an address nor a process, and is left out. */
export function openPages({ app }: RunningApp): Promise<OpenPage[]> {
  return app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().flatMap((contents) => {
      const [url, process] = [contents.getURL(), contents.getOSProcessId()];
      return process === 0 || !url.startsWith('app://')
        ? []
        : [{ key: `${contents.id} ${process}`, host: new URL(url).host, pid: process }];
    }),
  );
}

/** Name and process id of every process of the app; what has no name of ours is called "other" with its id. */
export async function appProcesses(running: RunningApp): Promise<(readonly [name: string, pid: number])[]> {
  const surfaces = new Map<number, Set<string>>();
  for (const { host, pid } of await openPages(running)) surfaces.set(pid, (surfaces.get(pid) ?? new Set()).add(host));
  const pages = [...surfaces].map(([pid, hosts]) => [`${[...hosts].toSorted().join(' and ')} page`, pid] as const);
  const { hub, stream } = await running.pids();
  const graphics = await running.app.evaluate(({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid);
  const main = running.app.process().pid;
  const named = (
    [['hub', hub], ['stream', stream], ...pages, ['graphics', graphics], ['main', main]] as (readonly [string, number | undefined])[]
  ).filter((each): each is readonly [string, number] => each[1] !== undefined);
  const known = new Set(named.map(([, pid]) => pid));
  const rest = processTree(main ?? 0).filter((pid) => !known.has(pid));
  return [...named, ...rest.map((pid) => [`other ${pid}`, pid] as const)];
}
