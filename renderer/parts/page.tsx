import { type ReactNode, StrictMode, useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge, Settings } from '../../shared/contract/bridge';
import type { Surface, Wants } from '../../shared/contract/frames';
import { LinkContext } from '../board/context';
import { openLink } from '../board/open-link';
import { SettingsContext } from './settings';
import { WordsContext, wordsFor } from './words';
import { startPulse } from './pulse';

declare global {
  interface Window {
    readonly hotlineWall: Bridge;
  }
}

/** Mounts one page: link to the stream, settings, language, theme and the pulse that proves that it paints. */
export async function mountPage(surface: Surface, wants: Wants, content: ReactNode): Promise<void> {
  const root = document.querySelector('#root');
  if (root === null) throw new Error('The page has no #root element');
  const bridge = window.hotlineWall;
  const link = openLink(surface, wants, { bridge, window, now: () => performance.now(), nonce: () => crypto.randomUUID() });
  startPulse(bridge, link.board);
  const settings = await bridge.settings();
  createRoot(root).render(
    <StrictMode>
      <LinkContext value={link}>
        <Frame first={settings}>{content}</Frame>
      </LinkContext>
    </StrictMode>,
  );
}

function Frame({ first, children }: { readonly first: Settings; readonly children: ReactNode }) {
  const [settings, setSettings] = useState(first);
  useEffect(() => window.hotlineWall.onSettings(setSettings), []);
  const words = useMemo(() => wordsFor(settings.locale), [settings.locale]);
  useEffect(() => {
    document.documentElement.lang = settings.locale;
    document.documentElement.dataset['theme'] = settings.theme;
  }, [settings]);
  return (
    <SettingsContext value={settings}>
      <WordsContext value={words}>{children}</WordsContext>
    </SettingsContext>
  );
}
