import { useEffect, useState } from 'react';
import type { WallPage } from '../../shared/contract/wall-pages';
import { useLink, useMoment, useTile, clockAt, useClock } from '../board/context';
import { clockText, dateText, dayText, offsetText } from '../parts/city-time';
import { Explained } from '../parts/explained';
import { formatCount, formatSeconds } from '../parts/figures';
import { useFreshness } from '../parts/freshness';
import { useSettings } from '../parts/settings';
import { Sign } from '../parts/sign';
import { PastLabel, SourceLabel } from '../parts/source-label';
import { useWords } from '../parts/words';
import { connectionText } from '../parts/connection-text';
import { LinkBand } from './link-band';
import { pageTitle } from './pages';
import './wall-header.css';

/** Whose wall this is, in which mode it works, what feeds it, whether the picture is live, and the city's own time. */
export function WallHeader({ page }: { readonly page: WallPage }) {
  const words = useWords();
  const city = useTile('city');
  const title = city === undefined ? words.t('product') : words.t('wall.title', { city: words.name(city.name), hotline: city.hotline });
  return (
    <header className="wall-header">
      <h1 title={title}>
        <span>{title}</span>
        {city === undefined ? null : <span>· {pageTitle(page, words)}</span>}
      </h1>
      <ModeBadge />
      <SourceLabel />
      <PastLabel />
      <LinkBand />
      <LinkState />
      <CityClock />
    </header>
  );
}

function ModeBadge() {
  const words = useWords();
  const emergency = useTile('emergency');
  const city = useTile('city');
  if (emergency === undefined || city === undefined) return null;
  const { open } = emergency;
  if (open === null) return <span className="wall-mode">{words.t('wall.mode.normal')}</span>;
  return (
    <span className="wall-mode" data-mode={open.drill ? 'drill' : 'emergency'}>
      {words.t(open.drill ? 'wall.mode.drill' : 'wall.mode.emergency')}
    </span>
  );
}

function LinkState() {
  const words = useWords();
  const link = useTile('link');
  const city = useTile('city');
  const { fresh, state, ageMs } = useFreshness();
  if (link === undefined) return null;
  // A link that calls itself live but has fallen silent is stale all the same.
  const shown = state === 'stale' ? ({ state, sinceMs: ageMs ?? 0 } as const) : link.connection;
  return (
    <div className="wall-link" data-fresh={fresh} data-testid="connection" data-state={state}>
      <Explained term="latency" className="wall-link-line">
        {fresh ? <i className="wall-link-dot" /> : <Sign level="watch" />}
        <span>{fresh ? words.t(link.past === null ? 'link.live' : 'time.past') : connectionText(shown, words)}</span>
        {fresh ? <Delay /> : null}
      </Explained>
      {city === undefined ? null : (
        <Explained term="sequence" className="wall-link-line">
          <SequenceNumber />
        </Explained>
      )}
    </div>
  );
}

function Delay() {
  const words = useWords();
  const { ageMs } = useClock();
  return <span className="wall-link-delay">{ageMs === null ? '' : words.t('wall.delay', { s: formatSeconds(ageMs) })}</span>;
}

function SequenceNumber() {
  const words = useWords();
  const moment = useMoment();
  return <span>{moment === null ? '' : words.t('wall.sequence', { seq: formatCount(moment.seq, words.locale) })}</span>;
}

/** Ticks when the city's second turns, not when this page happened to load. */
function CityClock() {
  const { board } = useLink();
  const { locale } = useSettings();
  const zone = useTile('city')?.zone;
  const recorded = useTile('link')?.source?.kind === 'replay';
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const { cityNow } = clockAt(board.moment, performance.now());
      setNow(cityNow === null ? null : Math.floor(cityNow / 1_000) * 1_000);
      const speed = board.moment?.speed ?? 1;
      timer = setTimeout(tick, cityNow === null || speed === 0 ? 1_000 : speed !== 1 ? 250 : 1_005 - (cityNow % 1_000));
    };
    tick();
    return () => clearTimeout(timer);
  }, [board]);
  if (now === null || zone === undefined) return null;
  return (
    <div className="wall-clock">
      <div>
        {/* A recorded day is told from today by its year. */}
        <span>{recorded ? dayText(now, zone) : dateText(now, zone, locale)}</span>
        <small>
          {zone} {offsetText(now, zone)}
        </small>
      </div>
      <time>{clockText(now, zone)}</time>
    </div>
  );
}
