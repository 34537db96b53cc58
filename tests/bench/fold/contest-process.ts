import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { loadCity } from '../../../electron/hub/sources/load-city';
import { toCity } from '../../../shared/city/to-city';
import { SteadyCity } from '../naive/steady-city';
import { CONTESTANTS, type ContestantName } from './contestants';

const SEED = 20_240_701;
/** Of the opening, so many records at a time. */
const OPENING = 10_000;
const [, script = '', name, open] = process.argv;

export interface Built {
  readonly columnBytes: number;
  /** Growth of the JavaScript heap. */
  readonly heapBytes: number;
}
export interface Round {
  /** Processor time of the whole process, collector included, in taking the round's messages. */
  readonly cpuMs: number;
  readonly ms: number;
  readonly answer: string;
  readonly bytes: number;
}

/** Whether this process was started to be a contestant. */
export function isContestProcess(): boolean {
  return name !== undefined && name in CONTESTANTS;
}

/** Folds `open` cases when told to build, then rounds of as many events as it is told. */
export async function beContestProcess(): Promise<void> {
  const contestant = CONTESTANTS[name as ContestantName](toCity(await loadCity('resources')));
  const size = Number(open);
  const city = new SteadyCity(size, SEED);
  const build = async (): Promise<Built> => {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let left = size; left > 0; left -= OPENING) await contestant.take(contestant.prepare(city.opening(OPENING)));
    collect();
    return { columnBytes: contestant.columnBytes(), heapBytes: process.memoryUsage().heapUsed - before };
  };
  const round = async (events: number): Promise<Round> => {
    const messages = contestant.prepare(city.next(events));
    // What making them has left behind is not the contestant's.
    collect();
    const before = process.cpuUsage();
    const startedAt = performance.now();
    await contestant.take(messages);
    const ms = performance.now() - startedAt;
    const cpu = process.cpuUsage(before);
    const bytes = messages.reduce((sum, message) => sum + message.length, 0);
    return { cpuMs: (cpu.user + cpu.system) / 1_000, ms, bytes, answer: contestant.answer() };
  };
  process.on('message', (ask: 'build' | number) => {
    void (ask === 'build' ? build() : round(ask)).then((answer) => process.send?.(answer));
  });
}

/** A contestant in a process of its own, so that none pays for another's heap. */
export class ContestProcess {
  readonly #child: ChildProcess;

  constructor(contestant: ContestantName, size: number) {
    this.#child = fork(script, [contestant, String(size)], { execArgv: ['--expose-gc', '--max-old-space-size=6000'] });
  }

  async build(): Promise<Built> {
    return (await this.#ask('build')) as Built;
  }

  async round(events: number): Promise<Round> {
    return (await this.#ask(events)) as Round;
  }

  stop(): void {
    this.#child.kill();
  }

  #ask(what: 'build' | number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`a contestant ended with ${code}`));
      this.#child.once('exit', ended);
      this.#child.once('message', (answer) => {
        this.#child.off('exit', ended);
        resolve(answer);
      });
      this.#child.send(what);
    });
  }
}

function collect(): void {
  (globalThis as { gc?: () => void }).gc?.();
}
