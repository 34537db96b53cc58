import { useOfTile } from '../board/context';
import { hasCalls } from '../charts/day-series';
import { CallsDayPanel } from './calls-day-panel';
import { CallsNowPanel } from './calls-now-panel';
import './calls-page.css';
import { Guarded } from './guarded';
import { HoursPanel } from './hours-panel';
import { QueuesPanel } from './queues-panel';
import type { WallScale } from '../parts/type-scale';

/** What the page's frames carry, beside those of every page. */
export const CALLS_TILES = ['floor', 'floorDay', 'outlook', 'queues'] as const;

/** Can we answer: now, through the day against what the seats can carry, in the hours to come, queue by queue. */
export function CallsPage({ scale }: { readonly scale: WallScale }) {
  const without = useOfTile('floor', (floor) => floor !== undefined && !hasCalls(floor));
  return (
    <div className="wall-body page-calls" data-without={without || undefined}>
      <Guarded name="callsNow">
        <CallsNowPanel close={scale.density === 'close'} />
      </Guarded>
      {without ? null : (
        <>
          <Guarded name="callsDay">
            <CallsDayPanel />
          </Guarded>
          <Guarded name="queues">
            <QueuesPanel close={scale.density === 'close'} />
          </Guarded>
          <Guarded name="hours">
            <HoursPanel />
          </Guarded>
        </>
      )}
    </div>
  );
}
