import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { StyleSpecification } from 'maplibre-gl';
import type { DurationMs } from '../../shared/time/instant';
import type { Camera } from './camera';
import type { Ground } from './ground';
import { type HandEvent, watchHands } from './hands';

/** A map that nobody has touched for so long shows the whole city again and lets go of MapLibre: a wall is for all who look at it. */
const HOME_AFTER_MS: DurationMs = 120_000;
/** Of what hands do while MapLibre is being loaded. */
const MOST_WAITING = 32;

export interface HeldGround {
  readonly camera: Camera;
  /** vectors: nobody holds the map; coming: they still are the ground, and MapLibre is on its way; webgl: MapLibre has drawn the ground. */
  readonly ground: 'vectors' | 'coming' | 'webgl';
  /** Somebody has moved the map. */
  readonly moved: boolean;
  /** There is no WebGL here, so the map stays where it is. */
  readonly fixed: boolean;
  /** Shows the whole city again. */
  readonly goHome: () => void;
}

interface Options {
  /** Takes the focus and what hands do. */
  readonly box: RefObject<HTMLElement | null>;
  /** MapLibre's own. */
  readonly element: RefObject<HTMLElement | null>;
  readonly style: StyleSpecification;
  readonly home: Camera;
  /** Nobody gets further away. */
  readonly farthest: Camera;
}

/**
 * The camera that hands move. MapLibre (a worker, a WebGL context, some 80 MB) comes when somebody takes hold of the map, begins at the camera that is shown, and does then
 * what hands have done meanwhile; it goes when the map has been left alone.
 */
export function useHeldGround({ box, element, style, home, farthest }: Options): HeldGround {
  const [held, setHeld] = useState(false);
  const [mapLibre, setMapLibre] = useState<Ground | null>(null);
  const [drawn, setDrawn] = useState(false);
  const [moved, setMoved] = useState<Camera | null>(null);
  const [fixed, setFixed] = useState(false);
  const waiting = useRef<HandEvent[]>([]);
  const { width, height } = home;
  // Once somebody has moved the map it stays where they put it, also when the window changes its size.
  const camera = useMemo(() => (moved === null ? home : { ...moved, width, height }), [moved, home, width, height]);
  const goHome = useCallback(() => setMoved(null), []);

  useEffect(() => {
    const target = box.current;
    if (target === null || fixed) return undefined;
    let alone: ReturnType<typeof setTimeout> | undefined;
    const leave = () => {
      setMoved(null);
      setHeld(false);
    };
    const unwatch = watchHands(target, {
      onGesture(event) {
        if (drawn) {
          // All else reaches MapLibre by itself; keys go where the focus is.
          if (event instanceof KeyboardEvent) mapLibre?.act([event]);
          return;
        }
        if (waiting.current.length < MOST_WAITING) waiting.current.push(event);
        setHeld(true);
      },
      onTouch: () => setHeld(true),
      onHome: goHome,
      onBusy() {
        clearTimeout(alone);
        alone = setTimeout(leave, HOME_AFTER_MS);
      },
    });
    if (held) alone = setTimeout(leave, HOME_AFTER_MS);
    return () => {
      clearTimeout(alone);
      unwatch();
    };
  }, [box, held, drawn, mapLibre, fixed, goHome]);

  useEffect(() => {
    const target = element.current;
    if (!held || target === null) return undefined;
    let made: Ground | null = null;
    let gone = false;
    const make = async () => {
      const { Ground: MapLibreGround } = await import('./ground');
      if (gone) return;
      made = new MapLibreGround({
        element: target,
        onMove: setMoved,
        onDrawn: setDrawn,
        onRefused() {
          setFixed(true);
          setMoved(null);
          setHeld(false);
        },
      });
      setMapLibre(made);
    };
    void make();
    return () => {
      gone = true;
      waiting.current = [];
      setMapLibre(null);
      setDrawn(false);
      made?.dispose();
    };
  }, [element, held]);

  useEffect(() => {
    mapLibre?.show(style, camera, farthest);
  }, [mapLibre, style, camera, farthest]);

  useEffect(() => {
    if (drawn) mapLibre?.act(waiting.current.splice(0));
  }, [drawn, mapLibre]);

  return { camera, ground: drawn ? 'webgl' : held ? 'coming' : 'vectors', moved: moved !== null, fixed, goHome };
}
