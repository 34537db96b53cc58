import { useEffect, useState } from 'react';
import type { Pairing } from '../../shared/contract/bridge';
import { SECOND_MS } from '../../shared/time/instant';
import { NO_DATA } from '../parts/figures';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import './pairing-page.css';
import { useWallScale } from './use-wall-scale';

/** Digits are read out in groups of so many. */
const GROUP = 3;

/** Of a wall that may show nothing yet, or nothing any more: the code that lets it in, and who enters it where. */
export function PairingPage({ pairing }: { readonly pairing: Pairing }) {
  const words = useWords();
  useWallScale();
  const { hub, name, state, code, until, revoked } = pairing;
  return (
    <main className="pairing" data-testid="pairing" data-state={state} data-revoked={revoked || undefined}>
      <header className="pairing-head">
        {revoked ? (
          <p className="pairing-revoked" role="status">
            <Sign level="broken" /> {words.t('wall.pairing.revoked')}
          </p>
        ) : null}
        <h1>{words.t(revoked ? 'wall.pairing.title-again' : 'wall.pairing.title')}</h1>
      </header>
      {code === null ? (
        <p className="pairing-state" role="status">
          {words.t(`wall.pairing.state.${state}`)}
        </p>
      ) : (
        <p className="pairing-code" data-testid="pairing-code" aria-label={code}>
          <span>{code.slice(0, GROUP)}</span>
          <span>{code.slice(GROUP)}</span>
        </p>
      )}
      <div className="pairing-foot">
        <p>{words.t('wall.pairing.how')}</p>
        <dl>
          <div>
            <dt>{words.t('wall.pairing.name')}</dt>
            <dd>{name}</dd>
          </div>
          <div>
            <dt>{words.t('wall.pairing.hub')}</dt>
            <dd>{hub}</dd>
          </div>
          <div>
            <dt>{words.t('wall.pairing.left')}</dt>
            <dd>{until === null || code === null ? NO_DATA : <TimeLeft key={until} until={until} />}</dd>
          </div>
        </dl>
        <p className="pairing-note">{words.t('wall.pairing.shows')}</p>
      </div>
    </main>
  );
}

/** Minutes and seconds until a moment by this machine's clock. */
function TimeLeft({ until }: { readonly until: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((until - now) / SECOND_MS));
  return <>{`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`}</>;
}
