import type { ReactNode } from 'react';
import { Explained } from '../parts/explained';
import type { Term } from '../parts/explanations';
import './chart-key.css';

/** How a mark looks in the charts over the day. */
export type ChartMark = 'offered' | 'expected' | 'line' | 'needed' | 'ticks' | 'present' | 'seats-expected' | 'gap';

interface ChartKeyProps {
  readonly mark: ChartMark;
  /** What explains it. */
  readonly term?: Term;
  readonly children: ReactNode;
}

/** A mark and its name, in a chart's caption. */
export function ChartKey({ mark, term, children }: ChartKeyProps) {
  const key = (
    <span className="chart-key" data-mark={mark}>
      {children}
    </span>
  );
  return term === undefined ? (
    key
  ) : (
    <Explained term={term} className="chart-key-term">
      {key}
    </Explained>
  );
}
