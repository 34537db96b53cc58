import { memo, type ReactNode } from 'react';
import { useClock, useLink, useTile } from '../board/context';
import { ageText } from '../parts/age';
import { connectionText } from '../parts/connection-text';
import { clockText, dateText } from '../parts/city-time';
import { Explained } from '../parts/explained';
import type { Term, TermValues } from '../parts/explanations';
import { formatCount, formatPercent, formatSeconds, NO_DATA } from '../parts/figures';
import { useFreshness } from '../parts/freshness';
import { type Level, occupancyLevel, serviceLevel, waitLevel } from '../parts/levels';
import { Sign } from '../parts/sign';
import { SourceLabel } from '../parts/source-label';
import { useWords } from '../parts/words';
import './top-bar.css';

interface TopBarProps {
  readonly onPalette: () => void;
  readonly onEmergency: () => void;
  readonly emergencyOpen: boolean;
}

/** What the duty must know at any moment, whatever the table shows. */
export const TopBar = memo(function TopBar({ onPalette, onEmergency, emergencyOpen }: TopBarProps) {
  const words = useWords();
  const past = useTile('link')?.past != null;
  const floor = useTile('floor');
  const deadlines = useTile('deadlines');
  const city = useTile('city');
  const count = (value: number | null | undefined) => (value === null || value === undefined ? null : formatCount(value, words.locale));
  const share = (value: number | null | undefined) => (value === null || value === undefined ? null : formatPercent(value));
  const service = floor?.service?.['30min'].value ?? null;
  const breached = deadlines?.breached ?? null;
  const atRisk = deadlines?.atRisk ?? null;
  return (
    <header className="top">
      <div className="top-name">
        <h1>{words.t('desk.title')}</h1>
        <SourceLabel />
      </div>
      <section className="top-figures" aria-label={words.t('desk.top.figures')}>
        <TopFigure
          term="queued"
          label={words.t('desk.top.queued')}
          value={count(floor?.queued)}
          level={waitLevel(floor?.longestWaitMs ?? null)}
        />
        <TopFigure
          term="serviceLevel"
          values={{ window: 30 }}
          label={words.t('desk.top.service', { threshold: (city?.serviceLevel.thresholdMs ?? 15_000) / 1_000 })}
          value={share(service)}
          level={serviceLevel(service, city?.serviceLevel.target ?? 0.95)}
        />
        <TopFigure
          term="occupancy"
          label={words.t('desk.top.occupancy')}
          value={share(floor?.occupancy)}
          level={occupancyLevel(floor?.occupancy ?? null)}
        />
        <TopFigure
          term="breached"
          testId="desk-breached"
          label={words.t('desk.top.breached')}
          value={count(breached)}
          level={(breached ?? 0) > 0 ? 'broken' : 'normal'}
        />
        <TopFigure
          term="atRisk"
          testId="desk-at-risk"
          label={words.t('desk.top.at-risk', { minutes: (city?.horizonMs ?? 3_600_000) / 60_000 })}
          value={count(atRisk)}
          level={(atRisk ?? 0) > 0 ? 'watch' : 'normal'}
        />
      </section>
      <div className="top-right">
        <Connection />
        <CityClock />
        <button
          type="button"
          className="button"
          onClick={onPalette}
          aria-label={words.t('desk.top.palette')}
          aria-keyshortcuts="Control+K Meta+K"
        >
          <kbd className="key">{shortcutText()}</kbd>
          <span className="top-word">{words.t('desk.top.palette')}</span>
        </button>
        {emergencyOpen || past || city === undefined ? null : (
          <button type="button" className="button button-alarm" data-testid="emergency-open" onClick={onEmergency} aria-keyshortcuts="e">
            {words.t('desk.top.emergency')}
          </button>
        )}
      </div>
    </header>
  );
});

/** How the palette's key is called on this machine. */
export function shortcutText(): string {
  return navigator.userAgent.includes('Mac OS') ? '⌘K' : 'Ctrl K';
}

interface TopFigureProps {
  readonly term: Term;
  readonly values?: TermValues;
  readonly label: string;
  readonly value: string | null;
  readonly level: Level;
  readonly testId?: string;
}

function TopFigure({ term, values, label, value, level, testId }: TopFigureProps): ReactNode {
  const words = useWords();
  const { fresh, ageMs } = useFreshness();
  const shown = value === null ? 'normal' : level;
  const old = !fresh && value !== null;
  return (
    <Explained term={term} {...(values === undefined ? {} : { values })} className="top-figure">
      <span className="top-label">
        <Sign level={shown} />
        {label}
      </span>
      <span>
        <b data-testid={testId} data-level={shown} data-old={old || undefined} data-none={value === null || undefined}>
          {value ?? NO_DATA}
        </b>
        {old && ageMs !== null ? <em>{words.t('parts.old', { age: ageText(ageMs, words) })}</em> : null}
      </span>
    </Explained>
  );
}

/** State of the link in a word, with the age of the picture on it. */
function Connection() {
  const words = useWords();
  const link = useTile('link');
  const { state, fresh, ageMs } = useFreshness();
  const { ageMs: heardMs } = useClock(500);
  const connection = link?.connection ?? { state: 'offline', reason: '' };
  // A link that calls itself live but has fallen silent is stale all the same.
  const shown = state === 'stale' ? ({ state, sinceMs: ageMs ?? 0 } as const) : connection;
  const text = fresh && link?.past != null ? words.t('time.past') : connectionText(shown, words);
  return (
    <Explained term="latency" className="top-figure top-connection">
      <span className="top-label">{words.t('desk.connection')}</span>
      <span className="top-connection-text" data-testid="desk-connection" data-state={state} data-fresh={fresh || undefined}>
        <i className="top-dot" aria-hidden="true" />
        {text}
        {fresh && heardMs !== null ? <em>{words.t('desk.connection.age', { seconds: formatSeconds(heardMs) })}</em> : null}
      </span>
    </Explained>
  );
}

/** The city's own time with its zone; runs on between frames, stands still while the source's clock does. */
function CityClock() {
  const words = useWords();
  const { board } = useLink();
  const city = useTile('city');
  const { cityNow } = useClock(250);
  if (city === undefined || cityNow === null || board.moment === null) return null;
  return (
    <div className="top-figure top-clock" title={words.t('desk.clock')}>
      <span className="top-label">
        {dateText(cityNow, city.zone, words.locale)} · {city.zone}
      </span>
      <time>{clockText(cityNow, city.zone)}</time>
    </div>
  );
}
