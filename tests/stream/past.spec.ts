import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClocks } from '../../electron/hub/clocks';
import { serve, type ServingHub } from '../../electron/hub/serve';
import type { StreamCore } from '../../electron/stream/core';
import { FRAME_LIMITS } from '../../electron/stream/frames';
import type { TileName, Tiles, Wants } from '../../shared/contract/frames';
import { seeded } from '../connection/model';
import { freshDirectory } from '../hub/directories';
import { LogLines, SUPERVISOR } from '../hub/running-hub';
import { EVERY_ROW } from '../doubles/every-row';
import { runStream } from './running-stream';

/** Minutes that are looked back at. */
const LOOKS = 50;
/** Aggregates, rows and marks; not what a stream foresees, which depends on when it looked ahead last. */
const TILES = ['floor', 'floorDay', 'queues', 'heat', 'deadlines', 'due', 'tasks', 'emergency', 'timeline', 'census'] as const;
const WANTS: Wants = { tiles: ['city', 'catalogue', ...TILES], table: { ...EVERY_ROW, limit: 20 }, selected: null };
const minuteOf = (at: number) => Math.floor(at / 60_000);
/** Every tile with every frame, so that a frame is one moment. */
const UNPACED = { ...FRAME_LIMITS, everyMs: 20, wallEveryMs: 20, keepAliveMs: 40, tileEveryMs: {} };

interface Recorded {
  readonly seq: number;
  readonly at: number;
  readonly tiles: { -readonly [N in TileName]?: Tiles[N] };
}

const hubs = new Set<ServingHub>();

/** A tenth of the city at its busiest, ten minutes of it in a second. */
async function serveCity(): Promise<ServingHub> {
  const hub = await serve({
    host: '127.0.0.1',
    port: 0,
    logDirectory: freshDirectory(),
    grants: [SUPERVISOR],
    source: 'simulate?seed=5&start=09:00&speed=600&scale=0.1&cases=2000',
    resourcesDirectory: join(import.meta.dirname, '../../resources'),
    clocks: systemClocks,
    logger: new LogLines(),
    onFailed: (error) => {
      throw error;
    },
  });
  hubs.add(hub);
  return hub;
}

/** A window in this thread: what a frame was made of is known at the moment when it comes. */
class Watcher {
  #waiting: ((now: Recorded) => void) | null = null;
  readonly #tiles: Partial<Tiles> = {};

  constructor(core: StreamCore) {
    let say: (message: unknown) => void = () => {};
    core.attach(1, 'desk', true, {
      postMessage: (message) => {
        if (message.kind !== 'frame') return;
        const { frame } = message;
        Object.assign(this.#tiles, frame.tiles);
        const picked = Object.fromEntries([...TILES, 'table' as const].map((name: TileName) => [name, this.#tiles[name]]));
        const at = core.projection?.now ?? 0;
        const { table: late, ...others } = frame.lagging ?? {};
        // Rows have a pace of their own.
        if (late !== undefined) delete picked['table'];
        if (this.#tiles.link?.connection.state === 'live' && picked['census'] !== undefined && Object.keys(others).length === 0)
          this.#waiting?.({ seq: frame.seq, at, tiles: structuredClone(picked) });
        setImmediate(() => say({ kind: 'credit', number: frame.number }));
      },
      onMessage: (listener) => {
        say = listener;
      },
      onClose: () => {},
      close: () => {},
    });
    say({ kind: 'hello', surface: 'desk', wants: WANTS });
  }

  /** The first live frame from now on that `holds` and is of one moment. */
  until(holds: (now: Recorded) => boolean): Promise<Recorded> {
    return new Promise((resolve) => {
      this.#waiting = (now) => {
        if (!holds(now)) return;
        this.#waiting = null;
        resolve(now);
      };
    });
  }
}

it(`shows ${LOOKS} moments of a day as they were shown then, field by field, in any order`, async () => {
  const hub = await serveCity();
  try {
    const present = runStream({ frameLimits: UNPACED });
    const shown = new Watcher(present.core);
    await present.core.start({ url: hub.url, token: SUPERVISOR.token }, null);
    const recorded = new Map<number, Recorded>();
    while (recorded.size < LOOKS + 10) {
      const now = await shown.until(({ at }) => !recorded.has(minuteOf(at)));
      recorded.set(minuteOf(now.at), now);
    }
    const random = seeded(3);
    const looks = [...recorded.values()].map((look) => ({ look, order: random() })).toSorted((a, b) => a.order - b.order);
    const past = runStream({ frameLimits: UNPACED });
    const lookedBack = new Watcher(past.core);
    await past.core.start({ url: hub.url, token: SUPERVISOR.token }, null, 0, { at: looks[1]!.look.at, speed: 0 });
    let same = 0;
    let tables = 0;
    for (const { look } of looks) {
      past.core.seek({ at: look.at, speed: 0 });
      const now = await lookedBack.until(
        ({ at, seq, tiles }) => at === look.at && seq >= look.seq && (tiles.table !== undefined || look.tiles.table === undefined),
      );
      // A record of that very moment may have come to light a few ms after it was shown.
      if (now.seq !== look.seq) continue;
      same += 1;
      if (look.tiles.table === undefined) delete now.tiles.table;
      else tables += 1;
      expect(now).toEqual(look);
    }
    expect(same).toBeGreaterThanOrEqual(LOOKS);
    expect(tables).toBeGreaterThan(0);
  } finally {
    hubs.delete(hub);
    await hub.close();
  }
}, 300_000);
