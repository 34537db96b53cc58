import type { ReactNode } from 'react';
import type { TimelineTile } from '../../shared/contract/frames';
import { useClock, useTile } from '../board/context';
import { minuteText } from '../parts/city-time';
import { FittedName } from '../parts/fitted-name';
import { useSize } from '../parts/size';
import { useWords } from '../parts/words';
import { useTokens } from '../theme/tokens';
import './timeline-bar.css';
import { type Known, toldEvents } from './tell-event';
import { useGeometry } from './wall-screen';

/** Rem that one entry needs to be read without guessing. */
const ENTRY_REM = { 'zh-CN': 23, en: 32 } as const;

/** What is older is no news to anybody who looks up now. */
const TOLD_FOR_MS = 3_600_000;
/** So often it is looked whether something has become old. */
const AGE_EVERY_MS = 10_000;

/** The latest things worth telling, newest first. It does not move: what is new stands at the left. */
export function TimelineBar({ readable, children }: { readonly readable: boolean; readonly children: ReactNode }) {
  const words = useWords();
  const timeline = useTile('timeline');
  const catalogue = useTile('catalogue');
  const tasks = useTile('tasks');
  const city = useTile('city');
  const [ref, size] = useSize<HTMLOListElement>();
  const { basePx } = useTokens();
  const room = Math.max(1, Math.floor(size.width / (ENTRY_REM[words.locale] * basePx)));
  return (
    <footer className="timeline-bar">
      <h2>{words.t('wall.timeline.title')}</h2>
      <ol ref={ref} style={{ gridTemplateColumns: `repeat(${room}, minmax(0, 1fr))` }}>
        {city === undefined ? null : <Entries count={room} known={{ city, catalogue, tasks }} entries={timeline?.entries ?? []} />}
      </ol>
      {readable ? null : <TooFar />}
      {children}
    </footer>
  );
}

/** This screen cannot be read from where the settings say that people stand: whoever set it up should know. */
function TooFar() {
  const words = useWords();
  const { distanceMm } = useGeometry();
  return <span className="timeline-too-far">{words.t('wall.tooFar', { metres: Number((distanceMm / 1_000).toFixed(1)) })}</span>;
}

interface EntriesProps {
  readonly count: number;
  readonly known: Known;
  readonly entries: TimelineTile['entries'];
}

function Entries({ count, known, entries }: EntriesProps) {
  const words = useWords();
  const { cityNow } = useClock(AGE_EVERY_MS);
  const recent = entries.filter(({ record }) => cityNow === null || record.at > cityNow - TOLD_FOR_MS);
  const told = toldEvents(recent, words, known);
  if (told.length === 0) return <li className="timeline-none">{words.t('wall.timeline.none')}</li>;
  return told.slice(0, count).map(({ record, telling, more }) => (
    <li key={record.seq} data-kind={record.event.kind} data-weight={telling.weight} title={telling.text}>
      <time>{minuteText(record.at, known.city.zone)}</time>
      <b>{telling.sign}</b>
      <span className="timeline-text">
        <FittedName name={telling.text} />
      </span>
      {more === 0 ? null : <small>{words.t('wall.timeline.more', { more })}</small>}
    </li>
  ));
}
