import { useCallback, useEffect, useState } from 'react';
import { useOfTile } from '../board/context';
import { dayText, minuteText, offsetText } from './city-time';
import { dayAway, dayOfLog, minuteWithin, SPEEDS, strideOf } from './playhead';
import './time-bar.css';
import { type Playhead, usePlayhead } from './use-playhead';
import { useWords } from './words';

/** T opens the bar and, from the present, closes it; L is back to the present from anywhere. */
const OPEN_KEY = 't';
const PRESENT_KEY = 'l';

/**
 * Any past minute of the hub's log on this screen: where it stands in time, how fast that passes, and the one key back to the present. While it stands in the past it
 * cannot be closed, so that nobody takes the past for now.
 */
export function TimeBar({ open, onOpen }: { readonly open: boolean; readonly onOpen: (open: boolean) => void }) {
  const looksBack = useOfTile('link', (link) => link?.past != null);
  const leave = useCallback(() => {
    onOpen(false);
    window.hotlineWall.leavePast();
  }, [onOpen]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === OPEN_KEY) onOpen(!open);
      else if (event.key === PRESENT_KEY) leave();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [leave, open, onOpen]);
  return open || looksBack ? <Bar onLeave={leave} /> : null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    document.querySelector('dialog[open]') !== null ||
    (target instanceof HTMLElement && target.closest('input:not([type="range"]), textarea, select, [contenteditable="true"]') !== null)
  );
}

function Bar({ onLeave }: { readonly onLeave: () => void }) {
  const playhead = usePlayhead();
  return playhead === null ? null : <BarAt playhead={playhead} onLeave={onLeave} />;
}

function BarAt({ playhead, onLeave }: { readonly playhead: Playhead; readonly onLeave: () => void }) {
  const words = useWords();
  const { reach, zone, at, speed, put } = playhead;
  const day = dayOfLog(at, reach, zone);
  const [playing, setPlaying] = useState<(typeof SPEEDS)[number]>(SPEEDS[2]);
  const looksBack = speed !== null;
  const runs = looksBack && speed > 0;
  const move = (by: number) => put(minuteWithin(at + by, reach), runs ? speed : 0);
  return (
    <section
      className="time-bar"
      aria-label={words.t('time.title')}
      data-testid="time-bar"
      data-past={looksBack}
      onKeyDown={(event) => {
        const stride = strideOf(event.key, event.shiftKey);
        if (stride === null) return;
        event.preventDefault();
        event.stopPropagation();
        move(stride);
      }}
    >
      <strong className="time-bar-sign">{words.t(looksBack ? 'time.past' : 'time.present')}</strong>
      <span className="time-bar-day">
        <Step title={words.t('time.day-back')} sign="‹" disabled={!day.hasEarlier} onPress={() => put(dayAway(at, -1, reach), 0)} />
        <span>{dayText(at, zone)}</span>
        <Step title={words.t('time.day-on')} sign="›" disabled={!day.hasLater} onPress={() => put(dayAway(at, 1, reach), 0)} />
      </span>
      <time className="time-bar-at" data-testid="time-bar-at">
        {minuteText(at, zone)}
      </time>
      <small className="time-bar-zone">{offsetText(at, zone)}</small>
      <Step title={words.t('time.hour-back')} sign="−1 h" disabled={at <= day.from} onPress={() => move(-3_600_000)} />
      <Step title={words.t('time.minute-back')} sign="−1 min" disabled={at <= day.from} onPress={() => move(-60_000)} />
      <span className="time-bar-edge">{minuteText(day.from, zone)}</span>
      <input
        type="range"
        aria-label={words.t('time.moment')}
        aria-valuetext={`${dayText(at, zone)} ${minuteText(at, zone)}`}
        min={day.from}
        max={Math.max(day.to, day.from + 60_000)}
        step={60_000}
        value={minuteWithin(at, { from: day.from, to: day.to })}
        onChange={(event) => put(event.target.valueAsNumber, 0)}
      />
      <span className="time-bar-edge">{minuteText(day.to, zone)}</span>
      <Step title={words.t('time.minute-on')} sign="+1 min" disabled={at >= reach.to - 60_000} onPress={() => move(60_000)} />
      <Step title={words.t('time.hour-on')} sign="+1 h" disabled={at >= reach.to - 60_000} onPress={() => move(3_600_000)} />
      <button type="button" className="button time-bar-play" aria-pressed={runs} onClick={() => put(at, runs ? 0 : playing)}>
        {words.t(runs ? 'time.pause' : 'time.play')}
      </button>
      <select
        aria-label={words.t('time.speed')}
        value={playing}
        onChange={(event) => {
          const next = SPEEDS.find((each) => String(each) === event.target.value) ?? SPEEDS[0];
          setPlaying(next);
          if (runs) put(at, next);
        }}
      >
        {SPEEDS.map((each) => (
          <option key={each} value={each}>
            {each}×
          </option>
        ))}
      </select>
      <button type="button" className="button time-bar-leave" onClick={onLeave}>
        {words.t('time.leave')} <kbd className="key">L</kbd>
      </button>
    </section>
  );
}

interface StepProps {
  readonly title: string;
  readonly sign: string;
  readonly disabled: boolean;
  readonly onPress: () => void;
}

function Step({ title, sign, disabled, onPress }: StepProps) {
  return (
    <button type="button" className="button time-bar-step" title={title} aria-label={title} disabled={disabled} onClick={onPress}>
      {sign}
    </button>
  );
}
