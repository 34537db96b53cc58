import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useState } from 'react';
import type { Settings, WallScreen } from '../../shared/contract/bridge';
import { useSettings } from '../parts/settings';
import './pixel-shift.css';
import { usePixelShift } from './pixel-shift';

const ScreenContext = createContext<WallScreen | null>(null);

/** The display that this wall fills, as main tells it, also after it was moved to another one. */
export function WallScreenProvider({ first, children }: { readonly first: WallScreen; readonly children: ReactNode }) {
  const [screen, setScreen] = useState(first);
  useEffect(() => window.hotlineWall.onScreen(setScreen), []);
  // Before the first paint: the page has its margin from the beginning.
  useLayoutEffect(() => {
    document.documentElement.dataset['alone'] = String(screen.alone);
  }, [screen.alone]);
  usePixelShift(screen.alone);
  return <ScreenContext value={screen}>{children}</ScreenContext>;
}

export function useWallScreen(): WallScreen {
  const screen = useContext(ScreenContext);
  if (screen === null) throw new Error('useWallScreen outside of a wall');
  return screen;
}

/** Height of the screen and the distance that it is read from: as it is described, else as the settings say. */
export function useGeometry(): Settings['wall'] {
  const { wall } = useSettings();
  return useWallScreen().geometry ?? wall;
}
