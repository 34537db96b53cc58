import { NO_DATA } from '../parts/figures';
import { useFreshness } from '../parts/freshness';
import type { Level } from '../parts/levels';
import { Sign } from '../parts/sign';

interface NumberCellProps {
  /** As it is written; null: no data. */
  readonly text: string | null;
  readonly level?: Level;
}

/** A number in a table that is written in a way of its own: a length, a share, a difference. Hollow when it is old. */
export function NumberCell({ text, level = 'normal' }: NumberCellProps) {
  const { fresh } = useFreshness();
  return (
    <b data-level={text === null ? 'normal' : level} data-none={text === null || undefined} data-old={!fresh || undefined}>
      {text === null ? null : <Sign level={level} />}
      {text ?? NO_DATA}
    </b>
  );
}
