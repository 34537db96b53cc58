import type { CaseKey } from '../../shared/domain/keys';
import { GRADES } from '../../shared/domain/terms';
import { useWords } from '../parts/words';
import { SELECTION_LIMIT, type Selected } from './desk-state';
import type { Names } from './names';
import './selection-bar.css';

interface SelectionBarProps {
  readonly selection: ReadonlyMap<CaseKey, Selected>;
  readonly names: Names;
  /** false: Escape closes the drawer first. */
  readonly escapeClears: boolean;
  readonly onClear: () => void;
  readonly onUrge: () => void;
  readonly onReassign: () => void;
}

/** As it stands on the key. */
const ESCAPE = 'Esc';

/** What the selected cases have in common, and what can be done with them. */
export function SelectionBar({ selection, names, escapeClears, onClear, onUrge, onReassign }: SelectionBarProps) {
  const words = useWords();
  if (selection.size === 0) return null;
  const held = [...selection.values()];
  const units = new Set(held.map(({ row }) => row.unit));
  const grades = GRADES.filter((grade) => held.some(({ row }) => row.grade === grade)).map((grade) => words.t(`unit.grade.${grade}`));
  const breached = held.filter(({ row }) => row.deadline === 'breached').length;
  const changed = held.filter(({ row, selectedVersion }) => row.version !== selectedVersion).length;
  const [unit] = units;
  return (
    <section className="selection" aria-label={words.t('desk.selection')}>
      <p role="status">
        <strong>{words.t('desk.selection.count', { n: selection.size })}</strong>
        <span>
          {units.size === 1 && unit !== undefined && unit !== 0
            ? words.t('desk.selection.same-unit', { unit: names.unit(unit) })
            : words.t('desk.selection.units', { n: units.size })}
        </span>
        <span>{grades.join(' / ')}</span>
        {breached > 0 ? <span className="selection-breached">{words.t('desk.selection.breached', { n: breached })}</span> : null}
        {changed > 0 ? <span className="selection-changed">▲ {words.t('desk.selection.changed', { n: changed })}</span> : null}
        {selection.size >= SELECTION_LIMIT ? (
          <span className="selection-changed">▲ {words.t('desk.selection.limit', { n: SELECTION_LIMIT })}</span>
        ) : null}
      </p>
      <button type="button" className="button" onClick={onClear}>
        {words.t('desk.selection.clear')} {escapeClears ? <kbd className="key">{ESCAPE}</kbd> : null}
      </button>
      <button type="button" className="button" onClick={onUrge}>
        {words.t('desk.action.urge')} <kbd className="key">U</kbd>
      </button>
      <button type="button" className="button button-primary" onClick={onReassign}>
        {words.t('desk.action.reassign')} <kbd className="key">R</kbd>
      </button>
    </section>
  );
}
