import { useLayoutEffect, useState } from 'react';
import { wallScale, type WallScale } from './type-scale';
import { useGeometry } from './wall-screen';

/** Keeps --base of the page at what screen, distance and window ask for. */
export function useWallScale(): WallScale {
  const geometry = useGeometry();
  const [box, setBox] = useState(boxNow);
  useLayoutEffect(() => {
    const measure = () => setBox(boxNow());
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  const scale = wallScale(box, geometry);
  useLayoutEffect(() => {
    document.documentElement.style.setProperty('--base', `${scale.basePx.toFixed(3)}px`);
  }, [scale.basePx]);
  return scale;
}

function boxNow() {
  return { width: window.innerWidth, height: window.innerHeight, screenHeight: Math.max(window.screen.height, window.innerHeight) };
}
