import { useLayoutEffect, useState } from 'react';
import { type WallBox, wallScale, type WallScale } from '../parts/type-scale';
import { useGeometry } from './wall-screen';

/** Keeps --base of the page at what screen, distance and window ask for. */
export function useWallScale(): WallScale {
  const geometry = useGeometry();
  const [box, setBox] = useState(boxNow);
  useLayoutEffect(() => {
    const measure = () => setBox((last) => same(last, boxNow()));
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  const scale = wallScale(box, geometry);
  useLayoutEffect(() => {
    document.documentElement.style.setProperty('--base', `${scale.basePx.toFixed(3)}px`);
  }, [scale.basePx]);
  return scale;
}

/** The room that the page has: the window without the margin that it moves in. */
function boxNow(): WallBox {
  const { clientWidth, clientHeight } = document.querySelector('#root') ?? document.documentElement;
  return { width: clientWidth, height: clientHeight, screenHeight: Math.max(window.screen.height, window.innerHeight) };
}

function same(last: WallBox, next: WallBox): WallBox {
  const { width, height, screenHeight } = next;
  return last.width === width && last.height === height && last.screenHeight === screenHeight ? last : next;
}
