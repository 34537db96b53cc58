import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { DistrictKey, UnitKey } from '../../shared/domain/keys';
import { useTile } from '../board/context';
import { formatCount } from '../parts/figures';
import { useWords } from '../parts/words';
import { matching, optionsOf } from './facets';

interface UnitSearchProps {
  readonly unit: UnitKey | null;
  readonly onUnit: (unit: UnitKey | null) => void;
  /** Units of these districts come first: most cases stay near. */
  readonly near: readonly DistrictKey[];
}

const MOST_SHOWN = 60;

/** Finds a unit by any part of its name, its district or its kind. Arrows move, Enter takes. */
export function UnitSearch({ unit, onUnit, near }: UnitSearchProps) {
  const words = useWords();
  const id = useId();
  const catalogue = useTile('catalogue');
  const due = useTile('due');
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const options = useMemo(() => {
    const all = optionsOf('unit', { catalogue, census: undefined, deadlines: undefined, due: undefined }, words);
    const isNear = (value: string | number) => near.includes(catalogue?.units[Number(value)]?.district ?? 0);
    return [...all.filter((option) => isNear(option.value)), ...all.filter((option) => !isNear(option.value))];
  }, [catalogue, words, near]);
  const shown = useMemo(() => matching(options, text).slice(0, MOST_SHOWN), [options, text]);
  const at = Math.min(active, shown.length - 1);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const take = (value: string | number) => {
    onUnit(Number(value));
    const taken = shown.find((option) => option.value === value);
    if (taken !== undefined) setText(taken.label);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive(Math.min(shown.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, at - 1));
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      const option = shown[at];
      if (option !== undefined) take(option.value);
    } else return;
    event.preventDefault();
  };
  const loadOf = (value: string | number) => due?.worstUnits.find((entry) => entry.unit === value);

  return (
    <div className="unit-search">
      <label className="field-label" htmlFor={`${id}-text`}>
        {words.t('desk.reassign.unit')}
      </label>
      <input
        ref={input}
        id={`${id}-text`}
        className="field"
        data-testid="reassign-unit"
        data-unit={unit ?? undefined}
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={shown[at] === undefined ? undefined : `${id}-${at}`}
        autoComplete="off"
        placeholder={words.t('desk.reassign.unit-hint')}
        value={text}
        onChange={(event) => {
          const typed = event.target.value;
          setText(typed);
          setActive(0);
          // A whole name that only one unit bears needs no second gesture.
          const exact = options.filter((option) => option.label === typed.trim());
          onUnit(exact.length === 1 ? Number(exact[0]?.value) : null);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={id} role="listbox" aria-label={words.t('desk.reassign.units')} className="unit-options">
        {shown.map((option, index) => {
          const load = loadOf(option.value);
          return (
            <div
              key={option.value}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              data-unit={option.value}
              data-active={index === at || undefined}
              aria-selected={unit === option.value}
              className="unit-option"
              onMouseMove={() => setActive(index)}
              onClick={() => take(option.value)}
            >
              <span>{option.label}</span>
              <em>
                {load === undefined ? (
                  option.hint
                ) : (
                  <>
                    {words.t('desk.reassign.load', { open: formatCount(load.open, words.locale) })}
                    {load.breached > 0 ? <b>{words.t('desk.reassign.load-breached', { n: load.breached })}</b> : null}
                  </>
                )}
              </em>
            </div>
          );
        })}
        {shown.length === 0 ? <p className="facet-nothing">{words.t('desk.filter.nothing')}</p> : null}
      </div>
    </div>
  );
}
