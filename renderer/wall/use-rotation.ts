import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { pagesOf, rotationOf, type WallRotation } from '../../shared/contract/rotation';
import { layoutPage, WALL_PAGES, type WallPage } from '../../shared/contract/wall-pages';
import { clockAt, type Link, useLink } from '../board/context';
import { minuteText } from '../parts/city-time';
import { useLayouts } from './layouts';
import { factsOf } from './rotation-facts';
import { beginRotation, leadOn, leadTo, rotate, type RotationState, type Showing, showing, toggleHold } from './rotation';
import { useWallScreen } from './wall-screen';

/** How often it is looked at what is to be shown. */
const LOOK_EVERY_MS = 1_000;

export interface Rotating extends Showing {
  /** In the order in which a hand leads through them. */
  readonly pages: readonly WallPage[];
  /** A hand holds the turns. */
  readonly held: boolean;
  /** Whether pages take turns at all. */
  readonly turns: boolean;
}

/**
 * The page to show: by the screen's rules, or by hand: arrow keys lead through the pages, the space bar holds the turns. `still`: the wall looks back, and stays where it
 * is. A wall with one page can be led through all that there are.
 */
export function useRotation(first: WallPage, still: boolean): Rotating {
  const { board } = useLink();
  const { rotation: screen, led } = useWallScreen();
  const rotation = useMemo(() => screen ?? rotationOf([first]), [screen, first]);
  const turns = rotation.turns.length > 1;
  const { layouts } = useLayouts();
  const pages = useMemo(
    () => (turns ? pagesOf(rotation) : [...WALL_PAGES, ...layouts.map(({ name }) => layoutPage(name))]),
    [rotation, turns, layouts],
  );
  const [shown, setShown] = useState<{ readonly page: WallPage; readonly because: Showing['because']; readonly held: boolean }>({
    page: rotation.turns[0]?.page ?? first,
    because: 'turn',
    held: false,
  });
  const state = useRef<{ readonly of: WallRotation; readonly is: RotationState } | null>(null);

  /** Brings the state up to now, does something to it, and shows what follows. */
  const turnOn = useCallback(
    (does: (is: RotationState) => RotationState = (is) => is) => {
      const now = performance.now();
      const before = state.current?.of === rotation ? state.current.is : beginRotation(rotation, now);
      const is = does(still ? { ...before, at: now } : rotate(rotation, before, factsNow(board, rotation), now));
      state.current = { of: rotation, is };
      const next = { ...showing(rotation, is), held: is.held };
      setShown((last) => (last.page === next.page && last.because === next.because && last.held === next.held ? last : next));
    },
    [board, rotation, still],
  );

  useEffect(() => {
    turnOn();
    const timer = setInterval(turnOn, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [turnOn]);

  // Every order once: what is done by hand afterwards holds.
  const followed = useRef(0);
  useEffect(() => {
    if (led === null || led.order === followed.current) return;
    followed.current = led.order;
    turnOn((is) => leadTo(is, led.page, led.forMs));
  }, [led, turnOn]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTaken(event.target)) return;
      if (event.key === 'ArrowLeft') turnOn((is) => leadOn(rotation, is, pages, -1));
      else if (event.key === 'ArrowRight') turnOn((is) => leadOn(rotation, is, pages, 1));
      else if (event.key === ' ') turnOn(toggleHold);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [turnOn, rotation, pages]);

  return useMemo(() => ({ ...shown, pages, turns }), [shown, pages, turns]);
}

/** What has the focus has a use of its own for these keys: a slider, a button, the map. */
function isTaken(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea, button, .city-map') !== null;
}

function factsNow(board: Link['board'], { alarms }: WallRotation): ReturnType<typeof factsOf> {
  const { cityNow } = clockAt(board.moment, performance.now());
  const city = board.tile('city');
  return factsOf(
    {
      cityNow,
      clock: cityNow === null || city === undefined ? null : minuteText(cityNow, city.zone),
      target: city?.serviceLevel.target ?? null,
      emergency: board.tile('emergency'),
      floor: board.tile('floor'),
      hotspots: board.tile('hotspots'),
    },
    alarms,
  );
}
