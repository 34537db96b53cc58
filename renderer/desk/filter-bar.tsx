import { memo, type RefObject, useEffect, useState } from 'react';
import { useWords } from '../parts/words';
import { FacetChip } from './facet-chip';
import './filter-bar.css';
import { FACETS, type Filters, NO_FILTERS, passesEverything } from './filters';

interface FilterBarProps {
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  /** Enter or Escape in the search field: back to the table. */
  readonly onLeave: () => void;
}

/** Typing settles for this long before the stream is asked. */
const SETTLE_MS = 150;

/** One chip per facet, the search field, and the way back to everything. */
export const FilterBar = memo(function FilterBar({ filters, onFilters, searchRef, onLeave }: FilterBarProps) {
  const words = useWords();
  const [text, setText] = useState(filters.text);
  const [heldFilters, setHeldFilters] = useState(filters);
  // A view or "clear" changes the text from outside; what is being typed is otherwise left alone.
  if (heldFilters !== filters) {
    setHeldFilters(filters);
    setText(filters.text);
  }
  useEffect(() => {
    if (text === filters.text) return undefined;
    const timer = setTimeout(() => onFilters({ ...filters, text }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, filters, onFilters]);
  return (
    <div className="filters" role="toolbar" aria-label={words.t('desk.filter.label')}>
      <label className="filters-search">
        <kbd className="key" aria-hidden="true">
          /
        </kbd>
        <input
          ref={searchRef}
          type="search"
          value={text}
          placeholder={words.t('desk.filter.text')}
          aria-label={words.t('desk.filter.text')}
          aria-keyshortcuts="/"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && text !== '') setText('');
            else if (event.key === 'Enter' || event.key === 'Escape') onLeave();
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
      </label>
      {FACETS.map((facet) => (
        <FacetChip key={facet} facet={facet} filters={filters} onFilters={onFilters} />
      ))}
      {passesEverything(filters) ? null : (
        <button type="button" className="filters-clear" onClick={() => onFilters(NO_FILTERS)}>
          {words.t('desk.filter.clear')}
        </button>
      )}
    </div>
  );
});
