import type { ReactNode } from 'react';
import './fitted-rows.css';
import { useTokens } from '../theme/tokens';
import { useSize } from './size';

interface FittedRowsProps<T> {
  readonly items: readonly T[];
  /** Rem. As many rows are drawn as fit at this height; they then share what is left, up to `mostRem`. */
  readonly leastRem: number;
  readonly mostRem: number;
  readonly columns?: number;
  readonly className?: string;
  readonly renderRow: (item: T, index: number) => ReactNode;
  /** Drawn in the last row's place when items are left out; gets how many. */
  readonly renderRest?: (left: number) => ReactNode;
}

/** A list that shows fewer items before it shows smaller ones, and never a scroll bar or half a row. */
export function FittedRows<T>({ items, leastRem, mostRem, columns = 1, className = '', renderRow, renderRest }: FittedRowsProps<T>) {
  const [ref, size] = useSize<HTMLDivElement>();
  const { basePx } = useTokens();
  const lines = Math.max(0, Math.floor(size.height / (leastRem * basePx)));
  const room = lines * columns;
  const overflows = items.length > room;
  // A single line is better spent on the first item than on how many there are.
  const told = overflows && renderRest !== undefined && room > columns;
  const shown = items.slice(0, told ? room - 1 : room);
  const used = Math.max(1, Math.min(lines, Math.ceil(items.length / columns)));
  return (
    <div
      ref={ref}
      className={`fitted-rows ${className}`}
      style={{
        gridTemplateRows: `repeat(${used}, minmax(0, ${mostRem}rem))`,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
        gridAutoFlow: columns > 1 ? 'column' : 'row',
      }}
    >
      {shown.map((item, index) => renderRow(item, index))}
      {told ? renderRest(items.length - shown.length) : null}
    </div>
  );
}
