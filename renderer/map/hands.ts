/** What somebody does to a map with mouse or keyboard. */
export type HandEvent = WheelEvent | MouseEvent | KeyboardEvent;

export interface Hands {
  /** Part of a gesture that moves the map, in the order in which it was made. A press comes once it has become a drag: a click moves nothing. */
  readonly onGesture: (event: HandEvent) => void;
  /** Fingers are on the map. */
  readonly onTouch: () => void;
  /** Somebody asks for the whole city again. */
  readonly onHome: () => void;
  /** Whatever hands do over the map, also what moves nothing. */
  readonly onBusy: () => void;
}

/** A pressed pointer that has come so far drags; MapLibre's own tolerance. CSS pixels. */
const DRAG_PX = 3;
const MAIN_BUTTON = 0;
const MOVING_KEYS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', '+', '=', '-', '_']);
const HOME_KEYS = new Set(['Home', 'Escape']);

/** Watches what hands do to `element`, which takes the focus, until the returned function is called. Events that a program made are not hands. */
export function watchHands(element: HTMLElement, { onGesture, onTouch, onHome, onBusy }: Hands): () => void {
  const ended = new AbortController();
  const options = { signal: ended.signal, passive: true };
  let press: { readonly down: MouseEvent; drags: boolean; last: MouseEvent } | null = null;
  const made = <E extends HandEvent>(does: (event: E) => void) => {
    return (event: E) => {
      if (event.isTrusted) does(event);
    };
  };
  element.addEventListener('wheel', made(onGesture), options);
  element.addEventListener('dblclick', made(onGesture), options);
  element.addEventListener('touchstart', onTouch, options);
  element.addEventListener(
    'mousedown',
    made((down: MouseEvent) => {
      if (down.button === MAIN_BUTTON) press = { down, drags: false, last: down };
    }),
    options,
  );
  window.addEventListener(
    'mousemove',
    made((event: MouseEvent) => {
      if (press === null) return;
      press.last = event;
      const { down } = press;
      if (press.drags || Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < DRAG_PX) return;
      press.drags = true;
      onGesture(down);
    }),
    options,
  );
  window.addEventListener(
    'mouseup',
    made((event: MouseEvent) => {
      if (event.button !== MAIN_BUTTON) return;
      if (press?.drags === true) {
        onGesture(press.last);
        onGesture(event);
      }
      press = null;
    }),
    options,
  );
  element.addEventListener(
    'keydown',
    made((event: KeyboardEvent) => {
      if (HOME_KEYS.has(event.key)) onHome();
      // With the focus further inside the key has already been there.
      else if (MOVING_KEYS.has(event.key) && event.target === element) onGesture(event);
    }),
    options,
  );
  for (const kind of ['wheel', 'mousemove', 'mousedown', 'touchmove', 'keydown'] as const) element.addEventListener(kind, onBusy, options);
  return () => ended.abort();
}

/** The same event once more, for another element. */
export function again(event: HandEvent): HandEvent {
  if (event instanceof WheelEvent) return new WheelEvent(event.type, event);
  if (event instanceof KeyboardEvent) return new KeyboardEvent(event.type, event);
  return new MouseEvent(event.type, event);
}
