import { AsOf } from '../parts/as-of';
import { formatCount } from '../parts/figures';
import { useWords, type WordKey } from '../parts/words';

interface StatusLineProps {
  /** null: nothing has come yet. */
  readonly total: number | null;
  readonly first: number;
  readonly last: number;
  readonly answered: boolean;
  /** Reference of the case that the keys were on and that has left the list. */
  readonly leftCase: string | null;
}

const HINTS: readonly (readonly [string, WordKey])[] = [
  ['j k', 'desk.hint.move'],
  ['x', 'desk.hint.select'],
  ['↵', 'desk.hint.open'],
  ['r', 'desk.hint.reassign'],
  ['u', 'desk.hint.urge'],
  ['/', 'desk.hint.filter'],
  ['?', 'desk.hint.keys'],
];

/** Under the table: how much of it is seen, what it was drawn from, and the keys that matter. */
export function StatusLine({ total, first, last, answered, leftCase }: StatusLineProps) {
  const words = useWords();
  const count = (value: number) => formatCount(value, words.locale);
  return (
    <footer className="status">
      <span className="status-total" role="status">
        {total === null || !answered ? (
          words.t('desk.table.loading')
        ) : (
          <>
            <b>{words.t('desk.table.total', { total: count(total) })}</b>
            {leftCase === null ? null : <em>{words.t('desk.table.left', { reference: leftCase })}</em>}
          </>
        )}
      </span>
      {total === null || total === 0 ? null : (
        <span className="status-range">{words.t('desk.table.range', { first: count(first + 1), last: count(last + 1) })}</span>
      )}
      <AsOf />
      <span className="status-keys" aria-hidden="true">
        {HINTS.map(([key, word]) => (
          <span key={key}>
            <kbd className="key">{key}</kbd> {words.t(word)}
          </span>
        ))}
      </span>
    </footer>
  );
}
