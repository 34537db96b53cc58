import { useClock, useTile } from '../board/context';
import { actorText } from '../parts/actor';
import { minutesText } from '../parts/age';
import { minuteText } from '../parts/city-time';
import { Explained } from '../parts/explained';
import { formatCount, NO_DATA } from '../parts/figures';
import { useFreshness } from '../parts/freshness';
import { useWords } from '../parts/words';
import './emergency-band.css';

/** Emergency mode: what, since when, by whom, why, what the playbook asks for, how many appeals since. A drill says so everywhere. */
export function EmergencyBand() {
  const words = useWords();
  const city = useTile('city');
  const catalogue = useTile('catalogue');
  const emergency = useTile('emergency');
  const { fresh } = useFreshness();
  const open = emergency?.open ?? null;
  if (open === null || city === undefined) return null;
  const playbook = city.playbooks.find((candidate) => candidate.code === open.playbook);
  const kind = playbook === undefined ? open.playbook : words.name(playbook.name);
  const mode = open.drill ? 'drill' : 'emergency';
  return (
    <>
      <section className="emergency-band" data-testid="emergency-band" data-mode={mode} role="alert">
        <div className="emergency-kind">
          <span>{words.t(`wall.mode.${mode}`)}</span>
          <strong>{kind}</strong>
        </div>
        <div className="emergency-facts">
          <span>
            {words.t('wall.emergency.since', { time: minuteText(open.openedAt, city.zone) })} <Running since={open.openedAt} />
          </span>
          <span>{words.t('wall.emergency.by', { who: actorText(open.by, words, catalogue) })}</span>
          <b title={open.reason}>{open.reason}</b>
        </div>
        {playbook === undefined ? null : (
          <ol className="emergency-actions">
            {playbook.actions.map((action) => (
              <li key={action.zh} title={words.name(action)}>
                {words.name(action)}
              </li>
            ))}
          </ol>
        )}
        <Explained term="appealsSince" className="emergency-appeals">
          <b data-old={!fresh || undefined}>
            {emergency?.appealsSince === null || emergency === undefined ? NO_DATA : formatCount(emergency.appealsSince, words.locale)}
          </b>
          <span>{words.t('wall.emergency.appeals')}</span>
        </Explained>
      </section>
      {open.drill ? <DrillMarks word={words.t('wall.mode.drill')} /> : null}
    </>
  );
}

function Running({ since }: { readonly since: number }) {
  const words = useWords();
  const { cityNow } = useClock();
  return cityNow === null ? null : <>{words.t('wall.emergency.running', { length: minutesText(cityNow - since, words) })}</>;
}

/** 演练 across the whole picture, so that no photograph of a part of it can be taken for the real thing. */
function DrillMarks({ word }: { readonly word: string }) {
  return (
    <div className="drill-marks" aria-hidden>
      {Array.from({ length: 24 }, (_, index) => (
        <span key={index}>{word}</span>
      ))}
    </div>
  );
}
