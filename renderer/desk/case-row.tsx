import { memo, type MouseEvent } from 'react';
import type { CaseRow as Row } from '../../shared/contract/frames';
import type { DeadlineState } from '../../shared/domain/terms';
import { NONE } from '../../shared/domain/keys';
import { NO_DATA } from '../parts/figures';
import { useWords } from '../parts/words';
import { ROW_PX } from './columns';
import type { Names } from './names';

interface CaseRowProps {
  readonly row: Row;
  readonly index: number;
  readonly names: Names;
  readonly dueState: DeadlineState;
  readonly dueText: string;
  /** The moment it falls due, short; empty without a deadline. */
  readonly dueAtText: string;
  readonly current: boolean;
  readonly selected: boolean;
  /** Shown in the drawer. */
  readonly opened: boolean;
  readonly onOpen: (index: number, row: Row) => void;
  readonly onTick: (index: number, row: Row, range: boolean) => void;
}

/** One case as a line. Drawn again only when something on it has changed. */
export const CaseRowLine = memo(function CaseRowLine({
  row,
  index,
  names,
  dueState,
  dueText,
  dueAtText,
  current,
  selected,
  opened,
  onOpen,
  onTick,
}: CaseRowProps) {
  const words = useWords();
  const root = names.categoryRoot(row.category);
  const category = names.category(row.category);
  const area = names.area(row);
  const unit = row.unit === NONE ? NO_DATA : names.unit(row.unit);
  const tick = (event: MouseEvent) => {
    event.stopPropagation();
    onTick(index, row, event.shiftKey);
  };
  return (
    <div
      id={rowId(row.case)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className="case-row"
      data-testid="case-row"
      data-case={row.case}
      data-version={row.version}
      data-unit={row.unit}
      data-due={dueState}
      data-current={current || undefined}
      data-opened={opened || undefined}
      style={{ transform: `translateY(${index * ROW_PX}px)` }}
      onClick={() => onOpen(index, row)}
    >
      <span role="gridcell" className="case-tick" onClick={tick}>
        <span
          role="checkbox"
          tabIndex={-1}
          aria-checked={selected}
          aria-label={words.t('desk.table.select-row', { reference: row.reference })}
        >
          <i className="tick" aria-hidden="true" />
        </span>
      </span>
      <span role="gridcell" className="case-reference">
        {row.reference}
      </span>
      <span role="gridcell" className="case-grade" data-grade={row.grade}>
        {words.t(`unit.grade.${row.grade}`)}
      </span>
      <span role="gridcell" className="case-category" title={root === null ? category : `${root} · ${category}`}>
        {root === null ? null : <i>{root}</i>}
        <b>{category}</b>
      </span>
      <span role="gridcell" className="case-area" title={area}>
        {row.township === NONE ? null : <i>{names.district(row.district)}</i>}
        <b>{row.township === NONE ? area : names.township(row.township)}</b>
      </span>
      <span role="gridcell" className="case-unit" title={unit}>
        {unit}
      </span>
      <span role="gridcell" className="case-status" data-status={row.status}>
        {words.t(`desk.status.${row.status}`)}
        {row.urges > 0 ? (
          <em title={words.t('desk.table.urged-long', { n: row.urges })}>{words.t('desk.table.urged', { n: row.urges })}</em>
        ) : null}
      </span>
      <span role="gridcell" className="case-due" data-due={dueState}>
        <b>{dueText}</b>
        <time>{dueAtText}</time>
      </span>
      <span role="gridcell" className="case-channel">
        {words.t(`desk.channel.${row.channel}`)}
      </span>
    </div>
  );
});

/** The element id of a case's line, for aria-activedescendant. */
export function rowId(key: number): string {
  return `case-${key}`;
}
