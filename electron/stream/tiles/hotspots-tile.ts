import type { HotspotFigures, HotspotsTile } from '../../../shared/contract/hotspots';
import type { Hotspot } from '../../../shared/hotspots/hotspot';
import { gridCentre } from '../../../shared/hotspots/hotspot-watch';
import type { Projection } from '../../../shared/projection/projection';

const MOST_SHOWN = 12;

export function hotspotsTile(projection: Projection): HotspotsTile {
  const { hotspots } = projection;
  const all = hotspots.hotspots();
  return {
    judgedAt: hotspots.judgedAt,
    ready: hotspots.isReady,
    hotspots: all.slice(0, MOST_SHOWN).map((hotspot) => figuresOf(hotspot, projection)),
    count: all.length,
  };
}

function figuresOf(
  { id, area, categories, parts, startedAt, announcedAt, observed, expected, low, high }: Hotspot,
  { catalogue, settings }: Projection,
): HotspotFigures {
  const place =
    area.kind === 'township'
      ? (catalogue.townships[area.key]?.place ?? null)
      : area.kind === 'grid'
        ? gridCentre(area.key, settings.extent)
        : null;
  return { id, area, place, categories, parts, startedAt, announcedAt, observed, expected, low, high };
}
