import { useCallback, useRef, useState } from 'react';
import type { DurationMs, Instant } from '../../shared/time/instant';
import { useClock, useTile } from '../board/context';
import { minuteWithin, type Reach } from './playhead';

/** A slider that is dragged asks for ever new moments: the hub is asked for one of them so often. */
const EVERY_MS: DurationMs = 300;

export interface Playhead {
  readonly reach: Reach;
  readonly zone: string;
  /** Where it stands, or where it was put a moment ago. */
  readonly at: Instant;
  /** City ms per real ms; null: this is the present. */
  readonly speed: number | null;
  /** Shows that moment. */
  readonly put: (at: Instant, speed: number) => void;
}

/** Where this window is in time; null until the hub has said how far its log reaches. */
export function usePlayhead(): Playhead | null {
  const link = useTile('link');
  const zone = useTile('city')?.zone;
  const { cityNow } = useClock(250);
  const [wanted, setWanted] = useState<Instant | null>(null);
  const send = useRef(paced(EVERY_MS));
  const speed = link?.past?.speed ?? null;
  const arrived = wanted !== null && cityNow !== null && speed !== null && Math.abs(cityNow - wanted) < 60_000;
  if (arrived) setWanted(null);
  const put = useCallback((at: Instant, next: number) => {
    setWanted(at);
    send.current(() => window.hotlineWall.showPast({ at, speed: next }));
  }, []);
  if (link?.reach == null || zone === undefined || cityNow === null) return null;
  const present = link.past === null ? cityNow : link.reach.to;
  const reach = { from: link.reach.from, to: Math.max(link.reach.to, minuteWithin(present, { from: 0, to: present })) };
  return { reach, zone, at: wanted ?? cityNow, speed, put };
}

/** Does the first thing at once and of those that follow the newest, one every `everyMs`. */
function paced(everyMs: DurationMs): (work: () => void) => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let next: (() => void) | null = null;
  const rest = () => {
    timer = null;
    const work = next;
    next = null;
    if (work === null) return;
    timer = setTimeout(rest, everyMs);
    work();
  };
  return (work) => {
    if (timer === null) {
      timer = setTimeout(rest, everyMs);
      work();
    } else next = work;
  };
}
