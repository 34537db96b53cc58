import { Sample } from '../spread';
import type { SeenColour } from './pixel-watch';

/** Event number n after `after` falls due at startedAt + n / rate. */
export interface Schedule {
  readonly after: number;
  readonly startedAt: number;
  readonly rate: number;
}

export interface ShownLatency {
  /** Ms from when an event fell due to the first pixels that show it, over all events. */
  readonly all: Sample;
  /** The same for the newest event of each picture alone. */
  readonly newest: Sample;
  /** Ms between two pictures. */
  readonly between: Sample;
}

/** Of each picture's events so many, evenly, stand for all of them. */
const PER_PICTURE = 64;

/** The seqs that a pixel has shown as its colour, against the schedule of the events, for pictures from `from` to `until`. */
export function shownLatency(
  seen: readonly SeenColour[],
  { after, startedAt, rate }: Schedule,
  { from, until }: { readonly from: number; readonly until: number },
): ShownLatency {
  const all: number[] = [];
  const newest: number[] = [];
  const between: number[] = [];
  let last: SeenColour | null = null;
  for (const shown of seen) {
    const seq = shown.colour;
    if (seq < after || (last !== null && seq < last.colour)) continue;
    if (last !== null && shown.at >= from && shown.at <= until) {
      const first = Math.max(last.colour, after) + 1;
      const count = Math.min(PER_PICTURE, seq - first + 1);
      for (let i = 0; i < count; i += 1) {
        const event = first + ((i + 0.5) * (seq - first + 1)) / count;
        all.push(shown.at - (startedAt + ((event - after) * 1_000) / rate));
      }
      newest.push(shown.at - (startedAt + ((seq - after) * 1_000) / rate));
      between.push(shown.at - last.at);
    }
    last = shown;
  }
  return { all: new Sample(all), newest: new Sample(newest), between: new Sample(between) };
}
