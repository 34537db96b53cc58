import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { settingsOf } from '../../electron/stream/city-settings';
import { seeded } from '../connection/model';
import { CITY } from '../stream/random-city';
import type { AppRunner } from './app-runner';
import { FaultProxy } from './fault-proxy';
import { APP_DRAWS, drawFaults, STREAM_DRAWS } from './faults';
import { checkHistory, type Verdict } from './history-checker';
import { playLane, Recoveries, type Recovery } from './lane';
import { readNotes } from './notes';
import { ACTOR, type Held } from './process-words';
import { HubRunner, StreamRunner } from './runners';
import { Senders } from './senders';
import { readLog } from './stored-log';
import { readTape, writeTape } from './tape';

export interface ChaosOptions {
  readonly seed: number;
  readonly events: number;
  /** In all; they are spread over the streams. */
  readonly faults: number;
  readonly streams: number;
  /** Real ms between two faults of one stream, at most. */
  readonly pauseMs: number;
  /** Built for Node: hub-process and stream-process. */
  readonly scripts: { readonly hub: string; readonly stream: string };
  /** Empty, for everything that the run writes. */
  readonly directory: string;
  readonly say: (line: string) => void;
  /** The real app takes part, and bears so many faults beside those of the streams. */
  readonly app?: { readonly faults: number; readonly open: typeof AppRunner.open };
}

export interface ChaosReport {
  readonly verdict: Verdict;
  readonly recoveries: ReadonlyMap<string, Recovery>;
  readonly tookMs: number;
  readonly commands: { readonly given: number; readonly repeated: number };
  /** Connections that were lost and joins that were asked for again, by all streams but the app's. */
  readonly losses: number;
  readonly rejoins: number;
  readonly kills: { readonly hub: number; readonly stream: number; readonly appStream: number; readonly appPage: number };
  /** KiB; the app: all its processes together. */
  readonly peakMemory: { readonly hub: number; readonly stream: number; readonly app: number };
  readonly troubles: readonly string[];
}

const END_MS = 300_000;
const COMMANDS_AT_ONCE = 12;
const FLOOD_EVENTS = 25_000;
/** How often a lane waits until its target is live again before it injects the next fault. */
const PATIENCE = 0.25;
const SURFACES = ['wall', 'desk'] as const;

/** Plays one run to its end and judges it. Rejects when it cannot be ended; every process of it is gone afterwards. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const run = new ChaosRun(options, await prepare(options));
  try {
    return await run.play();
  } finally {
    await run.end();
  }
}

interface Stage {
  readonly token: string;
  readonly hub: HubRunner;
  readonly streams: readonly StreamRunner[];
  readonly senders: Senders;
}

async function prepare({ seed, events, streams: count, scripts, directory, say }: ChaosOptions): Promise<Stage> {
  const [tape, token] = [join(directory, 'tape'), randomUUID()];
  writeTape(tape, seed, events);
  say(`a tape of ${events} events is written`);
  const hub = new HubRunner(scripts.hub, { directory: join(directory, 'log'), tape, events, token });
  const streams: StreamRunner[] = [];
  const senders = new Senders({
    random: seeded(seed + 1),
    atOnce: COMMANDS_AT_ONCE,
    streams: count,
    send: (stream, message) => streams[stream]?.command(message),
  });
  for (let index = 0; index < count; index += 1) {
    const proxy = await FaultProxy.open(() => hub.port);
    const name = `stream ${index}`;
    const [notes, cache] = [join(directory, `notes of ${name}`), join(directory, `picture of ${name}`)];
    streams.push(new StreamRunner(scripts.stream, { name, notes, cache, token, proxy, answered: senders.answered.bind(senders) }));
  }
  return { token, hub, streams, senders };
}

class ChaosRun {
  readonly #options: ChaosOptions;
  readonly #stage: Stage;
  readonly #recoveries = new Recoveries();
  #app: AppRunner | null = null;

  constructor(options: ChaosOptions, stage: Stage) {
    this.#options = options;
    this.#stage = stage;
  }

  async play(): Promise<ChaosReport> {
    const { hub, streams, senders } = this.#stage;
    const { events, faults, app, say } = this.#options;
    await hub.start();
    for (const stream of streams) stream.start();
    await this.#openApp();
    const startedAt = performance.now();
    const all = faults + (app?.faults ?? 0);
    let noMore = false;
    const hand = setInterval(() => {
      senders.tick(noMore);
      hub.allow(allowedEvents(events, this.#recoveries.injected / all));
    }, 20);
    const progress = setInterval(() => say(this.#progress(performance.now() - startedAt)), 10_000);
    try {
      await this.#playLanes();
      noMore = true;
      const held = await this.#settle();
      return await this.#judge(held, performance.now() - startedAt);
    } finally {
      clearInterval(hand);
      clearInterval(progress);
    }
  }

  async end(): Promise<void> {
    const { hub, streams } = this.#stage;
    for (const stream of streams) {
      await stream.kill();
      await stream.proxy.close();
    }
    await this.#app?.end();
    await this.#app?.proxy.close();
    await hub.kill();
  }

  async #openApp(): Promise<void> {
    const { app, directory, say } = this.#options;
    const { hub, token } = this.#stage;
    if (app === undefined) return;
    const proxy = await FaultProxy.open(() => hub.port);
    this.#app = await app.open({ proxy, token, directory, notesOf: (surface) => join(directory, `notes of ${surface}`) });
    say('the app is open');
  }

  async #playLanes(): Promise<void> {
    const { seed, faults, pauseMs, app } = this.#options;
    const { hub, streams } = this.#stage;
    const head = () => hub.state?.head ?? 0;
    const common = { hub: { head, suffer: hub.suffer.bind(hub) }, patience: PATIENCE, recoveries: this.#recoveries };
    const lanes = streams.map((target, lane) => {
      const random = seeded(seed * 1_000 + lane);
      const share = Math.floor(faults / streams.length) + (lane < faults % streams.length ? 1 : 0);
      return playLane({ ...common, target, drawn: drawFaults(STREAM_DRAWS, random), faults: share, random, pauseMs });
    });
    if (this.#app !== null && app !== undefined) {
      const random = seeded(seed * 1_000 + 999);
      const drawn = drawFaults(APP_DRAWS, random);
      lanes.push(playLane({ ...common, target: this.#app, drawn, faults: app.faults, random, pauseMs: pauseMs * 2, patience: 1 }));
    }
    await Promise.all(lanes);
  }

  /** The weather is clear and stays so: everybody comes to the head, every command to its outcome. */
  async #settle(): Promise<Held[]> {
    const { hub, streams, senders } = this.#stage;
    const until = performance.now() + END_MS;
    while (hub.state?.finished !== true || senders.open > 0) {
      if (performance.now() > until) throw new Error(`not settled: head ${hub.state?.head}, ${senders.open} commands without an outcome`);
      await sleep(100);
    }
    // Repetitions of commands that have their outcome already change nothing.
    await sleep(500);
    const head = hub.state?.head ?? 0;
    for (const target of [...streams, ...(this.#app === null ? [] : [this.#app])]) {
      if (!(await target.liveAt(head, END_MS))) this.#recoveries.missed.push(`not live: ${target.name} did not come to the head`);
    }
    return Promise.all(streams.map((stream) => stream.ask()));
  }

  async #judge(held: readonly Held[], tookMs: number): Promise<ChaosReport> {
    const { hub, streams, senders } = this.#stage;
    const { directory, events, say } = this.#options;
    const { digest: hubDigest = null, refusedEvents = 0 } = hub.state ?? {};
    for (const stream of streams) await stream.endInOrder({ kind: 'stop' });
    await this.#app?.end();
    await hub.endInOrder({ kind: 'stop' });
    say(`settled after ${Math.round(tookMs / 1_000)} s at seq ${held[0]?.seq}; the history is judged`);
    const notesOf = (name: string) => () => readNotes(join(directory, `notes of ${name}`));
    const verdict = checkHistory({
      settings: settingsOf(CITY),
      log: readLog(join(directory, 'log')),
      tape: readTape(join(directory, 'tape'), events),
      actor: ACTOR,
      commands: senders.history,
      observers: [
        ...streams.map(({ name }, index) => ({ name, notes: notesOf(name), held: held[index] ?? null })),
        ...SURFACES.map((name) => ({ name, notes: notesOf(name) })),
      ],
      hubDigest,
    });
    const sum = (name: Parameters<StreamRunner['count']>[0]) => streams.reduce((total, stream) => total + stream.count(name), 0);
    const never = (['discards', 'digestMismatches', 'misfits', 'uncredited'] as const).filter((name) => sum(name) > 0);
    const violations = [
      ...verdict.violations,
      ...this.#recoveries.missed,
      ...never.map((name) => `${name}: ${sum(name)}`),
      ...(refusedEvents > 0 ? [`refused: ${refusedEvents} events of the city by the hub`] : []),
    ];
    const app = this.#app;
    return {
      verdict: { ...verdict, violations },
      recoveries: this.#recoveries.byKind,
      tookMs,
      commands: { given: senders.history.length, repeated: senders.repeated },
      losses: sum('losses'),
      rejoins: sum('rejoins'),
      kills: {
        hub: hub.kills,
        stream: streams.reduce((total, stream) => total + stream.kills, 0),
        appStream: app?.kills.stream ?? 0,
        appPage: app?.kills.page ?? 0,
      },
      peakMemory: { hub: hub.peakMemory, stream: Math.max(...streams.map((stream) => stream.peakMemory)), app: app?.peakMemory ?? 0 },
      troubles: [hub, ...streams].flatMap(({ troubles }) => troubles),
    };
  }

  #progress(passedMs: number): string {
    const { hub, streams } = this.#stage;
    const head = hub.state?.head ?? 0;
    const states = streams.map(({ connection, seq }) => `${connection} ${seq - head}`).join(', ');
    const seconds = Math.round(passedMs / 1_000);
    return `${seconds} s: ${this.#recoveries.injected} faults, head ${head} (${Math.round(head / seconds)}/s), streams ${states}`;
  }
}

/** Half of the tape passes evenly while faults are injected, the other half in a few floods: whoever is away then falls too far behind for records. */
function allowedEvents(events: number, progress: number): number {
  const floods = Math.max(1, Math.round(events / 2 / FLOOD_EVENTS));
  return Math.ceil((events * (progress + Math.round(progress * floods) / floods)) / 2);
}
