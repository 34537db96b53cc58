import type { City } from '../../shared/contract/city';
import type { FloorTile } from '../../shared/contract/frames';
import { Explained } from './explained';
import { formatCount, NO_DATA } from './figures';
import { useFreshness } from './freshness';
import { useWords } from './words';
import './seat-states.css';

/** In the order of the bar: at work, at hand, away. */
const STATES = ['talking', 'wrapUp', 'idle', 'onBreak', 'off'] as const;

/** Every installed seat by what it does now, on one line that is as long as the house is large. */
export function SeatStates({ floor, city }: { readonly floor: FloorTile; readonly city: City }) {
  const words = useWords();
  const { fresh } = useFreshness();
  const { seats } = floor;
  const count = (value: number) => formatCount(value, words.locale);
  const installed = seats?.installed ?? city.seatsInstalled;
  return (
    <div className="seats" data-old={!fresh || undefined} data-state={floor.state}>
      <Explained term="seats" className="seats-present">
        {words.t('wall.floor.seats')}{' '}
        <b data-none={seats === null || undefined}>
          {seats === null ? NO_DATA : floor.state === 'closed' ? words.t('wall.floor.closed') : count(seats.present)}
        </b>
        <span>
          {seats?.planned == null
            ? words.t('desk.floor.of-installed', { installed: count(installed) })
            : words.t('desk.floor.of-planned', { planned: count(seats.planned), installed: count(installed) })}
        </span>
      </Explained>
      <Explained term="seatStates" className="seats-line">
        <span className="seats-bar" aria-hidden="true">
          {seats === null ? null : STATES.map((state) => <i key={state} data-state={state} style={{ flexGrow: seats[state] }} />)}
          {seats?.planned == null ? null : (
            <u style={{ left: `${Math.min(100, (100 * seats.planned) / Math.max(1, seats.installed))}%` }} />
          )}
        </span>
        <span className="seats-key">
          {STATES.map((state) => (
            <span key={state} data-state={state}>
              {words.t(`desk.floor.seat.${state}`)} <b>{seats === null ? NO_DATA : count(seats[state])}</b>
            </span>
          ))}
        </span>
      </Explained>
    </div>
  );
}
