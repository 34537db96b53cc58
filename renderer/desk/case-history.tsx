import { useEffect, useState } from 'react';
import type { Problem } from '../../shared/contract/problem';
import type { LogRecord } from '../../shared/domain/events';
import type { CaseKey } from '../../shared/domain/keys';
import { useLink, useTile } from '../board/context';
import { actorText } from '../parts/actor';
import { clockText, dayText, minuteText } from '../parts/city-time';
import { useWords } from '../parts/words';
import { toldOf } from './history-words';
import type { Names } from './names';
import { problemText } from './problem-words';

interface CaseHistoryProps {
  readonly caseKey: CaseKey;
  /** Asked again whenever it moves. */
  readonly version: number;
  readonly names: Names;
}

/** After the stream was lost. */
const ASK_AGAIN_MS = 2_000;

interface Held {
  readonly case: CaseKey;
  /** The version and the try that it was asked for. */
  readonly version: number;
  readonly attempt: number;
  readonly records: readonly LogRecord[];
  readonly problem: Problem | null;
}

/** Everything that has happened to a case, oldest first, in words. */
export function CaseHistory({ caseKey, version, names }: CaseHistoryProps) {
  const words = useWords();
  const link = useLink();
  const catalogue = useTile('catalogue');
  const zone = useTile('city')?.zone ?? 'UTC';
  const [held, setHeld] = useState<Held | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    let again: ReturnType<typeof setTimeout> | null = null;
    const ask = async () => {
      const { records, problem } = await link.history(caseKey);
      if (!wanted) return;
      const answer: Held = { case: caseKey, version, attempt, records, problem };
      // A lost connection comes back by itself; other problems wait for a person.
      if (problem?.type === 'unavailable') again = setTimeout(() => setAttempt((n) => n + 1), ASK_AGAIN_MS);
      // An answer without records must not take away what is on the screen already.
      setHeld((last) => (problem !== null && last?.case === caseKey ? { ...answer, records: last.records } : answer));
    };
    void ask();
    return () => {
      wanted = false;
      if (again !== null) clearTimeout(again);
    };
  }, [link, caseKey, version, attempt]);

  const shown = held?.case === caseKey ? held : null;
  const dueText = (at: number) => `${dayText(at, zone).slice(5)} ${minuteText(at, zone)}`;
  const entries = entriesOf(shown?.records ?? [], zone);
  return (
    <section className="history" aria-label={words.t('desk.history')} aria-busy={shown === null}>
      <h3>{words.t('desk.history')}</h3>
      {shown === null ? <p className="history-note">{words.t('desk.history.loading')}</p> : null}
      {shown !== null && shown.problem !== null ? (
        <p className="history-note" role="status">
          {words.t('desk.history.failed', { problem: problemText(shown.problem, words) })}{' '}
          <button type="button" className="filters-clear" onClick={() => setAttempt((n) => n + 1)}>
            {words.t('desk.action.retry')}
          </button>
        </p>
      ) : null}
      {shown !== null && shown.problem === null && shown.records.length === 0 ? (
        <p className="history-note">{words.t('desk.history.empty')}</p>
      ) : null}
      <ol>
        {entries.map(({ record, day, newDay }) => {
          const told = toldOf(record, names, words, dueText);
          if (told === null) return null;
          return (
            <li key={record.seq} data-testid="history-entry" data-kind={record.event.kind} data-seq={record.seq}>
              <time title={`${day} ${clockText(record.at, zone)} · #${record.seq}`}>
                {newDay ? <i>{day.slice(5)}</i> : null}
                {minuteText(record.at, zone)}
              </time>
              <div>
                <span>{told.text}</span>
                {told.reason === null || told.reason === '' ? null : <q>{words.t('desk.history.reason', { reason: told.reason })}</q>}
                <small>{actorText(record.by, words, catalogue)}</small>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Records with the city's day of each, and whether it begins one. */
function entriesOf(records: readonly LogRecord[], zone: string) {
  return records.map((record, place) => {
    const day = dayText(record.at, zone);
    const before = records[place - 1];
    return { record, day, newDay: before === undefined || dayText(before.at, zone) !== day };
  });
}
