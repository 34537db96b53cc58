import { DeadlinesNowPanel } from './deadlines-now-panel';
import './deadlines-page.css';
import { DistrictsDuePanel } from './districts-due-panel';
import { DueAheadPanel } from './due-ahead-panel';
import { Guarded } from './guarded';
import { OldestPanel } from './oldest-panel';
import type { WallScale } from '../parts/type-scale';
import { UnitsDuePanel } from './units-due-panel';

/** What the page's frames carry, beside those of every page. */
export const DEADLINES_TILES = ['deadlines', 'due', 'districts', 'overdue'] as const;

/** Which deadlines are broken and which will be: in all, by grade, by district, by unit, when, and which have been broken for longest. */
export function DeadlinesPage({ scale }: { readonly scale: WallScale }) {
  const close = scale.density === 'close';
  return (
    <div className="wall-body page-deadlines">
      <Guarded name="dueNow">
        <DeadlinesNowPanel />
      </Guarded>
      <Guarded name="dueAhead">
        <DueAheadPanel />
      </Guarded>
      <Guarded name="dueDistricts">
        <DistrictsDuePanel />
      </Guarded>
      <Guarded name="dueUnits">
        <UnitsDuePanel />
      </Guarded>
      <Guarded name="oldest">
        <OldestPanel close={close} />
      </Guarded>
    </div>
  );
}
