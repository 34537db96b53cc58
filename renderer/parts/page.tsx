import { type ReactNode, StrictMode, useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge, Settings, Theme } from '../../shared/contract/bridge';
import type { Frame, Surface, Wants } from '../../shared/contract/frames';
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

export interface PageOptions {
  /** For a page that is a document and looks the same whatever the person has chosen for screens. */
  readonly theme?: Theme;
  /** What it shows until the stream is there; a page without waits for that. */
  readonly first?: Promise<Frame | null> | null;
}

/**
 * Mounts one page, once its content is there: link to the stream, settings, language, theme and the pulse that proves that it paints. Resolves with the link once the page is
 * mounted.
 */
export async function mountPage(
  surface: Surface,
  wants: Wants,
  content: ReactNode,
  { theme, first = null }: PageOptions = {},
): Promise<Link> {
  const root = document.querySelector('#root');
  if (root === null) throw new Error('The page has no #root element');
  const bridge = window.hotlineWall;
  const link = openLink(surface, wants, first, {
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
        <Chosen first={settings} theme={theme}>
          {drawn}
        </Chosen>
      </LinkContext>
    </StrictMode>,
  );
  giveBackTiles();
  return link;
}

interface ChosenProps {
  readonly first: Settings;
  readonly theme: Theme | undefined;
  readonly children: ReactNode;
}

function Chosen({ first, theme, children }: ChosenProps) {
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
