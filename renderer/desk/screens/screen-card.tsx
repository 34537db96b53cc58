import { useState } from 'react';
import type { Screens } from '../../../shared/contract/screens';
import { WALL_PAGES, type WallPage } from '../../../shared/contract/wall-pages';
import { ageText } from '../../parts/age';
import { formatCount, NO_DATA } from '../../parts/figures';
import { Sign } from '../../parts/sign';
import { wallPageName } from '../../parts/wall-page-names';
import { useWords, type Words } from '../../parts/words';
import { OutcomeLine } from './outcome-line';
import { RevokeButton } from './revoke-button';
import type { Requests } from './use-requests';

type Screen = Screens['screens'][number];
type Wall = Screens['walls'][number];

const MEGABYTE = 1024 * 1024;
/** What the screen of a machine is called that has one, and nobody named it. */
const ONLY_SCREEN = 'wall';
const STATE_LEVELS = { live: 'normal', stale: 'watch', absent: 'watch' } as const;

interface ScreenCardProps {
  readonly screen: Screen;
  /** The paired wall that it belongs to; undefined: none. */
  readonly wall: Wall | undefined;
  /** Seq of the log's last record. */
  readonly head: number;
  /** Address of its picture; undefined: there is none. */
  readonly picture: string | undefined;
  readonly requests: Requests;
}

/** One wall's window: what it looks like, how it is, and what can be asked of it. */
export function ScreenCard({ screen, wall, head, picture, requests }: ScreenCardProps) {
  const words = useWords();
  const { id, number, state, heardAgoMs } = screen;
  const [page, setPage] = useState<WallPage>(screen.page ?? 'overview');
  const asked = requests.asked.get(id);
  const busy = asked?.outcome === null;
  const off = busy || state === 'absent';
  return (
    <li className="screen-card" data-state={state} data-testid="screen-card" data-screen={screen.screen}>
      <div className="screen-picture">
        {picture === undefined ? (
          <span className="screen-no-picture">{words.t('desk.screens.no-picture')}</span>
        ) : (
          <img src={picture} alt={words.t('desk.screens.picture', { name: nameOf(screen, wall) })} />
        )}
        <b className="screen-badge">{number}</b>
      </div>
      <div className="screen-body">
        <header>
          <h3>{nameOf(screen, wall)}</h3>
          <span className="screen-state" data-level={STATE_LEVELS[state]}>
            <Sign level={STATE_LEVELS[state]} />{' '}
            {state === 'live'
              ? words.t('desk.screens.state.live')
              : words.t(`desk.screens.state.${state}`, { age: ageText(heardAgoMs, words) })}
          </span>
        </header>
        <p className="screen-place">{placeOf(screen, words)}</p>
        <dl className="screen-facts">
          {factsOf(screen, head, words).map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div className="screen-acts">
          <select
            aria-label={words.t('desk.screens.page')}
            value={page}
            disabled={off}
            onChange={(event) => setPage(event.target.value as WallPage)}
          >
            {pagesFor(screen).map((each) => (
              <option key={each} value={each}>
                {wallPageName(each, words)}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="button"
            data-act="show-page"
            disabled={off}
            onClick={() => void requests.ask(id, { kind: 'act', id, act: { kind: 'show-page', page } })}
          >
            {words.t('desk.screens.act.show-page')}
          </button>
          <button
            type="button"
            className="button"
            data-act="identify"
            disabled={off}
            onClick={() => void requests.ask(id, { kind: 'act', id, act: { kind: 'identify', number } })}
          >
            {words.t('desk.screens.act.identify')}
          </button>
          <button
            type="button"
            className="button"
            data-act="reload"
            disabled={off}
            onClick={() => void requests.ask(id, { kind: 'act', id, act: { kind: 'reload' } })}
          >
            {words.t('desk.screens.act.reload')}
          </button>
          {wall === undefined ? null : <RevokeButton wall={wall} requests={requests} about={id} />}
        </div>
        <OutcomeLine asked={asked} />
      </div>
    </li>
  );
}

/** Those that every wall has, and the layout that this one shows now. */
function pagesFor({ page }: Screen): readonly WallPage[] {
  return page === null || WALL_PAGES.some((each) => each === page) ? WALL_PAGES : [...WALL_PAGES, page];
}

function nameOf({ screen, actor }: Screen, wall: Wall | undefined): string {
  const name = wall?.name ?? actor.slice(actor.indexOf(':') + 1);
  return screen === ONLY_SCREEN ? name : `${name} · ${screen}`;
}

function placeOf({ place, display, widthPx, heightPx, app }: Screen, words: Words): string {
  return [place, display, `${widthPx}×${heightPx}`, words.t('desk.screens.app', { app })]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
}

function factsOf(screen: Screen, head: number, words: Words): readonly (readonly [string, string])[] {
  const { page, seq, ageMs, framesPerSecond, memoryBytes, uptimeMs, restart } = screen;
  const behind = Math.max(0, head - seq);
  const count = (value: number) => formatCount(value, words.locale);
  return [
    [words.t('desk.screens.fact.page'), page === null ? NO_DATA : wallPageName(page, words)],
    [words.t('desk.screens.fact.age'), ageMs === null ? NO_DATA : ageText(ageMs, words)],
    [words.t('desk.screens.fact.seq'), seq === 0 ? NO_DATA : count(seq)],
    [words.t('desk.screens.fact.behind'), seq === 0 ? NO_DATA : count(behind)],
    [
      words.t('desk.screens.fact.frames'),
      framesPerSecond === null ? NO_DATA : words.t('desk.screens.frames', { n: Math.round(framesPerSecond) }),
    ],
    [words.t('desk.screens.fact.memory'), memoryBytes === null ? NO_DATA : `${count(memoryBytes / MEGABYTE)} MB`],
    [words.t('desk.screens.fact.uptime'), ageText(uptimeMs, words)],
    [
      words.t('desk.screens.fact.restart'),
      restart === null
        ? words.t('desk.screens.no-restart')
        : words.t('desk.screens.restart', { age: ageText(restart.agoMs, words), reason: words.t(`desk.screens.reason.${restart.reason}`) }),
    ],
  ];
}
