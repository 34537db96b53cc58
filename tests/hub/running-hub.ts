import { afterEach } from 'vitest';
import { systemClocks } from '../../electron/hub/clocks';
import { Hub, HUB_LIMITS } from '../../electron/hub/hub';
import type { HubLimits } from '../../electron/hub/hub';
import { CaseLog } from '../../electron/hub/log/case-log';
import { HubServer, SERVER_LIMITS } from '../../electron/hub/socket/hub-server';
import type { ServerLimits } from '../../electron/hub/socket/hub-server';
import type { Grant } from '../../electron/hub/socket/tokens';
import type { EventSource } from '../../electron/hub/sources/source';
import { freshDirectory } from './directories';
import { ScriptedSource } from './scripted-source';

export const SUPERVISOR: Grant = { token: 'token-of-the-first-supervisor', role: 'supervisor', actor: 'supervisor:first' };
export const SECOND: Grant = { token: 'token-of-the-second-supervisor', role: 'supervisor', actor: 'supervisor:second' };
export const WALL: Grant = { token: 'token-of-the-wall-in-the-hall', role: 'wall', actor: 'wall:hall' };
export const MANAGER: Grant = { token: 'token-of-the-manager-upstairs', role: 'manager', actor: 'manager:upstairs' };

/** Everything that the hub logged, as text. */
export class LogLines {
  readonly lines: string[] = [];
  info = (fields: object, text: string) => this.#add('info', fields, text);
  warn = (fields: object, text: string) => this.#add('warn', fields, text);
  error = (fields: object, text: string) => this.#add('error', fields, text);

  #add(level: string, fields: object, text: string): void {
    this.lines.push(`${level} ${text} ${JSON.stringify(fields)}`);
  }
}

export interface RunningHub {
  readonly hub: Hub;
  readonly server: HubServer;
  readonly log: CaseLog;
  readonly url: string;
  readonly directory: string;
  readonly logLines: LogLines;
  readonly close: () => Promise<void>;
}

export interface HubWishes {
  readonly source?: EventSource;
  readonly directory?: string;
  readonly maxPages?: number;
  readonly hubLimits?: Partial<HubLimits>;
  readonly serverLimits?: Partial<ServerLimits>;
  readonly wallsFile?: string;
}

const running = new Set<RunningHub>();

afterEach(async () => {
  for (const hub of running) await hub.close();
});

/** A whole hub with its log on disk and a real socket on loopback; closed after the test. */
export async function runHub(wishes: HubWishes = {}): Promise<RunningHub> {
  const { source = new ScriptedSource(), directory = freshDirectory() } = wishes;
  const logLines = new LogLines();
  const log = CaseLog.open({ directory, sourceIdentity: 'script', now: Date.now(), maxPages: wishes.maxPages ?? null });
  const clocks = systemClocks;
  const hub = await Hub.open({
    log,
    source,
    clocks,
    logger: logLines,
    limits: { ...HUB_LIMITS, ...wishes.hubLimits },
    onFailed: (error) => {
      throw error;
    },
  });
  const server = await HubServer.listen({
    hub,
    host: '127.0.0.1',
    port: 0,
    grants: [SUPERVISOR, SECOND, WALL, MANAGER],
    clocks,
    logger: logLines,
    limits: { ...SERVER_LIMITS, ...wishes.serverLimits },
    ...(wishes.wallsFile === undefined ? {} : { wallsFile: wishes.wallsFile }),
  });
  const result: RunningHub = {
    hub,
    server,
    log,
    url: server.url,
    directory,
    logLines,
    close: async () => {
      if (!running.delete(result)) return;
      await server.close();
      await hub.close();
    },
  };
  running.add(result);
  return result;
}
