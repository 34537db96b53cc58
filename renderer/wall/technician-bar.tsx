import type { TechnicianAct } from '../../shared/contract/bridge';
import { useWords } from '../parts/words';
import './technician-bar.css';
import { useWallScreen } from './wall-screen';

/** For the technician in front of the screen: which display this is, and what can be done here. */
export function TechnicianBar() {
  const words = useWords();
  const { technician, name, place, geometry } = useWallScreen();
  if (technician === null) return null;
  const { display, label, widthPx, heightPx, page, kiosk } = technician;
  const act = (what: TechnicianAct) => window.hotlineWall.technician(what);
  const facts = [
    [words.t('wall.technician.screen'), [name, place].filter((part) => part !== null).join(' · ') || words.t('wall.technician.unnamed')],
    [words.t('wall.technician.display'), [display, label].filter((part) => part !== '').join(' · ')],
    [words.t('wall.technician.pixels'), `${widthPx}×${heightPx}`],
    [
      words.t('wall.technician.geometry'),
      geometry === null
        ? words.t('wall.technician.unmeasured')
        : words.t('wall.technician.measured', { height: geometry.heightMm, distance: geometry.distanceMm }),
    ],
    [words.t('wall.technician.page'), page],
  ] as const;
  return (
    <aside className="technician-bar" data-testid="technician-bar">
      <dl>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="technician-acts">
        <button type="button" className="button" onClick={() => act('identify')}>
          {words.t('wall.technician.identify')}
        </button>
        {kiosk ? (
          <button type="button" className="button" onClick={() => act('leave-kiosk')}>
            {words.t('wall.technician.leave')}
          </button>
        ) : null}
        <button type="button" className="button" onClick={() => act('close')}>
          {words.t('wall.technician.close')}
        </button>
      </div>
    </aside>
  );
}

/** The number of this screen, so large that nobody asks which one it is. */
export function ScreenNumber() {
  const { number, name } = useWallScreen();
  if (number === null) return null;
  return (
    <div className="screen-number" data-testid="screen-number">
      <b>{number}</b>
      <span>{name}</span>
    </div>
  );
}
