import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CaseLog } from '../../electron/hub/log/case-log';
import { settingsOf } from '../../electron/stream/city-settings';
import type { PendingEvent } from '../../electron/hub/sources/source';
import type { LogRecord } from '../../shared/domain/events';
import { seeded } from '../connection/model';
import { CITY } from '../stream/random-city';
import { FaultProxy } from './fault-proxy';
import { drawFaults, type Fault, nameOf } from './faults';
import { checkHistory, type Verdict } from './history-checker';
import { readNotes } from './notes';
import { ACTOR, type Held } from './process-words';
import { HubRunner, StreamRunner } from './runners';
import { Senders } from './senders';
import { Tape, writeTape } from './tape';

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
}

/** How long one kind of fault kept a stream from being live at the head, ms, after it was over. */
export interface Recovery {
  readonly kind: string;
  readonly injected: number;
  /** Sorted. Shorter than `injected`: the next fault did not always wait. */
  readonly tookMs: readonly number[];
}

export interface ChaosReport {
  readonly verdict: Verdict;
  readonly recoveries: readonly Recovery[];
  readonly tookMs: number;
  readonly commands: { readonly given: number; readonly repeated: number };
  /** Connections that were lost and joins that were asked for again, by all streams. */
  readonly losses: number;
  readonly rejoins: number;
  readonly kills: { readonly hub: number; readonly stream: number };
  /** KiB. */
  readonly peakMemory: { readonly hub: number; readonly stream: number };
  readonly troubles: readonly string[];
}

/** Generous: this is about coming back at all, on a machine that may be busy with other things. */
const NOT_LIVE_MS = 120_000;
const END_MS = 180_000;
const COMMANDS_AT_ONCE = 12;
const FLOOD_EVENTS = 25_000;

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
  readonly hub: HubRunner;
  readonly streams: readonly StreamRunner[];
  readonly senders: Senders;
}

async function prepare({ seed, events, streams: count, scripts, directory, say }: ChaosOptions): Promise<Stage> {
  const [tape, token] = [join(directory, 'tape'), randomUUID()];
  writeTape(tape, seed, events);
  say(`a tape of ${events} events is written (seed ${seed})`);
  const hub = new HubRunner(scripts.hub, { directory: join(directory, 'log'), tape, events, token });
  const streams: StreamRunner[] = [];
  const senders = new Senders({
    random: seeded(seed + 1),
    atOnce: COMMANDS_AT_ONCE,
    streams: count,
    send: (stream, message) => streams[stream]?.tell(message),
  });
  for (let index = 0; index < count; index += 1) {
    const proxy = await FaultProxy.open(() => hub.port);
    const [notes, cache] = [join(directory, `notes-${index}`), join(directory, `picture-${index}`)];
    const answered = senders.answered.bind(senders);
    streams.push(new StreamRunner(scripts.stream, { notes, cache, token, proxy, answered }));
  }
  return { hub, streams, senders };
}

class ChaosRun {
  readonly #options: ChaosOptions;
  readonly #stage: Stage;
  readonly #recoveries = new Map<string, { injected: number; tookMs: number[] }>();
  readonly #missed: string[] = [];
  #faults = 0;
  /** One thing happens to the hub at a time. */
  #hubBusy: Promise<void> = Promise.resolve();

  constructor(options: ChaosOptions, stage: Stage) {
    this.#options = options;
    this.#stage = stage;
  }

  async play(): Promise<ChaosReport> {
    const { hub, streams, senders } = this.#stage;
    const { events, faults, say } = this.#options;
    const startedAt = performance.now();
    await hub.start();
    for (const stream of streams) stream.start();
    let noMore = false;
    const hand = setInterval(() => {
      senders.tick(noMore);
      hub.allow(allowedEvents(events, this.#faults / faults));
    }, 20);
    const progress = setInterval(() => say(this.#progress(performance.now() - startedAt)), 10_000);
    try {
      await Promise.all(streams.map((stream, lane) => this.#lane(stream, lane)));
      noMore = true;
      const held = await this.#settle();
      return this.#judge(held, performance.now() - startedAt);
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
    await hub.kill();
  }

  /** Draws faults for one stream, one after the other, until its share of them is done. */
  async #lane(stream: StreamRunner, lane: number): Promise<void> {
    const { seed, faults, streams, pauseMs, say } = this.#options;
    const random = seeded(seed * 1_000 + lane);
    const drawn = drawFaults(random);
    await stream.liveAt(0, NOT_LIVE_MS);
    for (let done = lane; done < faults; done += streams) {
      await sleep(random() * pauseMs);
      const fault = drawn.next().value as Fault;
      const patient = random() < 0.7;
      await this.#inject(stream, fault);
      this.#faults += 1;
      const kind = nameOf(fault);
      const entry = this.#recoveries.get(kind) ?? { injected: 0, tookMs: [] };
      this.#recoveries.set(kind, entry);
      entry.injected += 1;
      if (!patient) continue;
      const overAt = performance.now();
      if (await stream.liveAt(this.#stage.hub.state?.head ?? 0, NOT_LIVE_MS)) entry.tookMs.push(performance.now() - overAt);
      else {
        this.#missed.push(`stream ${lane} was not live again ${NOT_LIVE_MS} ms after ${JSON.stringify(fault)}`);
        say(this.#missed.at(-1) ?? '');
      }
    }
  }

  /** Resolves when the fault is over. */
  async #inject(stream: StreamRunner, fault: Fault): Promise<void> {
    const { hub } = this.#stage;
    const { proxy } = stream;
    switch (fault.kind) {
      case 'reset':
        proxy.reset();
        return;
      case 'cut':
        proxy.cutAfter(fault.afterBytes);
        return;
      case 'weather':
        proxy.weather = fault.weather;
        await sleep(fault.forMs);
        if (fault.thenReset) proxy.reset();
        proxy.weather = { kind: 'clear' };
        return;
      case 'kill-hub':
        return this.#toHub(async () => {
          await hub.kill();
          await hub.start();
        });
      case 'stop-hub':
        return this.#toHub(async () => {
          hub.freeze();
          await sleep(fault.forMs);
          hub.thaw();
        });
      case 'kill-stream':
        await stream.kill();
        stream.start();
        return;
      case 'stop-stream':
        stream.freeze();
        await sleep(fault.forMs);
        stream.thaw();
        return;
      case 'stall-page':
        stream.tell({ kind: 'stall', stalled: true });
        await sleep(fault.forMs);
        stream.tell({ kind: 'stall', stalled: false });
        return;
      case 'replace-page':
        stream.tell({ kind: 'replace-page' });
        return;
      case 'hub-clock':
        hub.clock(fault.offsetMs);
        return;
      case 'stream-clock':
        stream.tell({ kind: 'clock', offsetMs: fault.offsetMs });
        return;
    }
  }

  async #toHub(work: () => Promise<void>): Promise<void> {
    const before = this.#hubBusy;
    const mine = before.then(work);
    this.#hubBusy = mine;
    await mine;
  }

  /** The weather is clear and stays so: everybody comes to the head, every command to its outcome. */
  async #settle(): Promise<Held[]> {
    const { hub, streams, senders } = this.#stage;
    const until = performance.now() + END_MS;
    while (hub.state?.finished !== true || senders.open > 0) {
      if (performance.now() > until) throw new Error(`not settled: head ${hub.state?.head}, ${senders.open} commands without an outcome`);
      await sleep(100);
    }
    // Repetitions of commands that have their outcome already change nothing; the head is the last one after that.
    await sleep(500);
    const head = hub.state?.head ?? 0;
    for (const [index, stream] of streams.entries()) {
      if (!(await stream.liveAt(head, END_MS))) this.#missed.push(`stream ${index} did not come to the head`);
    }
    return Promise.all(streams.map((stream) => stream.ask()));
  }

  async #judge(held: readonly Held[], tookMs: number): Promise<ChaosReport> {
    const { hub, streams, senders } = this.#stage;
    const { directory, events, say } = this.#options;
    const hubDigest = hub.state?.digest ?? null;
    const refused = hub.state?.refusedEvents ?? 0;
    for (const stream of streams) await stream.endInOrder({ kind: 'stop' });
    await hub.endInOrder({ kind: 'stop' });
    say(`settled after ${Math.round(tookMs / 1_000)} s at seq ${held[0]?.seq}; the history is judged`);
    const verdict = checkHistory({
      settings: settingsOf(CITY),
      log: readLog(join(directory, 'log')),
      tape: readTape(join(directory, 'tape'), events),
      actor: ACTOR,
      commands: senders.history,
      observers: streams.map((_, index) => ({
        name: `stream ${index}`,
        notes: () => readNotes(join(directory, `notes-${index}`)),
        held: held[index] ?? null,
      })),
      hubDigest,
    });
    const sum = (name: Parameters<StreamRunner['count']>[0]) => streams.reduce((total, stream) => total + stream.count(name), 0);
    const wrong = (['discards', 'digestMismatches', 'misfits', 'uncredited'] as const).filter((name) => sum(name) > 0);
    return {
      verdict: {
        ...verdict,
        violations: [
          ...verdict.violations,
          ...this.#missed,
          ...wrong.map((name) => `${name}: ${sum(name)}`),
          ...(refused > 0 ? [`the hub refused ${refused} events of the city`] : []),
        ],
      },
      recoveries: [...this.#recoveries].map(([kind, entry]) => ({
        kind,
        injected: entry.injected,
        tookMs: entry.tookMs.toSorted((a, b) => a - b),
      })),
      tookMs,
      commands: { given: senders.history.length, repeated: senders.repeated },
      losses: sum('losses'),
      rejoins: sum('rejoins'),
      kills: { hub: hub.kills, stream: streams.reduce((total, stream) => total + stream.kills, 0) },
      peakMemory: { hub: hub.peakMemory, stream: Math.max(...streams.map((stream) => stream.peakMemory)) },
      troubles: [hub, ...streams].flatMap(({ troubles }) => troubles),
    };
  }

  #progress(passedMs: number): string {
    const { hub, streams } = this.#stage;
    const head = hub.state?.head ?? 0;
    const states = streams.map(({ connection, seq }) => `${connection} ${seq - head}`).join(', ');
    const seconds = Math.round(passedMs / 1_000);
    return `${seconds} s: ${this.#faults} of ${this.#options.faults} faults, head ${head} (${Math.round(head / seconds)}/s), streams ${states}`;
  }
}

/** Half of the tape passes evenly while faults are injected, the other half in a few floods: whoever is away then falls too far behind for records. */
function allowedEvents(events: number, progress: number): number {
  const floods = Math.max(1, Math.round(events / 2 / FLOOD_EVENTS));
  return Math.ceil((events * (progress + Math.round(progress * floods) / floods)) / 2);
}

function* readLog(directory: string): Generator<LogRecord> {
  const log = CaseLog.open({ directory, sourceIdentity: 'chaos', now: 0 });
  try {
    for (let last = 0; last < log.head;) {
      const page = log.readSince(last, 2_000);
      if (page.length === 0) return;
      yield* page;
      last = page.at(-1)?.seq ?? log.head;
    }
  } finally {
    log.close();
  }
}

function* readTape(file: string, events: number): Generator<PendingEvent> {
  const tape = new Tape(file, 0);
  try {
    for (let done = 0; done < events;) {
      const page = tape.read(1_000);
      if (page.length === 0) return;
      yield* page;
      done += page.length;
    }
  } finally {
    tape.close();
  }
}
