import type { ReactNode } from 'react';
import './chart-key.css';

/** How a mark looks in the charts over the day. */
export type ChartMark = 'offered' | 'expected' | 'line' | 'needed' | 'ticks' | 'present' | 'seats-expected' | 'gap';

/** A mark and its name, in a chart's caption. */
export function ChartKey({ mark, children }: { readonly mark: ChartMark; readonly children: ReactNode }) {
  return (
    <span className="chart-key" data-mark={mark}>
      {children}
    </span>
  );
}
