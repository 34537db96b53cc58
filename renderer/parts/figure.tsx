import { memo, type ReactNode } from 'react';
import { ageText } from './age';
import { Explained } from './explained';
import type { Term, TermValues } from './explanations';
import './figure.css';
import { NO_DATA } from './figures';
import { useFreshness } from './freshness';
import type { Level } from './levels';
import { Sign } from './sign';
import { useWords } from './words';

interface FigureProps {
  readonly term: Term;
  readonly values?: TermValues;
  readonly label: string;
  /** null: no data, drawn as — and never coloured. */
  readonly value: string | null;
  /** After the number, smaller: "/ 750". */
  readonly unit?: string;
  readonly level?: Level;
  /** Rule and window in a few words. */
  readonly note?: ReactNode;
  readonly size?: 'large' | 'key' | 'small';
}

/** A number that explains itself and shows its age: past its limit it loses its fill, and its note says how old it is. */
export const Figure = memo(function Figure({ term, values, label, value, unit, level = 'normal', note, size = 'key' }: FigureProps) {
  const words = useWords();
  const { fresh, ageMs } = useFreshness();
  const shown = value === null ? 'normal' : level;
  const old = !fresh && value !== null;
  return (
    <Explained term={term} {...(values === undefined ? {} : { values })} className="figure">
      <span
        className="figure-number"
        data-size={size}
        data-level={shown}
        data-old={old || undefined}
        data-none={value === null || undefined}
      >
        <b>{value ?? NO_DATA}</b>
        {unit === undefined || value === null ? null : <i>{unit}</i>}
      </span>
      <span className="figure-label">
        <Sign level={shown} />
        <span title={label}>{label}</span>
      </span>
      {old && ageMs !== null ? (
        <span className="figure-note figure-age">{words.t('parts.old', { age: ageText(ageMs, words) })}</span>
      ) : note === undefined ? null : (
        <span className="figure-note" title={typeof note === 'string' ? note : undefined}>
          {note}
        </span>
      )}
    </Explained>
  );
});
