import type { Arrival } from './follower';
import type { Stamps } from './paced-hub';
import type { SeenFrame } from './page-watch';
import { Sample } from '../spread';

/** Ms, for each event that was committed in a span of time. */
export interface Latencies {
  /** Happened in the city → committed by the hub. */
  readonly happened: Sample;
  /** Committed → had by a second client of the hub. */
  readonly wire: Sample;
  /** Had by a second client → the frame's message at the page. */
  readonly stream: Sample;
  /** Message → the page's elements say so. */
  readonly draw: Sample;
  /** Elements → painted. */
  readonly paint: Sample;
  /** Committed → painted: the whole. */
  readonly whole: Sample;
  /** Committed → painted in the tile that follows last. */
  readonly slowest: Sample;
  readonly frames: number;
  /** Between two paints. */
  readonly intervals: Sample;
  /** Committed in the span and painted by nobody until the end of the run. */
  readonly unseen: number;
}

/** Follows every event that was committed from `from` to `until` to the first frame on the page that holds it. */
export function latencies(
  stamps: Stamps,
  arrivals: readonly Arrival[],
  frames: readonly SeenFrame[],
  { from, until }: { readonly from: number; readonly until: number },
): Latencies {
  const lists = { happened: [], wire: [], stream: [], draw: [], paint: [], whole: [], slowest: [] } satisfies Record<string, number[]>;
  const add = (name: keyof typeof lists, ms: number) => (lists[name] as number[]).push(ms);
  let arrival = 0;
  let frame = 0;
  let slow = 0;
  let unseen = 0;
  for (let i = 0; i < stamps.committed.length; i += 1) {
    const committed = stamps.committed[i] ?? 0;
    if (committed < from || committed > until) continue;
    const seq = stamps.after + 1 + i;
    while ((arrivals[arrival]?.to ?? Infinity) < seq) arrival += 1;
    while ((frames[frame]?.seq ?? Infinity) < seq) frame += 1;
    while ((frames[slow]?.slowest ?? Infinity) < seq) slow += 1;
    const had = arrivals[arrival];
    const shown = frames[frame];
    if (had === undefined || shown === undefined) {
      unseen += 1;
      continue;
    }
    add('happened', committed - (stamps.happened[i] ?? 0));
    add('wire', had.at - committed);
    add('stream', shown.receivedAt - had.at);
    add('draw', shown.changedAt - shown.receivedAt);
    add('paint', shown.paintedAt - shown.changedAt);
    add('whole', shown.paintedAt - committed);
    const last = frames[slow];
    if (last !== undefined) add('slowest', last.paintedAt - committed);
  }
  const painted = frames.filter(({ paintedAt }) => paintedAt >= from && paintedAt <= until).map(({ paintedAt }) => paintedAt);
  return {
    happened: new Sample(lists.happened),
    wire: new Sample(lists.wire),
    stream: new Sample(lists.stream),
    draw: new Sample(lists.draw),
    paint: new Sample(lists.paint),
    whole: new Sample(lists.whole),
    slowest: new Sample(lists.slowest),
    frames: painted.length,
    intervals: new Sample(painted.slice(1).map((at, i) => at - (painted[i] ?? at))),
    unseen,
  };
}
