import { DAY_MS } from '../../shared/time/instant';
import type { Weather } from './fault-proxy';

/** Something that goes wrong on the way between one stream and the hub. */
export type NetworkFault =
  | { readonly kind: 'reset' }
  /** Reset when so many more bytes have come: in the middle of a frame of the websocket. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  | { readonly kind: 'weather'; readonly weather: Weather; readonly forMs: number; readonly thenReset: boolean };

export type HubFault =
  | { readonly kind: 'kill-hub' }
  | { readonly kind: 'stop-hub'; readonly forMs: number }
  | { readonly kind: 'hub-clock'; readonly offsetMs: number };

/** Something that goes wrong on one stream's own machine. */
export type OwnFault =
  | { readonly kind: 'kill-stream' }
  | { readonly kind: 'stop-stream'; readonly forMs: number }
  | { readonly kind: 'stream-clock'; readonly offsetMs: number }
  | { readonly kind: 'stall-page'; readonly forMs: number }
  /** A window goes without a word and another one takes its place. */
  | { readonly kind: 'replace-page' }
  /** kill -9 of a page's own process. */
  | { readonly kind: 'kill-page'; readonly surface: 'wall' | 'desk' };

export type Fault = NetworkFault | HubFault | OwnFault;

type Draws = readonly (readonly [weight: number, draw: (random: () => number) => Fault])[];

/** How often a kind is drawn, against all others, and one of it. */
const EVERYWHERE: Draws = [
  [20, () => ({ kind: 'reset' })],
  [12, (random) => ({ kind: 'cut', afterBytes: 1 + whole(random, random() < 0.3 ? 60_000 : 900) })],
  [8, (random) => storm({ kind: 'black-hole' }, silence(random), random)],
  [5, (random) => storm({ kind: 'half-open', silent: 'up' }, silence(random), random)],
  [7, (random) => storm({ kind: 'half-open', silent: 'down' }, silence(random), random)],
  [7, (random) => storm({ kind: 'slow', bytesPerSecond: 500 + whole(random, 40_000) }, 200 + whole(random, 2_500), random)],
  [7, (random) => storm({ kind: 'torn', pauseMs: 1 + whole(random, 120) }, 200 + whole(random, 1_200), random)],
  [4, (random) => storm({ kind: 'refusing' }, 100 + whole(random, 900), random)],
  [2, () => ({ kind: 'kill-hub' })],
  [3, (random) => ({ kind: 'stop-hub', forMs: 50 + whole(random, 1_200) })],
  [3, () => ({ kind: 'kill-stream' })],
  [4, (random) => ({ kind: 'stop-stream', forMs: 50 + whole(random, random() < 0.2 ? 7_000 : 1_200) })],
  [5, (random) => ({ kind: 'stall-page', forMs: 100 + whole(random, 2_000) })],
  [3, (random) => ({ kind: 'hub-clock', offsetMs: jump(random) })],
];

/** What can befall a stream under Node. */
export const STREAM_DRAWS: Draws = [
  ...EVERYWHERE,
  [6, () => ({ kind: 'replace-page' })],
  [3, (random) => ({ kind: 'stream-clock', offsetMs: jump(random) })],
];

/** What can befall the app: its clocks are its machine's. */
export const APP_DRAWS: Draws = [...EVERYWHERE, [40, (random) => ({ kind: 'kill-page', surface: random() < 0.5 ? 'wall' : 'desk' })]];

/** Faults from one chance. The first ones are one of each kind, in an order of that chance. */
export function* drawFaults(draws: Draws, random: () => number): Generator<Fault, never> {
  const once = draws.map(([, draw]) => draw);
  while (once.length > 0) yield once.splice(whole(random, once.length), 1)[0]!(random);
  const sum = draws.reduce((total, [weight]) => total + weight, 0);
  for (;;) {
    let left = random() * sum;
    for (const [weight, draw] of draws) {
      left -= weight;
      if (left >= 0) continue;
      yield draw(random);
      break;
    }
  }
}

/** How a fault is counted. */
export function nameOf(fault: Fault): string {
  if (fault.kind !== 'weather') return fault.kind;
  return fault.weather.kind === 'half-open' ? `half-open ${fault.weather.silent}` : fault.weather.kind;
}

function storm(weather: Weather, forMs: number, random: () => number): Fault {
  return { kind: 'weather', weather, forMs, thenReset: random() < 0.3 };
}

/** Mostly shorter than what makes a stream give its socket up, and now and then longer. */
function silence(random: () => number): number {
  return random() < 0.15 ? 5_500 + whole(random, 1_500) : 100 + whole(random, 1_500);
}

function jump(random: () => number): number {
  return (random() < 0.5 ? 1 : -1) * DAY_MS;
}

function whole(random: () => number, below: number): number {
  return Math.floor(random() * below);
}
