import { describe, expect, it } from 'vitest';
import { backOffMs } from '../../shared/connection/back-off';
import { connectionStep } from '../../shared/connection/connection';
import {
  type Connection,
  CONNECTION_LIMITS,
  type ConnectionEffect,
  type ConnectionInput,
  NOT_STARTED,
} from '../../shared/connection/connection-state';
import { shownCityNow, shownConnection } from '../../shared/connection/shown';
import { packBatch } from '../../shared/contract/record-batch';
import type { Heartbeat, Welcome } from '../../shared/contract/wire';

const HUB = { url: 'http://127.0.0.1:1', token: 'secret' };

/** A connection at work: given what has happened, it tells what it asks for and what it shows. */
class Scene {
  state: Connection = NOT_STARTED;
  nowMs = 0;
  effects: readonly ConnectionEffect[] = [];

  when(...inputs: ConnectionInput[]): this {
    const effects: ConnectionEffect[] = [];
    for (const input of inputs) {
      const step = connectionStep(this.state, input, this.nowMs, 0.5);
      this.state = step.state;
      effects.push(...step.effects);
    }
    this.effects = effects;
    return this;
  }

  after(ms: number): this {
    const effects: ConnectionEffect[] = [];
    for (let passed = 0; passed < ms; passed += 100) {
      this.nowMs += 100;
      effects.push(...this.when({ kind: 'tick' }).effects);
    }
    this.effects = effects;
    return this;
  }

  get asked(): readonly string[] {
    return this.effects.filter((effect) => effect.kind !== 'note').map((effect) => effect.kind);
  }

  get shown(): string {
    return shownConnection(this.state, this.nowMs).state;
  }

  get joins(): readonly unknown[] {
    return this.effects.filter((effect) => effect.kind === 'join');
  }
}

function welcome(head: number, epoch = 'e1'): ConnectionInput {
  return { kind: 'welcome', message: { epoch, head, cityNow: 5_000, speed: 1 } as Welcome };
}

function batch(from: number, to: number, epoch = 'e1'): ConnectionInput {
  return { kind: 'batch', message: { epoch, from, to, bytes: packBatch([]) } };
}

function part(seq: number, index: number, parts: number, since: number | null = null): ConnectionInput {
  return { kind: 'snapshot', message: { epoch: 'e1', since, seq, part: index, parts, bytes: new Uint8Array([index]) } };
}

function heartbeat(head: number, more: Partial<Heartbeat> = {}): ConnectionInput {
  return { kind: 'heartbeat', message: { epoch: 'e1', head, cityNow: 9_000, serverNow: 0, speed: 1, digest: null, ...more } };
}

/** Joined at an empty log of e1 and grown to `last`. */
function liveAt(last: number): Scene {
  const scene = new Scene().when({ kind: 'start', hub: HUB, cached: null }, { kind: 'socket-up' }, welcome(0));
  if (last > 0) scene.when(batch(1, last), applied(scene, last));
  return scene;
}

function applied(scene: Scene, seq: number): ConnectionInput {
  return { kind: 'applied', generation: scene.state.generation + (scene.state.held ? 0 : 1), seq };
}

describe('a connection that starts', () => {
  it('is offline until a hub is known, then shows how far the hub is in getting ready', () => {
    const scene = new Scene().when({ kind: 'start', hub: null, cached: null });
    expect(scene.shown).toBe('offline');
    scene.when({ kind: 'hub-progress', step: 'building-day', done: 1, total: 4 });
    expect(shownConnection(scene.state, 0)).toEqual({ state: 'preparing', step: 'building-day', done: 1, total: 4 });
    expect(scene.when({ kind: 'hub', hub: HUB }).asked).toEqual(['connect']);
    expect(scene.shown).toBe('joining');
  });

  it('joins with nothing, follows an empty log from its first record and is live', () => {
    const scene = new Scene().when({ kind: 'start', hub: HUB, cached: null }, { kind: 'socket-up' });
    expect(scene.joins).toEqual([{ kind: 'join', epoch: null, since: 0 }]);
    expect(scene.when(welcome(0)).asked).toEqual(['welcomed', 'begin']);
    expect(scene.shown).toBe('live');
    expect(scene.when(batch(1, 3)).asked).toEqual(['apply']);
  });

  it('shows what was kept of the last run with its age, also when there is no picture to go on from', () => {
    const scene = new Scene().when({ kind: 'kept', ageMs: 7_000 });
    expect(scene.asked).toEqual([]);
    expect(scene.when({ kind: 'start', hub: HUB, cached: null }, { kind: 'socket-up' }).joins).toEqual([
      { kind: 'join', epoch: null, since: 0 },
    ]);
    expect(shownConnection(scene.state, scene.nowMs)).toEqual({ state: 'cached', ageMs: 7_000 });
  });

  it('shows the cached picture with its age, asks only for what came after it, and is live once that is folded', () => {
    const scene = new Scene().when({ kind: 'start', hub: HUB, cached: { epoch: 'e1', seq: 40, ageMs: 7_000 } });
    scene.nowMs = 500;
    expect(shownConnection(scene.state, scene.nowMs)).toEqual({ state: 'cached', ageMs: 7_500 });
    expect(scene.when({ kind: 'socket-up' }).joins).toEqual([{ kind: 'join', epoch: 'e1', since: 40 }]);
    scene.when(welcome(42));
    expect(shownConnection(scene.state, scene.nowMs)).toEqual({ state: 'replaying', seq: 40, head: 42 });
    scene.when(batch(41, 42));
    expect(scene.shown).toBe('replaying');
    expect(scene.when(applied(scene, 42)).effects).toContainEqual({ kind: 'took', seq: 42 });
    expect(scene.shown).toBe('live');
  });

  it('throws a cached picture of another log away and takes the new one from its beginning', () => {
    const scene = new Scene().when({ kind: 'start', hub: HUB, cached: { epoch: 'old', seq: 40, ageMs: 1 } }, { kind: 'socket-up' });
    expect(scene.when(welcome(2)).asked).toEqual(['welcomed', 'discard']);
    expect(scene.when(batch(1, 2)).asked).toEqual(['begin', 'apply']);
  });

  it('asks from nothing when a log of the same epoch was set back', () => {
    const scene = new Scene().when({ kind: 'start', hub: HUB, cached: { epoch: 'e1', seq: 40, ageMs: 1 } }, { kind: 'socket-up' });
    expect(scene.when(welcome(12)).joins).toEqual([{ kind: 'join', epoch: null, since: 0 }]);
  });
});

describe('records', () => {
  it('that are known already are dropped', () => {
    expect(liveAt(10).when(batch(4, 10)).asked).toEqual([]);
  });

  it('that overlap are cut to what is new', () => {
    expect(liveAt(10).when(batch(8, 15)).effects).toMatchObject([{ kind: 'apply', from: 11 }]);
  });

  it('that leave a gap make the stream join again after what it has, once, until something fits', () => {
    const scene = liveAt(10);
    expect(scene.when(batch(12, 15)).joins).toEqual([{ kind: 'join', epoch: 'e1', since: 10 }]);
    expect(scene.when(batch(16, 20)).asked).toEqual([]);
    expect(scene.when(batch(11, 20)).asked).toEqual(['apply']);
    expect(scene.when(batch(22, 22)).joins).toHaveLength(1);
  });

  it('of another epoch are dropped', () => {
    expect(liveAt(10).when(batch(11, 12, 'e0')).asked).toEqual([]);
  });

  it('that the hub has and does not send are asked for after three seconds', () => {
    const scene = liveAt(10);
    for (let second = 0; second < 3; second++) {
      scene.when(heartbeat(12));
      expect(scene.after(1_000).joins).toEqual([]);
    }
    scene.when(heartbeat(12));
    expect(scene.after(200).joins).toEqual([{ kind: 'join', epoch: 'e1', since: 10 }]);
  });

  it('are not asked for again while the stream itself is behind with folding', () => {
    const scene = liveAt(10).when(batch(11, 900));
    for (let second = 0; second < 6; second++) {
      scene.when(heartbeat(1_000));
      expect(scene.after(1_000).joins).toEqual([]);
    }
  });
});

describe('a snapshot', () => {
  function asking(): Scene {
    return new Scene().when({ kind: 'start', hub: HUB, cached: null }, { kind: 'socket-up' }, welcome(50));
  }

  it('is loaded when its last part is here, and the records after it follow', () => {
    const scene = asking();
    expect(scene.when(part(50, 0, 2)).asked).toEqual([]);
    expect(scene.when(part(50, 1, 2)).effects).toMatchObject([{ kind: 'load', seq: 50, parts: [{}, {}] }]);
    expect(scene.when(batch(51, 51)).asked).toEqual(['apply']);
  });

  it('with a part missing is asked for again', () => {
    const scene = asking();
    scene.when(part(50, 0, 3));
    expect(scene.when(part(50, 2, 3)).joins).toEqual([{ kind: 'join', epoch: null, since: 0 }]);
  });

  it('of what has changed is taken after everything before it, and the records after it follow', () => {
    const scene = liveAt(20);
    expect(scene.when(part(50, 0, 2, 20)).asked).toEqual([]);
    expect(scene.when(part(50, 1, 2, 20)).effects).toMatchObject([
      { kind: 'change', generation: scene.state.generation, since: 20, seq: 50, parts: [{}, {}] },
    ]);
    expect(scene.when(batch(51, 51)).effects).toMatchObject([{ kind: 'apply', from: 51 }]);
    expect(scene.state.counts).toMatchObject({ gaps: 0, discards: 0 });
  });

  it('of changes since another seq than the one held is asked for again', () => {
    for (const since of [19, 21]) {
      const scene = liveAt(20);
      expect(scene.when(part(50, 0, 1, since)).joins).toEqual([{ kind: 'join', epoch: 'e1', since: 20 }]);
      // What was on its way then is no news.
      expect(scene.when(part(50, 0, 1, since)).asked).toEqual([]);
      expect(scene.when(part(50, 0, 1, 20)).asked).toEqual(['change']);
    }
  });

  it('of changes that records come between is asked for again', () => {
    const scene = liveAt(20);
    scene.when(part(50, 0, 2, 20), batch(21, 22));
    expect(scene.when(part(50, 1, 2, 20)).joins).toEqual([{ kind: 'join', epoch: 'e1', since: 22 }]);
  });

  it('of changes means nothing to who holds nothing', () => {
    const scene = asking();
    expect(scene.when(part(50, 0, 1, 20)).asked).toEqual([]);
    expect(scene.when(part(50, 0, 1)).asked).toEqual(['load']);
  });

  it('that is larger than the limit is refused, and the hub is left alone for a while', () => {
    const scene = asking();
    const huge = { ...part(50, 0, 2) } as Extract<ConnectionInput, { kind: 'snapshot' }>;
    const bytes = { byteLength: CONNECTION_LIMITS.mostSnapshotBytes + 1 } as Uint8Array;
    expect(scene.when({ kind: 'snapshot', message: { ...huge.message, bytes } }).asked).toEqual(['disconnect']);
    expect(scene.shown).toBe('refused');
    expect(scene.after(5_000).asked).toEqual([]);
  });
});

describe('a digest', () => {
  it('is compared when everything up to it has been handed on', () => {
    const scene = liveAt(10).when(heartbeat(10, { digest: { seq: 10, value: 'abc' } }));
    expect(scene.effects).toContainEqual({ kind: 'check', generation: scene.state.generation, seq: 10, digest: 'abc' });
    expect(liveAt(10).when(heartbeat(12, { digest: { seq: 9, value: 'abc' } })).asked).toEqual([]);
  });

  it('that differs throws the projection away, is counted, and everything is asked for anew', () => {
    const scene = liveAt(10);
    scene.when({ kind: 'spoiled', generation: scene.state.generation, cause: 'digest' });
    expect(scene.asked).toEqual(['discard', 'join']);
    expect(scene.joins).toEqual([{ kind: 'join', epoch: null, since: 0 }]);
    expect(scene.state.counts.digestMismatches).toBe(1);
  });

  it('that differs again and again makes the stream ask ever less often', () => {
    const scene = liveAt(10);
    scene.when({ kind: 'spoiled', generation: scene.state.generation, cause: 'digest' }, part(10, 0, 1));
    expect(scene.when({ kind: 'spoiled', generation: scene.state.generation, cause: 'digest' }).asked).toEqual(['discard', 'disconnect']);
  });

  it('of work that was thrown away meanwhile says nothing', () => {
    const scene = liveAt(10);
    expect(scene.when({ kind: 'spoiled', generation: scene.state.generation - 1, cause: 'digest' }).asked).toEqual([]);
  });
});

describe('silence', () => {
  it('for more than four seconds makes the picture stale, keeps it, and connects again', () => {
    const scene = liveAt(10);
    scene.when(heartbeat(10));
    expect(scene.after(4_000).asked).toEqual([]);
    expect(scene.shown).toBe('live');
    expect(scene.after(100).asked).toEqual(['disconnect']);
    expect(shownConnection(scene.state, scene.nowMs)).toEqual({ state: 'stale', sinceMs: 4_100 });
    expect(scene.after(300).asked).toEqual(['connect']);
    expect(scene.shown).toBe('stale');
    expect(scene.when({ kind: 'socket-up' }).joins).toEqual([{ kind: 'join', epoch: 'e1', since: 10 }]);
    scene.when(welcome(10));
    expect(scene.shown).toBe('live');
  });

  it('of our own process is not blamed on the hub', () => {
    const scene = liveAt(10);
    scene.when(heartbeat(10)).after(100);
    scene.nowMs += 60_000;
    expect(scene.when({ kind: 'tick' }).asked).toEqual([]);
    scene.when(heartbeat(10));
    expect(scene.after(1_000).asked).toEqual([]);
    expect(scene.shown).toBe('live');
  });

  it('of a hub that opens a socket and never speaks is given up', () => {
    const scene = new Scene().when({ kind: 'start', hub: HUB, cached: null }, { kind: 'socket-up' });
    expect(scene.after(10_000).asked).toEqual([]);
    expect(scene.after(100).asked).toEqual(['disconnect']);
    expect(scene.shown).toBe('offline');
  });

  it('is asked into with growing, bounded, jittered waits', () => {
    const { backOff } = CONNECTION_LIMITS;
    expect([0, 1, 2, 9].map((attempt) => backOffMs(backOff, attempt, 0.999_999))).toEqual([200, 400, 800, 10_000]);
    expect(backOffMs(backOff, 1_000, 0)).toBe(5_000);
  });

  it('after being live starts with the shortest wait again', () => {
    const scene = liveAt(10);
    for (let i = 0; i < 8; i++) scene.when({ kind: 'socket-down', reason: 'refused' }).after(10_000);
    expect(scene.state.attempts).toBeGreaterThan(3);
    scene.when({ kind: 'socket-up' }, welcome(10));
    expect(scene.state.attempts).toBe(0);
  });
});

describe('a refusal', () => {
  const problem = { type: 'unauthorized', title: 'Token not known', status: 401, detail: 'The hub does not know this token.' } as const;

  it('is shown, keeps the picture, and is asked about again much later', () => {
    const scene = liveAt(10).when({ kind: 'refused', problem });
    expect(shownConnection(scene.state, 0)).toEqual({ state: 'refused', problem });
    expect(scene.state.held).toBe(true);
    expect(scene.after(CONNECTION_LIMITS.refusedMs - 200).asked).toEqual([]);
    expect(scene.after(400).asked).toEqual(['connect']);
    scene.when({ kind: 'socket-up' }, welcome(10));
    expect(scene.shown).toBe('live');
  });

  it('ends when the hub cannot be reached any more', () => {
    const scene = liveAt(10)
      .when({ kind: 'refused', problem })
      .after(CONNECTION_LIMITS.refusedMs + 100);
    expect(scene.shown).toBe('refused');
    expect(scene.when({ kind: 'socket-down', reason: 'websocket error' }).shown).toBe('stale');
  });

  it('ends when main names another hub', () => {
    const scene = liveAt(10).when({ kind: 'refused', problem });
    expect(scene.when({ kind: 'hub', hub: { ...HUB, token: 'other' } }).asked).toEqual(['connect']);
    expect(scene.shown).toBe('stale');
  });
});

describe('the city clock', () => {
  it('runs on from what the hub said, a little, and stands still without the hub', () => {
    const scene = liveAt(10).when(heartbeat(10, { speed: 60 }));
    expect(shownCityNow(scene.state, 8_000, scene.nowMs + 1_000)).toBe(9_000 + 60_000);
    expect(shownCityNow(scene.state, 8_000, scene.nowMs + 60_000)).toBe(9_000 + 90_000);
    scene.when({ kind: 'socket-down', reason: 'reset' });
    expect(shownCityNow(scene.state, 8_000, scene.nowMs)).toBe(8_000);
  });

  it('moves the projection only when everything that the hub has is here', () => {
    expect(liveAt(10).when(heartbeat(10)).asked).toEqual(['advance']);
    expect(liveAt(10).when(heartbeat(11)).asked).toEqual([]);
  });
});
