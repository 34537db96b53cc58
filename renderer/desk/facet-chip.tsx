import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTile } from '../board/context';
import { formatCount } from '../parts/figures';
import { useWords } from '../parts/words';
import { type FacetOption, matching, optionsOf, SEARCHED_FACETS } from './facets';
import { type Facet, type Filters, toggled } from './filters';

interface FacetChipProps {
  readonly facet: Facet;
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
}

/** A facet as a chip: what it holds in words, and a list to choose from. */
export function FacetChip({ facet, filters, onFilters }: FacetChipProps) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const catalogue = useTile('catalogue');
  const census = useTile('census');
  const deadlines = useTile('deadlines');
  const due = useTile('due');
  const chosen: readonly (string | number)[] = filters[facet];
  const options = useMemo(
    () => optionsOf(facet, { catalogue, census, deadlines, due }, words),
    [facet, catalogue, census, deadlines, due, words],
  );
  const labels = chosen.map((value) => options.find((option) => option.value === value)?.label ?? String(value));
  const name = words.t(`desk.filter.${facet}`);
  const summary =
    labels.length > 2
      ? words.t('desk.filter.more', { first: labels[0] ?? '', rest: labels.length - 1 })
      : labels.join(words.t('desk.filter.and'));

  useEffect(() => {
    if (!open) return undefined;
    const onDown = (event: MouseEvent) => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('mousedown', onDown);
    return () => document.removeEventListener('mousedown', onDown);
  }, [open]);

  return (
    <div className="facet" ref={root} data-facet={facet} data-chosen={chosen.length > 0 || undefined}>
      <button ref={button} type="button" className="facet-chip" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        {chosen.length === 0 ? (
          name
        ) : (
          <>
            {name}: <b>{summary}</b>
          </>
        )}
        <i aria-hidden="true" />
      </button>
      {chosen.length === 0 ? null : (
        <button
          type="button"
          className="facet-remove"
          aria-label={words.t('desk.filter.remove', { facet: name })}
          onClick={() => onFilters({ ...filters, [facet]: [] })}
        >
          ✕
        </button>
      )}
      {open ? (
        <FacetList
          name={name}
          searched={SEARCHED_FACETS.includes(facet)}
          options={options}
          chosen={chosen}
          onToggle={(option) => onFilters(toggled(filters, facet, option.value as never))}
          onClose={() => {
            setOpen(false);
            button.current?.focus();
          }}
        />
      ) : null}
    </div>
  );
}

interface FacetListProps {
  readonly name: string;
  readonly searched: boolean;
  readonly options: readonly FacetOption[];
  readonly chosen: readonly (string | number)[];
  readonly onToggle: (option: FacetOption) => void;
  readonly onClose: () => void;
}

/** Most choices drawn at once; typing narrows the rest down. */
const MOST_SHOWN = 80;

function FacetList({ name, searched, options, chosen, onToggle, onClose }: FacetListProps) {
  const words = useWords();
  const id = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => (searched ? input : list).current?.focus(), [searched]);
  const shown = useMemo(() => {
    const found = matching(options, text);
    // What is chosen stays in reach, however long the list.
    const held = text === '' ? found.filter((option) => chosen.includes(option.value)) : [];
    return (held.length === 0 || found.length <= MOST_SHOWN ? found : [...held, ...found.filter((option) => !held.includes(option))]).slice(
      0,
      MOST_SHOWN,
    );
  }, [options, text, chosen]);
  const at = Math.min(active, shown.length - 1);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    const option = shown[at];
    if (event.key === 'Escape') onClose();
    else if (event.key === 'ArrowDown') setActive(Math.min(shown.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, at - 1));
    else if ((event.key === 'Enter' || (event.key === ' ' && !searched)) && option !== undefined) onToggle(option);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const activeId = shown[at] === undefined ? undefined : `${id}-${at}`;
  const listbox = (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-multiselectable="true"
      aria-label={name}
      className="facet-options"
      tabIndex={searched ? -1 : 0}
      aria-activedescendant={searched ? undefined : activeId}
      onKeyDown={searched ? undefined : onKeyDown}
    >
      {shown.map((option, index) => (
        <div
          key={option.value}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={chosen.includes(option.value)}
          data-active={index === at || undefined}
          className="facet-option"
          onMouseMove={() => setActive(index)}
          onClick={() => onToggle(option)}
        >
          <i className="tick" aria-hidden="true" />
          <span title={option.label}>{option.label}</span>
          <em title={option.hint}>{option.count === null ? option.hint : formatCount(option.count, words.locale)}</em>
        </div>
      ))}
      {shown.length === 0 ? <p className="facet-nothing">{words.t('desk.filter.nothing')}</p> : null}
    </div>
  );
  return (
    <div className="facet-popover">
      {searched ? (
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={activeId}
          aria-label={words.t('desk.filter.search', { facet: name })}
          placeholder={words.t('desk.filter.search', { facet: name })}
          className="field"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      ) : null}
      {listbox}
    </div>
  );
}
