import { useState } from 'react';
import { useClock, useTile } from '../board/context';
import { actorText } from '../parts/actor';
import { ageText } from '../parts/age';
import { minuteText } from '../parts/city-time';
import { Explained } from '../parts/explained';
import { formatCount, NO_DATA } from '../parts/figures';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import './emergency-band.css';
import { PlaybookActions } from './emergency-dialog';

/** Across the whole desk while an emergency is open. A drill is hatched and says so twice: nobody can mistake it. */
export function EmergencyBand({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const emergency = useTile('emergency');
  const city = useTile('city');
  const catalogue = useTile('catalogue');
  const { cityNow } = useClock(1_000);
  const [shown, setShown] = useState(false);
  const open = emergency?.open ?? null;
  if (open === null || city === undefined || cityNow === null) return null;
  const playbook = city.playbooks.find((candidate) => candidate.code === open.playbook);
  const name = playbook === undefined ? open.playbook : words.name(playbook.name);
  const appeals = emergency?.appealsSince ?? null;
  return (
    <section
      className="band"
      data-testid="emergency-band"
      data-drill={open.drill}
      data-playbook={open.playbook}
      aria-label={words.t(open.drill ? 'desk.emergency.band-drill' : 'desk.emergency.band')}
    >
      <div className="band-line">
        <strong className="band-kind">
          {open.drill ? null : <Sign level="broken" />}
          {words.t(open.drill ? 'desk.emergency.band-drill' : 'desk.emergency.band')}
        </strong>
        <span className="band-name">{name}</span>
        {open.drill ? <span className="band-drill-note">{words.t('desk.emergency.drill-note')}</span> : null}
        <span className="band-since">
          {words.t('desk.emergency.since', { at: minuteText(open.openedAt, city.zone), length: ageText(cityNow - open.openedAt, words) })}
        </span>
        <span>{words.t('desk.emergency.by', { by: actorText(open.by, words, catalogue) })}</span>
        <span className="band-reason" title={open.reason}>
          {open.reason}
        </span>
        <Explained term="appealsSince" className="band-appeals">
          {words.t('desk.emergency.appeals')} <b>{appeals === null ? NO_DATA : formatCount(appeals, words.locale)}</b>
        </Explained>
        {playbook === undefined ? null : (
          <button type="button" className="button" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {words.t('desk.emergency.show-actions', { n: playbook.actions.length })}
          </button>
        )}
        <button type="button" className="button" data-testid="emergency-close" onClick={onClose} aria-keyshortcuts="e">
          {words.t('desk.emergency.close')}
        </button>
      </div>
      {shown && playbook !== undefined ? (
        <PlaybookActions actions={playbook.actions.map((action) => words.name(action))} raises={playbook.gradeRaise} />
      ) : null}
    </section>
  );
}
