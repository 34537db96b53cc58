import { type ReactNode, StrictMode, useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge, Settings, Theme } from '../../shared/contract/bridge';
import type { Surface, Wants } from '../../shared/contract/frames';
import { type Link, LinkContext } from '../board/context';
import { openLink } from '../board/open-link';
import { afterPaint } from './drawing-turns';
import { giveBackTiles } from './give-back-tiles';
import { SettingsContext } from './settings';
import { WordsContext, wordsFor } from './words';
import { startPulse } from './pulse';

declare global {
  interface Window {
    readonly hotlineWall: Bridge;
  }
}

/**
 * Mounts one page, once its content is there: link to the stream, settings, language, theme and the pulse that proves that it paints. `theme`: for a page that is a document
 * and looks the same whatever the person has chosen for screens. Resolves with the link once the page is mounted.
 */
export async function mountPage(surface: Surface, wants: Wants, content: ReactNode, theme?: Theme): Promise<Link> {
  const root = document.querySelector('#root');
  if (root === null) throw new Error('The page has no #root element');
  const bridge = window.hotlineWall;
  const link = openLink(surface, wants, {
    bridge,
    window,
    now: () => performance.now(),
    afterPaint,
    nonce: () => crypto.randomUUID(),
  });
  startPulse(bridge, link.board);
  const [settings, drawn] = await Promise.all([bridge.settings(), content]);
  createRoot(root).render(
    <StrictMode>
      <LinkContext value={link}>
        <Frame first={settings} theme={theme}>
          {drawn}
        </Frame>
      </LinkContext>
    </StrictMode>,
  );
  giveBackTiles();
  return link;
}

interface FrameProps {
  readonly first: Settings;
  readonly theme: Theme | undefined;
  readonly children: ReactNode;
}

function Frame({ first, theme, children }: FrameProps) {
  const [settings, setSettings] = useState(first);
  useEffect(() => window.hotlineWall.onSettings(setSettings), []);
  const words = useMemo(() => wordsFor(settings.locale), [settings.locale]);
  useEffect(() => {
    document.documentElement.lang = settings.locale;
    document.documentElement.dataset['theme'] = theme ?? settings.theme;
  }, [settings, theme]);
  return (
    <SettingsContext value={settings}>
      <WordsContext value={words}>{children}</WordsContext>
    </SettingsContext>
  );
}
