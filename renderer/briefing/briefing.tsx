import { useEffect, useRef, useState } from 'react';
import { LinkContext, useLink, useTile } from '../board/context';
import { ChartMedium } from '../charts/chart';
import { hasCalls } from '../charts/day-series';
import { dayText, clockText } from '../parts/city-time';
import { FreshnessProvider } from '../parts/freshness';
import { useWords } from '../parts/words';
import { AppendixPage } from './appendix-page';
import './briefing.css';
import { CallsPage } from './calls-page';
import { frozenLink } from './frozen-link';
import { OverviewPage } from './overview-page';

/** A document of one moment: waits for the first live picture, then draws that one and no other. */
export function Briefing() {
  const words = useWords();
  const { board } = useLink();
  const [frozen, setFrozen] = useState(() => frozenLink(board));
  useEffect(() => {
    if (frozen !== null) return undefined;
    const look = () => setFrozen((held) => held ?? frozenLink(board));
    look();
    return board.subscribe('moment', look);
  }, [board, frozen]);
  if (frozen === null) return <p className="briefing-waiting">{words.t('briefing.waiting')}</p>;
  return (
    <LinkContext value={frozen}>
      <FreshnessProvider>
        <ChartMedium value="svg">
          <Pages />
        </ChartMedium>
      </FreshnessProvider>
    </LinkContext>
  );
}

function Pages() {
  const words = useWords();
  const { board } = useLink();
  const city = useTile('city');
  const floor = useTile('floor');
  // A source without calls has nothing to say of them.
  const calls = floor !== undefined && hasCalls(floor);
  const of = calls ? 4 : 2;
  const told = useRef(false);
  const { moment } = board;
  useEffect(() => {
    if (moment === null || city === undefined) return undefined;
    document.title = words.t('briefing.file', {
      hotline: city.hotline === '' ? words.name(city.name) : city.hotline,
      at: `${dayText(moment.cityNow, city.zone)}T${clockText(moment.cityNow, city.zone).replaceAll(':', '-')}`,
    });
    let wanted = true;
    const tell = async () => {
      await painted();
      if (!wanted || told.current) return;
      told.current = true;
      window.hotlineWall.briefingReady(moment.seq);
    };
    void tell();
    return () => {
      wanted = false;
    };
  }, [moment, city, words]);
  return (
    <>
      <OverviewPage page={{ number: 1, of }} />
      {calls ? <CallsPage page={{ number: 2, of }} /> : null}
      {calls ? <AppendixPage part="calls" page={{ number: 3, of }} /> : null}
      <AppendixPage part="cases" page={{ number: of, of }} />
    </>
  );
}

/**
 * Resolves when everything is on the page: sizes are measured, fonts have come for all the text that is there, charts and map are drawn with
 * them, and that has been painted.
 */
async function painted(): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  // Twice: parts that measure themselves draw in the frame after the one in which they appear, and their text may ask for more fonts.
  for (let pass = 0; pass < 2; pass += 1) {
    await frame();
    await document.fonts.ready;
    await frame();
  }
}
