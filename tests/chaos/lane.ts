import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultProxy } from './fault-proxy';
import { type Fault, type HubFault, nameOf, type OwnFault } from './faults';

/** A stream with its windows, and the network between it and the hub. */
export interface ChaosTarget {
  readonly name: string;
  readonly proxy: FaultProxy;
  /** Resolves when the fault is over. */
  suffer(fault: OwnFault): Promise<void>;
  /** Resolves when it is live and shows everything up to `seq`; false: not in time. */
  liveAt(seq: number, withinMs: number): Promise<boolean>;
}

/** What a lane injects into beside its own target. */
export interface LaneHub {
  readonly head: () => number;
  suffer(fault: HubFault): Promise<void>;
}

/** How long one kind of fault kept a stream from being live at the head, ms, after it was over. */
export interface Recovery {
  injected: number;
  /** Fewer than `injected`: the next fault does not always wait. */
  readonly tookMs: number[];
}

/** Recoveries of all lanes, by the name of the fault. */
export class Recoveries {
  readonly byKind = new Map<string, Recovery>();
  readonly missed: string[] = [];
  injected = 0;

  of(kind: string): Recovery {
    const known = this.byKind.get(kind) ?? { injected: 0, tookMs: [] };
    this.byKind.set(kind, known);
    return known;
  }
}

/** Generous: this is about coming back at all, on a machine that may be busy with other things. */
const NOT_LIVE_MS = 300_000;

export interface LaneOptions {
  readonly target: ChaosTarget;
  readonly hub: LaneHub;
  readonly drawn: Iterator<Fault, never>;
  readonly faults: number;
  readonly random: () => number;
  /** Real ms between two faults, at most. */
  readonly pauseMs: number;
  /** How often the next fault waits until the target is live again, in [0, 1]. */
  readonly patience: number;
  readonly recoveries: Recoveries;
}

/** Injects faults into one target, one after the other. */
export async function playLane(options: LaneOptions): Promise<void> {
  const { target, hub, drawn, faults, random, pauseMs, recoveries } = options;
  await target.liveAt(0, NOT_LIVE_MS);
  for (let done = 0; done < faults; done += 1) {
    await sleep(random() * pauseMs);
    const fault = drawn.next().value;
    const waits = random() < options.patience;
    await inject(fault, target, hub);
    const recovery = recoveries.of(nameOf(fault));
    recovery.injected += 1;
    recoveries.injected += 1;
    if (!waits) continue;
    const overAt = performance.now();
    if (await target.liveAt(hub.head(), NOT_LIVE_MS)) recovery.tookMs.push(performance.now() - overAt);
    else recoveries.missed.push(`not live: ${target.name} was not live again ${NOT_LIVE_MS} ms after ${JSON.stringify(fault)}`);
  }
}

/** Resolves when the fault is over. */
async function inject(fault: Fault, target: ChaosTarget, hub: LaneHub): Promise<void> {
  const { proxy } = target;
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
    case 'stop-hub':
    case 'hub-clock':
      return hub.suffer(fault);
    default:
      return target.suffer(fault);
  }
}
