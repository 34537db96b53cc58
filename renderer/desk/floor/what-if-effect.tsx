import { type CSSProperties, Fragment } from 'react';
import type { FloorExpectation, ShareRange } from '../../../shared/domain/staffing';
import { Explained } from '../../parts/explained';
import { formatPercent } from '../../parts/figures';
import { type Level, OCCUPANCY_WATCH, occupancyLevel, serviceLevel } from '../../parts/levels';
import { Sign } from '../../parts/sign';
import { useWords, type WordKey } from '../../parts/words';
import './what-if-effect.css';

interface WhatIfEffectProps {
  readonly without: FloorExpectation;
  /** null: nothing is supposed. */
  readonly with: FloorExpectation | null;
  readonly target: number;
  readonly thresholdMs: number;
}

/** What is expected without and with the measure: the likely value, its range, and both ranges on one scale. */
export function WhatIfEffect({ without, with: after, target, thresholdMs }: WhatIfEffectProps) {
  const words = useWords();
  const lost = Math.max(0.1, Math.ceil(10 * Math.max(without.abandoned.high, after?.abandoned.high ?? 0)) / 10);
  return (
    <div className="effect" role="table" aria-label={words.t('desk.what-if.effect')}>
      <div role="row" className="effect-head">
        <span role="columnheader">
          <Explained term="whatIf">{words.t('desk.what-if.range-note')}</Explained>
        </span>
        <span role="columnheader">{words.t('desk.what-if.without')}</span>
        <span role="columnheader">{words.t('desk.what-if.with')}</span>
      </div>
      <EffectRow
        label="desk.what-if.service"
        seconds={thresholdMs / 1_000}
        without={without.serviceLevel}
        with={after?.serviceLevel ?? null}
        levelOf={(value) => serviceLevel(value, target)}
        from={0}
        to={1}
        mark={target}
        note={words.t('desk.what-if.target', { share: percent(target) })}
      />
      <EffectRow
        label="desk.what-if.abandoned"
        without={without.abandoned}
        with={after?.abandoned ?? null}
        levelOf={() => 'normal'}
        from={0}
        to={lost}
      />
      <EffectRow
        label="desk.what-if.occupancy"
        without={without.occupancy}
        with={after?.occupancy ?? null}
        levelOf={occupancyLevel}
        from={0.5}
        to={1}
        mark={OCCUPANCY_WATCH}
        note={words.t('desk.what-if.most', { share: percent(OCCUPANCY_WATCH) })}
      />
    </div>
  );
}

interface EffectRowProps {
  readonly label: WordKey;
  readonly seconds?: number;
  readonly without: ShareRange;
  readonly with: ShareRange | null;
  readonly levelOf: (value: number) => Level;
  /** Ends of the scale. */
  readonly from: number;
  readonly to: number;
  /** The limit, as a tick. */
  readonly mark?: number;
  readonly note?: string;
}

function EffectRow({ label, seconds, without, with: after, levelOf, from, to, mark, note }: EffectRowProps) {
  const words = useWords();
  const place = (share: number) => `${(100 * (Math.min(to, Math.max(from, share)) - from)) / (to - from)}%`;
  const sides = [
    ['without', without],
    ['with', after],
  ] as const;
  return (
    <div role="row" className="effect-row">
      <span role="rowheader">
        {words.t(label, seconds === undefined ? undefined : { seconds })}
        {note === undefined ? null : <small>{note}</small>}
      </span>
      <Expected range={without} level={after === null ? levelOf(without.likely) : 'normal'} />
      {after === null ? <span role="cell" /> : <Expected range={after} level={levelOf(after.likely)} />}
      <span className="effect-scale" aria-hidden="true">
        {mark === undefined ? null : <u style={{ left: place(mark) }} />}
        {sides.map(([side, range]) =>
          range === null ? null : (
            <Fragment key={side}>
              <i data-side={side} style={{ '--low': place(range.low), '--high': place(range.high) } as CSSProperties} />
              <s data-side={side} style={{ left: place(range.likely) }} />
            </Fragment>
          ),
        )}
      </span>
    </div>
  );
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`;
}

/** 84.2% over 71–92%. */
export function Expected({ range, level = 'normal' }: { readonly range: ShareRange; readonly level?: Level }) {
  return (
    <span role="cell" className="expected" data-level={level}>
      <b>
        <Sign level={level} />
        {formatPercent(range.likely)}
      </b>
      <small>{rangeText(range)}</small>
    </span>
  );
}

/** "71.4–92.0%" */
export function rangeText({ low, high }: ShareRange): string {
  const text = (share: number) => formatPercent(share).slice(0, -1);
  return `${text(low)}–${formatPercent(high)}`;
}
