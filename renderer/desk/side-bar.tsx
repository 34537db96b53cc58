import { memo, type ReactNode } from 'react';
import { LOCALES, THEMES } from '../../shared/contract/bridge';
import { useTile } from '../board/context';
import { actorText } from '../parts/actor';
import { formatCount, NO_DATA } from '../parts/figures';
import { useFreshness } from '../parts/freshness';
import { useSettings } from '../parts/settings';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import type { DeskPage } from './desk-state';
import { type Filters, sameFilters } from './filters';
import './side-bar.css';
import { districtFilters, VIEWS } from './views';

interface SideBarProps {
  readonly page: DeskPage;
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
  readonly onFloor: () => void;
  readonly onLayouts: () => void;
  /** Something there is not saved. */
  readonly layoutsUnsaved: boolean;
  readonly onEmergency: () => void;
  readonly onScreens: () => void;
  readonly onBriefing: () => void;
  readonly briefingRuns: boolean;
}

/** The questions of the day with their live counts, the districts, and what commands the room. */
export const SideBar = memo(function SideBar(props: SideBarProps) {
  const { page, filters, onFilters, onFloor, onLayouts, layoutsUnsaved, onEmergency, onScreens, onBriefing, briefingRuns } = props;
  const words = useWords();
  const census = useTile('census');
  const deadlines = useTile('deadlines');
  const catalogue = useTile('catalogue');
  const city = useTile('city');
  const emergency = useTile('emergency')?.open ?? null;
  const districts = (census?.byDistrict ?? [])
    .filter((entry) => entry.district !== 0 && entry.open > 0)
    .toSorted((a, b) => b.open - a.open);
  return (
    <nav className="side" aria-label={words.t('desk.side')}>
      <h2 className="side-title">{words.t('desk.side.cases')}</h2>
      <ul>
        {VIEWS.map((view) => (
          <Entry
            key={view.id}
            id={view.id}
            label={words.t(view.label)}
            count={view.count(census, deadlines)}
            level={view.id === 'at-risk' && (deadlines?.breached ?? 0) > 0 ? 'broken' : 'normal'}
            current={page === 'cases' && sameFilters(filters, view.filters)}
            onChoose={() => onFilters(view.filters)}
          />
        ))}
      </ul>
      {districts.length === 0 ? null : (
        <>
          <h2 className="side-title">{words.t('desk.side.districts')}</h2>
          <ul className="side-districts">
            {districts.map((entry) => {
              const district = catalogue?.districts[entry.district];
              return (
                <Entry
                  key={entry.district}
                  id={`district-${entry.district}`}
                  label={district === undefined ? NO_DATA : words.name(district.name)}
                  count={entry.open}
                  level="normal"
                  current={page === 'cases' && sameFilters(filters, districtFilters(entry.district))}
                  onChoose={() => onFilters(districtFilters(entry.district))}
                />
              );
            })}
          </ul>
        </>
      )}
      <h2 className="side-title side-command">{words.t('desk.side.situation')}</h2>
      <ul>
        <FloorEntry current={page === 'floor'} onChoose={onFloor} />
      </ul>
      <h2 className="side-title">{words.t('desk.side.command')}</h2>
      <ul>
        <li>
          <button type="button" className="side-entry" onClick={onEmergency} disabled={city === undefined}>
            <span>{words.t('desk.side.emergency')}</span>
            <b data-level={emergency === null ? 'normal' : emergency.drill ? 'drill' : 'broken'}>
              {emergency === null
                ? words.t('desk.side.emergency-none')
                : words.t(emergency.drill ? 'desk.side.emergency-drill' : 'desk.side.emergency-open')}
            </b>
          </button>
        </li>
        <li>
          <button
            type="button"
            className="side-entry"
            data-testid="briefing-export"
            onClick={onBriefing}
            disabled={briefingRuns || city === undefined}
          >
            <span>{words.t('desk.side.briefing')}</span>
            <b>PDF · PNG</b>
          </button>
        </li>
        <li>
          <button type="button" className="side-entry" data-testid="desk-screens" aria-keyshortcuts="s" onClick={onScreens}>
            <span>{words.t('desk.side.screens')}</span>
            <kbd className="key">S</kbd>
          </button>
        </li>
        <li>
          <button type="button" className="side-entry" onClick={() => window.hotlineWall.openWall()}>
            <span>{words.t('desk.side.wall')}</span>
            <b aria-hidden="true">↗</b>
          </button>
        </li>
        <li>
          <button
            type="button"
            className="side-entry"
            data-testid="desk-layouts"
            aria-current={page === 'layouts' ? 'page' : undefined}
            aria-keyshortcuts="b"
            onClick={onLayouts}
          >
            <span>{words.t('layouts.title')}</span>
            {layoutsUnsaved ? <b>{words.t('layouts.unsaved')}</b> : <kbd className="key">B</kbd>}
          </button>
        </li>
      </ul>
      <Person />
    </nav>
  );
});

/** Calls and seats, with the seats that are announced to be short. */
function FloorEntry({ current, onChoose }: { readonly current: boolean; readonly onChoose: () => void }) {
  const words = useWords();
  const shortage = useTile('outlook')?.shortage ?? null;
  return (
    <li>
      <button
        type="button"
        className="side-entry"
        data-testid="desk-floor"
        aria-current={current ? 'page' : undefined}
        aria-keyshortcuts="c"
        onClick={onChoose}
      >
        <span>{words.t('desk.side.floor')}</span>
        {shortage === null ? (
          <kbd className="key">C</kbd>
        ) : (
          <b data-level="watch" title={words.t('desk.side.short-long', { n: formatCount(shortage.gapSeats, words.locale) })}>
            <Sign level="watch" /> {words.t('desk.side.short', { n: formatCount(shortage.gapSeats, words.locale) })}
          </b>
        )}
      </button>
    </li>
  );
}

interface EntryProps {
  readonly id: string;
  readonly label: string;
  readonly count: number | null;
  readonly level: 'normal' | 'broken';
  readonly current: boolean;
  readonly onChoose: () => void;
}

function Entry({ id, label, count, level, current, onChoose }: EntryProps): ReactNode {
  const words = useWords();
  const { fresh } = useFreshness();
  return (
    <li>
      <button type="button" className="side-entry" data-view={id} aria-current={current ? 'page' : undefined} onClick={onChoose}>
        <span title={label}>{label}</span>
        <b data-level={level} data-old={!fresh || undefined}>
          {count === null ? NO_DATA : formatCount(count, words.locale)}
        </b>
      </button>
    </li>
  );
}

/** Who sits here, and how this person reads the screen. */
function Person() {
  const words = useWords();
  const settings = useSettings();
  const link = useTile('link');
  const catalogue = useTile('catalogue');
  return (
    <footer className="side-person">
      <span className="side-actor" title={link?.actor}>
        {link === undefined ? NO_DATA : actorText(link.actor, words, catalogue)}
      </span>
      <div className="segmented" role="group" aria-label={words.t('desk.side.language')}>
        {LOCALES.map((locale) => (
          <button
            key={locale}
            type="button"
            lang={locale}
            aria-pressed={settings.locale === locale}
            onClick={() => void window.hotlineWall.changeSettings({ locale })}
          >
            {words.t(`desk.language.${locale}`)}
          </button>
        ))}
      </div>
      <div className="segmented" role="group" aria-label={words.t('desk.side.theme')}>
        {THEMES.map((theme) => (
          <button
            key={theme}
            type="button"
            aria-pressed={settings.theme === theme}
            onClick={() => void window.hotlineWall.changeSettings({ theme })}
          >
            {words.t(`desk.theme.${theme}`)}
          </button>
        ))}
      </div>
    </footer>
  );
}
