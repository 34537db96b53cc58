import type { ReactNode } from 'react';
import { FittedRows } from '../parts/fitted-rows';
import './page-table.css';

export interface TableColumn<T> {
  readonly id: string;
  readonly head: ReactNode;
  /** Of the grid's columns: "minmax(0, 1fr)", "4.6rem". */
  readonly width: string;
  /** Numbers stand at the end of their column. */
  readonly end?: boolean;
  readonly cell: (row: T, index: number) => ReactNode;
}

interface PageTableProps<T> {
  readonly columns: readonly TableColumn<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => number | string;
  /** Instead of rows when there are none. */
  readonly none: string;
  /** In the last row's place when rows are left out. */
  readonly rest?: (left: number) => string;
  readonly leastRem?: number;
  readonly mostRem?: number;
}

/** Rows under a head, as many as there is room for, never a scroll bar. */
export function PageTable<T>({ columns, rows, keyOf, none, rest, leastRem = 1.9, mostRem = 2.7 }: PageTableProps<T>) {
  const style = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  return (
    <div className="page-table">
      <div className="page-row page-head" style={style}>
        {columns.map(({ id, head, end }) => (
          <span key={id} className="page-cell" data-end={end}>
            {head}
          </span>
        ))}
      </div>
      {rows.length === 0 ? (
        <p className="page-none">{none}</p>
      ) : (
        <FittedRows
          items={rows}
          leastRem={leastRem}
          mostRem={mostRem}
          {...(rest === undefined
            ? {}
            : {
                renderRest: (left: number) => (
                  <div key="rest" className="page-rest">
                    {rest(left)}
                  </div>
                ),
              })}
          renderRow={(row, index) => (
            <div key={keyOf(row)} className="page-row" style={style}>
              {columns.map(({ id, end, cell }) => (
                <span key={id} className="page-cell" data-end={end}>
                  {cell(row, index)}
                </span>
              ))}
            </div>
          )}
        />
      )}
    </div>
  );
}
