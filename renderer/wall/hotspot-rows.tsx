import type { CatalogueTile } from '../../shared/contract/frames';
import type { HotspotFigures } from '../../shared/contract/hotspots';
import { minuteText } from '../parts/city-time';
import { Explained } from '../parts/explained';
import { useFreshness } from '../parts/freshness';
import { areaName, categoryName, factorText } from '../parts/hotspot-words';
import { useWords } from '../parts/words';
import './hotspot-rows.css';

interface HotspotRowsProps {
  /** In the order of their marks on the map. */
  readonly hotspots: readonly HotspotFigures[];
  readonly catalogue: CatalogueTile;
  readonly zone: string;
}

/** What is out of the ordinary, a line each: what, where, how many times the usual, how many cases, since when. */
export function HotspotRows({ hotspots, catalogue, zone }: HotspotRowsProps) {
  const words = useWords();
  const { fresh } = useFreshness();
  return (
    <div className="hotspot-rows">
      {hotspots.map((hotspot, index) => {
        // The map names the place too: what does not fit is the end.
        const what = `${categoryName(hotspot, catalogue, words)} · ${areaName(hotspot.area, catalogue, words, hotspot.place)}`;
        return (
          <div key={hotspot.id} className="hotspot-row">
            <span className="heat-rank" data-pinned>
              {index + 1}
            </span>
            <span className="hotspot-what" title={what}>
              {what}
            </span>
            <Explained term="hotspot">
              <b data-old={!fresh || undefined}>{factorText(hotspot, words.locale)}</b>
            </Explained>
            <small>{words.t('parts.hotspot.cases', { count: hotspot.observed })}</small>
            <small>{words.t('parts.hotspot.since', { time: minuteText(hotspot.startedAt, zone) })}</small>
          </div>
        );
      })}
    </div>
  );
}
