import type { ReactNode } from 'react';
import type { CaseRow } from '../../shared/contract/frames';
import { NONE } from '../../shared/domain/keys';
import { HOUR_MS } from '../../shared/time/instant';
import { useClock, useTile } from '../board/context';
import { dateText, minuteText } from '../parts/city-time';
import { useFreshness } from '../parts/freshness';
import { Lock } from '../parts/sign';
import { useWords } from '../parts/words';
import './case-drawer.css';
import { CaseHistory } from './case-history';
import { dueOf } from './due';
import type { Names } from './names';

interface CaseDrawerProps {
  /** undefined: not here yet; null: the hub no longer holds it. */
  readonly row: CaseRow | null | undefined;
  readonly names: Names;
  readonly onClose: () => void;
  readonly onReassign: (row: CaseRow) => void;
  readonly onUrge: (row: CaseRow) => void;
  readonly mayReassign: (row: CaseRow) => boolean;
  readonly mayUrge: (row: CaseRow) => boolean;
  /** false: the keys act on a selection elsewhere, and the buttons here step back. */
  readonly keysActHere: boolean;
}

/** One case: what it is, how long it still has, everything that has happened to it, and what can be done. */
export function CaseDrawer({ row, names, onClose, onReassign, onUrge, mayReassign, mayUrge, keysActHere }: CaseDrawerProps) {
  const words = useWords();
  const { fresh } = useFreshness();
  return (
    <aside
      className="drawer"
      data-testid="case-drawer"
      data-case={row?.case}
      data-version={row?.version}
      data-unit={row?.unit}
      aria-label={words.t('desk.drawer')}
    >
      <button type="button" className="icon-button drawer-close" onClick={onClose} aria-label={words.t('desk.action.close')}>
        ✕
      </button>
      {row === undefined ? <p className="drawer-nothing">{words.t('desk.drawer.loading')}</p> : null}
      {row === null ? (
        <div className="drawer-nothing">
          <strong>{words.t('desk.drawer.none')}</strong>
          <p>{words.t('desk.drawer.none-hint')}</p>
        </div>
      ) : null}
      {row === undefined || row === null ? null : (
        <>
          <div className="drawer-scroll" data-old={!fresh || undefined}>
            <h2>{names.category(row.category)}</h2>
            <p className="drawer-sub">
              {row.reference} · v{row.version}
            </p>
            <Deadline row={row} />
            <Facts row={row} names={names} />
            <CaseHistory caseKey={row.case} version={row.version} names={names} />
          </div>
          <footer className="drawer-foot">
            <button type="button" className="button" disabled={!mayUrge(row)} onClick={() => onUrge(row)} aria-keyshortcuts="u">
              {words.t('desk.action.urge')} {keysActHere ? <kbd className="key">U</kbd> : null}
            </button>
            <button
              type="button"
              className={keysActHere ? 'button button-primary' : 'button'}
              disabled={!mayReassign(row)}
              onClick={() => onReassign(row)}
              aria-keyshortcuts="r"
            >
              {words.t('desk.action.reassign')} {keysActHere ? <kbd className="key">R</kbd> : null}
            </button>
          </footer>
        </>
      )}
    </aside>
  );
}

/** The time that is left, large, and how much of it is used up. */
function Deadline({ row }: { readonly row: CaseRow }) {
  const words = useWords();
  const city = useTile('city');
  const { cityNow } = useClock(1_000);
  if (city === undefined || cityNow === null) return null;
  const due = dueOf(row, cityNow, city.horizonMs, words);
  if (due.state === 'none') return <p className="drawer-due-none">{words.t('desk.drawer.no-deadline')}</p>;
  const length = Math.max(HOUR_MS / 60, row.dueAt - row.receivedAt);
  const used = (cityNow - row.receivedAt) / length;
  return (
    <div className="drawer-due" data-due={due.state}>
      <b>{due.text}</b>
      <span>
        {words.t('desk.drawer.due', { at: `${minuteText(row.dueAt, city.zone)} · ${dateText(row.dueAt, city.zone, words.locale)}` })}
      </span>
      <div
        className="drawer-bar"
        role="meter"
        aria-label={words.t('desk.drawer.bar')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(Math.min(1, Math.max(0, used)) * 100)}
      >
        {/* Past the end the scale shrinks, so that the part that is over can be seen beside the part that was allowed. */}
        <i style={{ width: `${(Math.min(1, used) / Math.max(1, used)) * 100}%` }} />
        {used > 1 ? <em style={{ width: `${(1 - 1 / used) * 100}%` }} /> : null}
      </div>
    </div>
  );
}

function Facts({ row, names }: { readonly row: CaseRow; readonly names: Names }) {
  const words = useWords();
  const city = useTile('city');
  const root = names.categoryRoot(row.category);
  const zone = city?.zone ?? 'UTC';
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.t('desk.fact.status'), words.t(`desk.status.${row.status}`)],
    [words.t('desk.fact.unit'), row.unit === NONE ? words.t('desk.fact.no-unit') : names.unit(row.unit)],
    [words.t('desk.fact.area'), names.area(row)],
    [words.t('desk.fact.category'), root === null ? names.category(row.category) : `${root} · ${names.category(row.category)}`],
    [words.t('desk.fact.grade'), words.t(`unit.grade.${row.grade}`)],
    [words.t('desk.fact.channel'), words.t(`desk.channel.${row.channel}`)],
    [words.t('desk.fact.received'), `${minuteText(row.receivedAt, zone)} · ${dateText(row.receivedAt, zone, words.locale)}`],
    [words.t('desk.fact.urges'), words.t('desk.fact.urges-count', { n: row.urges })],
    [
      words.t('desk.fact.caller'),
      <span key="caller" className="drawer-withheld">
        <Lock label={words.t('desk.fact.caller-withheld')} /> {words.t('desk.fact.caller-withheld')}
      </span>,
    ],
  ];
  return (
    <dl className="drawer-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
