import { type CSSProperties, type KeyboardEvent, useId, useState } from 'react';
import type { StaffingMeasure } from '../../../shared/domain/staffing';
import { useWords } from '../../parts/words';
import { changeText } from './change-words';
import { type Control, controlChange, controlLimits, controlValue } from './what-if-controls';
import './what-if-slider.css';

interface WhatIfSliderProps {
  readonly control: Control;
  readonly measure: StaffingMeasure;
  readonly installed: number;
  readonly onChange: (change: Partial<StaffingMeasure>) => void;
}

/** One supposition: a slider around "nothing changed" (arrow keys step, Home resets) and the same value to type. */
export function WhatIfSlider({ control, measure, installed, onChange }: WhatIfSliderProps) {
  const words = useWords();
  const id = useId();
  const { least, most, reach } = controlLimits(control, installed);
  const value = controlValue(control, measure);
  /** What is being typed, while it is: "-" alone is not a number yet. */
  const [typed, setTyped] = useState<string | null>(null);
  const set = (wanted: number) => onChange(controlChange(control, wanted, installed));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Home') return;
    event.preventDefault();
    set(0);
  };
  const shown = Math.max(-reach, Math.min(reach, value));
  const place = (at: number) => `${(100 * (at + reach)) / (2 * reach)}%`;
  const label = words.t(`desk.what-if.control.${control}`);
  const filled = { '--from': place(Math.min(0, shown)), '--to': place(Math.max(0, shown)) } as CSSProperties;
  return (
    <div className="what-if-slider" data-changed={value !== 0 || undefined} data-control={control}>
      <label htmlFor={id}>{label}</label>
      <span className="what-if-number">
        <input
          type="text"
          inputMode="numeric"
          aria-label={words.t('desk.what-if.type', { name: label, least, most })}
          value={typed ?? String(value)}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setTyped(event.target.value);
            const wanted = Number(event.target.value.replace('−', '-'));
            if (event.target.value.trim() !== '') set(wanted);
          }}
          onBlur={() => setTyped(null)}
        />
        <i>{words.t(control === 'seats' ? 'desk.what-if.unit.seats' : 'desk.what-if.unit.percent')}</i>
      </span>
      <input
        id={id}
        type="range"
        min={-reach}
        max={reach}
        step={1}
        value={shown}
        style={filled}
        aria-valuetext={changeText(control, measure, words)}
        data-testid={`what-if-${control}`}
        onChange={(event) => set(Number(event.target.value))}
        onKeyDown={onKeyDown}
        onDoubleClick={() => set(0)}
      />
    </div>
  );
}
