import type { Dispatch, FormEvent, KeyboardEvent, RefObject } from 'react';
import type { City } from '../../../shared/contract/city';
import type { LinkTile, OutlookTile } from '../../../shared/contract/frames';
import { minuteText } from '../../parts/city-time';
import { formatCount } from '../../parts/figures';
import { useFreshness } from '../../parts/freshness';
import { Sign } from '../../parts/sign';
import { useWords } from '../../parts/words';
import { mayCommand } from '../permitted';
import type { FloorAction, FloorPageState } from './floor-state';
import { type Supposed, tightestOf } from './supposed';
import { changesNothing, CONTROLS } from './what-if-controls';
import { WhatIfEffect } from './what-if-effect';
import './what-if-panel.css';
import { WhatIfSlider } from './what-if-slider';
import { WINDOW_LENGTHS, WINDOW_STARTS } from './what-if-window';

interface WhatIfPanelProps {
  readonly state: FloorPageState;
  readonly dispatch: Dispatch<FloorAction>;
  readonly supposed: Supposed;
  readonly outlook: OutlookTile | undefined;
  readonly city: City;
  readonly link: LinkTile | undefined;
  readonly panel: RefObject<HTMLFormElement | null>;
  /** Gives the keys back to the list. */
  readonly onLeave: () => void;
}

/** What would help? Four suppositions over a window, and at once what they would change. */
export function WhatIfPanel({ state, dispatch, supposed, outlook, city, link, panel, onLeave }: WhatIfPanelProps) {
  const words = useWords();
  const { fresh } = useFreshness();
  const { measure, choice } = state;
  const nothing = changesNothing(measure);
  const allowed = link !== undefined && link.past === null && mayCommand(link.role);
  const shortage = outlook?.shortage ?? null;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (supposed.said && !nothing && allowed) dispatch({ do: 'deciding', open: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onLeave();
  };
  return (
    <form
      ref={panel}
      className="what-if"
      data-testid="what-if"
      aria-label={words.t('desk.what-if.title')}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
    >
      <header>
        <h2>{words.t('desk.what-if.title')}</h2>
        <button type="button" disabled={nothing} onClick={() => dispatch({ do: 'measure', change: RESET })}>
          {words.t('desk.what-if.reset')}
        </button>
      </header>
      <div className="what-if-window">
        <div className="segmented" role="group" aria-label={words.t('desk.what-if.start')}>
          {WINDOW_STARTS.map((start) => (
            <button
              key={start}
              type="button"
              aria-pressed={choice.start === start}
              disabled={start === 'shortage' && shortage === null}
              onClick={() => dispatch({ do: 'choose-window', change: { start } })}
            >
              {words.t(`desk.what-if.start.${start}`)}
            </button>
          ))}
        </div>
        <div className="segmented" role="group" aria-label={words.t('desk.what-if.length')}>
          {WINDOW_LENGTHS.map((length) => (
            <button
              key={length}
              type="button"
              aria-pressed={choice.length === length}
              onClick={() => dispatch({ do: 'choose-window', change: { length } })}
            >
              {words.t(`desk.what-if.length.${length}`)}
            </button>
          ))}
        </div>
        <output>
          {supposed.said
            ? words.t('desk.what-if.window', {
                from: minuteText(supposed.window.fromAt, city.zone),
                to: endText(supposed.window.toAt, city.zone),
              })
            : words.t(`desk.what-if.unsaid.${supposed.why}`)}
        </output>
      </div>
      <div className="what-if-controls">
        {CONTROLS.map((control) => (
          <WhatIfSlider
            key={control}
            control={control}
            measure={measure}
            installed={city.seatsInstalled}
            onChange={(change) => dispatch({ do: 'measure', change })}
          />
        ))}
      </div>
      {supposed.said && outlook !== undefined ? (
        <div className="what-if-result" data-old={!fresh || undefined} data-testid="what-if-result">
          <WhatIfEffect
            without={supposed.result.without.window}
            with={nothing ? null : supposed.result.with.window}
            target={outlook.basis.target}
            thresholdMs={outlook.basis.thresholdMs}
          />
          <SeatsNeeded supposed={supposed} outlook={outlook} nothing={nothing} zone={city.zone} />
        </div>
      ) : null}
      <footer>
        <p>{applyNote({ allowed, nothing, said: supposed.said, offline: link === undefined || link.actor === '' }, words)}</p>
        <button
          type="submit"
          className="button button-primary"
          data-testid="what-if-apply"
          disabled={!supposed.said || nothing || !allowed}
        >
          {words.t('desk.what-if.apply')} <kbd className="key">↵</kbd>
        </button>
      </footer>
    </form>
  );
}

const RESET = { seats: 0, handlingFactor: 1, arrivalsFactor: 1, patienceFactor: 1 };

/** 24:00 where the day ends at midnight. */
export function endText(at: number, zone: string): string {
  const text = minuteText(at, zone);
  return text === '00:00' ? '24:00' : text;
}

interface ApplySituation {
  readonly allowed: boolean;
  readonly nothing: boolean;
  readonly said: boolean;
  readonly offline: boolean;
}

/** Why a decision cannot be made now, or what making it means. */
function applyNote({ allowed, nothing, said, offline }: ApplySituation, words: ReturnType<typeof useWords>): string {
  if (offline) return words.t('desk.what-if.apply-offline');
  if (!allowed) return words.t('desk.what-if.apply-role');
  if (!said) return words.t('desk.what-if.apply-unsaid');
  return words.t(nothing ? 'desk.what-if.apply-nothing' : 'desk.what-if.apply-note');
}

interface SeatsNeededProps {
  readonly supposed: Extract<Supposed, { said: true }>;
  readonly outlook: OutlookTile;
  readonly nothing: boolean;
  readonly zone: string;
}

/** Needed against available seats where it is tightest, without and with the measure. */
function SeatsNeeded({ supposed: { result }, outlook, nothing, zone }: SeatsNeededProps) {
  const words = useWords();
  const sides = [
    ['without', tightestOf(result.without, result, outlook)],
    ['with', nothing ? null : tightestOf(result.with, result, outlook)],
  ] as const;
  return (
    <dl className="what-if-seats" aria-live="polite">
      {sides.map(([side, tightest]) => {
        if (tightest === null) return null;
        const spare = Math.floor(tightest.seats) - Math.ceil(tightest.needed);
        const count = (value: number) => formatCount(value, words.locale);
        return (
          <div key={side} data-short={spare < 0 || undefined}>
            <dt>{words.t(`desk.what-if.${side}`)}</dt>
            <dd>
              {words.t('desk.what-if.tightest', {
                at: minuteText(tightest.at, zone),
                needed: count(Math.ceil(tightest.needed)),
                seats: count(Math.floor(tightest.seats)),
              })}
              <b>
                {spare < 0 ? <Sign level="watch" /> : null}
                {words.t(spare < 0 ? 'desk.what-if.short' : 'desk.what-if.spare', { n: count(Math.abs(spare)) })}
              </b>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
