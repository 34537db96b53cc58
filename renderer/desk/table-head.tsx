import { useWords } from '../parts/words';
import type { SortColumn } from '../../shared/contract/frames';
import { COLUMNS } from './columns';
import type { Sort } from './filters';

interface TableHeadProps {
  readonly sort: Sort;
  readonly onSort: (column: SortColumn) => void;
  readonly ticked: 'true' | 'false' | 'mixed';
  readonly onScreen: number;
  readonly onTickAll: () => void;
}

/** Column names; a click on one sorts by it, a second one turns the order round. */
export function TableHead({ sort, onSort, ticked, onScreen, onTickAll }: TableHeadProps) {
  const words = useWords();
  return (
    <div role="rowgroup" className="table-head">
      <div role="row" aria-rowindex={1} className="table-head-row">
        <span role="columnheader" className="case-tick" onClick={onTickAll}>
          <span
            role="checkbox"
            tabIndex={-1}
            aria-checked={ticked}
            aria-label={words.t('desk.table.select-screen', { n: onScreen })}
            title={words.t('desk.table.select-screen', { n: onScreen })}
          >
            <i className="tick" aria-hidden="true" />
          </span>
        </span>
        {COLUMNS.map((column, place) => {
          const sorted = sort.column === column;
          return (
            <span
              key={column}
              role="columnheader"
              className={`case-head-${column}`}
              aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
            >
              <button type="button" onClick={() => onSort(column)} aria-keyshortcuts={String(place + 1)}>
                {words.t(`desk.column.${column}`)}
                <i aria-hidden="true">{sorted ? (sort.descending ? '↓' : '↑') : ''}</i>
              </button>
            </span>
          );
        })}
      </div>
    </div>
  );
}
