import { useOfTile } from '../board/context';
import { DistrictsUsualPanel } from './districts-usual-panel';
import './emergency-page.css';
import { EventsPanel } from './events-panel';
import { Guarded } from './guarded';
import { SeatsNowPanel } from './seats-now-panel';
import { SituationPanel } from './situation-panel';

/** What the page's frames carry, beside those of every page. */
export const EMERGENCY_TILES = ['districts', 'floor'] as const;

/** What runs and why, what the playbook asks for, where its appeals come from, whether the phones hold, and what has happened. Without an emergency: that, and what is ready. */
export function EmergencyPage() {
  const open = useOfTile('emergency', (emergency) => emergency?.open != null);
  return (
    <div className="wall-body page-emergency" data-open={open}>
      <Guarded name="situation">
        <SituationPanel />
      </Guarded>
      <Guarded name="usual">
        <DistrictsUsualPanel concerned />
      </Guarded>
      <Guarded name="seatsNow">
        <SeatsNowPanel />
      </Guarded>
      <Guarded name="events">
        <EventsPanel />
      </Guarded>
    </div>
  );
}
