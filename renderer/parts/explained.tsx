import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { clockAt, useLink, useTile } from '../board/context';
import { ageText } from './age';
import { clockText } from './city-time';
import { explanationOf, type Term, type TermValues } from './explanations';
import './explained.css';
import { formatCount } from './figures';
import { sourceText } from './source-label';
import { termValuesOf } from './term-values';
import { useWords } from './words';

interface ExplainedProps {
  readonly term: Term;
  /** Added to the city's settings for the placeholders of the texts. */
  readonly values?: TermValues;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Wraps a figure: hover or focus tells formula, rule, limits, zone, source and age. Escape closes. */
export function Explained({ term, values, className = '', children }: ExplainedProps) {
  const id = useId();
  const ref = useRef<HTMLSpanElement>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const open = () => setOpened(ref.current === null ? null : { at: ref.current.getBoundingClientRect(), when: performance.now() });
  const close = () => setOpened(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || opened === null) return;
    // This Escape has closed the explanation: it does not also leave the page's level.
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <span
      ref={ref}
      className={`explained ${className}`}
      tabIndex={0}
      aria-describedby={opened === null ? undefined : id}
      onMouseEnter={open}
      onMouseLeave={close}
      onFocus={open}
      onBlur={close}
      onKeyDown={onKeyDown}
    >
      {children}
      {opened === null ? null : createPortal(<Card id={id} opened={opened} term={term} values={values ?? {}} />, document.body)}
    </span>
  );
}

/** Where the figure stood, and when on the page's monotonic clock it was asked about. */
interface Opened {
  readonly at: DOMRect;
  readonly when: number;
}

/** Rem: the card's width, to keep it on the screen. */
const CARD_REM = 26;

interface CardProps {
  readonly id: string;
  readonly opened: Opened;
  readonly term: Term;
  readonly values: TermValues;
}

function Card({ id, opened, term, values }: CardProps) {
  const { at, when } = opened;
  const words = useWords();
  const { board } = useLink();
  const city = useTile('city');
  const link = useTile('link');
  const floor = useTile('floor');
  const outlook = useTile('outlook');
  const { moment } = board;
  const texts = explanationOf(term, words, { window: 30, ...termValuesOf(words, { city, floor, outlook }), ...values });
  const clock = clockAt(moment, when);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const below = at.bottom < window.innerHeight / 2;
  const left = Math.max(rem, Math.min(at.left, window.innerWidth - (CARD_REM + 1) * rem));
  const rows: readonly (readonly [string, string])[] = [
    [words.t('parts.explained.formula'), texts.formula],
    [words.t('parts.explained.rule'), texts.rule],
    [words.t('parts.explained.limit'), texts.limit],
    [words.t('parts.explained.zone'), city?.zone ?? '—'],
    [words.t('parts.explained.source'), link?.source ? sourceText(link.source, words) : '—'],
    [
      words.t('parts.explained.asOf'),
      moment === null || city === undefined
        ? '—'
        : `#${formatCount(moment.seq, words.locale)} · ${clockText(moment.cityNow, city.zone)} · ${ageText(clock.ageMs ?? 0, words)}`,
    ],
  ];
  return (
    <div
      id={id}
      role="tooltip"
      className="explained-card"
      style={below ? { left, top: at.bottom + rem / 3 } : { left, bottom: window.innerHeight - at.top + rem / 3 }}
    >
      <strong>{texts.name}</strong>
      <dl>
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
