import { formatCount } from '../parts/figures';
import { useFreshness } from '../parts/freshness';
import { NameAndPlace } from '../parts/name-and-place';
import { useWords } from '../parts/words';
import './heat-panel.css';
import type { BusyPlace } from './heat-places';

/** A place that many appeals come from, with the rank of its pin. */
export function BusyRow({ place: { name, within, count }, rank }: { readonly place: BusyPlace; readonly rank: number }) {
  const words = useWords();
  const { fresh } = useFreshness();
  return (
    <div className="heat-row">
      <span className="heat-rank">{rank}</span>
      <NameAndPlace name={name} place={within} />
      <b data-old={!fresh || undefined}>{formatCount(count, words.locale)}</b>
    </div>
  );
}
