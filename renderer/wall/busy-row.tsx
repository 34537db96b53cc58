import { formatCount } from '../parts/figures';
import { useFreshness } from '../parts/freshness';
import { NameAndPlace } from '../parts/name-and-place';
import { useWords } from '../parts/words';
import './heat-panel.css';
import type { BusyPlace } from './heat-places';

interface BusyRowProps {
  readonly place: BusyPlace;
  readonly rank: number;
  /** The map has a pin with this rank. */
  readonly pinned: boolean;
}

/** A place that many appeals come from, with the rank of its pin. */
export function BusyRow({ place: { name, within, count }, rank, pinned }: BusyRowProps) {
  const words = useWords();
  const { fresh } = useFreshness();
  return (
    <div className="heat-row">
      <span className="heat-rank" data-pinned={pinned || undefined}>
        {rank}
      </span>
      <NameAndPlace name={name} place={within} />
      <b data-old={!fresh || undefined}>{formatCount(count, words.locale)}</b>
    </div>
  );
}
