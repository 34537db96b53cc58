import { memo } from 'react';
import { formatCount, NO_DATA } from '../parts/figures';
import { useFreshness } from '../parts/freshness';
import type { Level } from '../parts/levels';
import { useWords } from '../parts/words';
import './count-cell.css';

interface CountProps {
  /** null: no data. */
  readonly value: number | null;
  readonly level: Level;
}

/** A count in a table: red or amber with its column's head, grey when it is zero, hollow when it is old. */
export const Count = memo(function Count({ value, level }: CountProps) {
  const words = useWords();
  const { fresh } = useFreshness();
  return (
    <b className="count-cell" data-level={value !== null && value > 0 ? level : 'zero'} data-old={!fresh || undefined}>
      {value === null ? NO_DATA : formatCount(value, words.locale)}
    </b>
  );
});
