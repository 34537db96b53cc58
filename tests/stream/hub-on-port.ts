import { afterEach } from 'vitest';
import { systemClocks } from '../../electron/hub/clocks';
import { Hub, HUB_LIMITS, type HubLimits } from '../../electron/hub/hub';
import { CaseLog } from '../../electron/hub/log/case-log';
import { HubServer, SERVER_LIMITS, type ServerLimits } from '../../electron/hub/socket/hub-server';
import type { EventSource } from '../../electron/hub/sources/source';
import { LogLines, SECOND, SUPERVISOR, WALL } from '../hub/running-hub';

export interface HubOnPort {
  readonly hub: Hub;
  readonly url: string;
  readonly port: number;
  readonly logLines: LogLines;
  close(): Promise<void>;
}

const running = new Set<HubOnPort>();

afterEach(async () => {
  for (const hub of running) await hub.close();
});

/** A real hub that can come back on the port and the log that it had. */
export async function runHubOn(
  directory: string,
  source: EventSource,
  wishes: { port?: number; hubLimits?: Partial<HubLimits>; serverLimits?: Partial<ServerLimits> } = {},
): Promise<HubOnPort> {
  const logLines = new LogLines();
  const log = CaseLog.open({ directory, sourceIdentity: 'script', now: Date.now(), maxPages: null });
  const hub = await Hub.open({
    log,
    source,
    clocks: systemClocks,
    logger: logLines,
    limits: { ...HUB_LIMITS, ...wishes.hubLimits },
    onFailed: (error) => {
      throw error;
    },
  });
  const server = await HubServer.listen({
    hub,
    host: '127.0.0.1',
    port: wishes.port ?? 0,
    grants: [SUPERVISOR, SECOND, WALL],
    clocks: systemClocks,
    logger: logLines,
    limits: { ...SERVER_LIMITS, ...wishes.serverLimits },
  });
  const result: HubOnPort = {
    hub,
    url: server.url,
    port: Number(new URL(server.url).port),
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
