import type { Screens } from '../../../shared/contract/screens';
import { actorText } from '../../parts/actor';
import { Sign } from '../../parts/sign';
import { useWords, type Words } from '../../parts/words';
import { OutcomeLine } from './outcome-line';
import { RevokeButton } from './revoke-button';
import type { Requests } from './use-requests';

/** A paired wall of which no screen is known now, or one that was revoked. */
export function WallCard({ wall, requests }: { readonly wall: Screens['walls'][number]; readonly requests: Requests }) {
  const words = useWords();
  const { id, name, pairedAt, pairedBy, revoked, connected } = wall;
  const state = revoked !== null ? 'revoked' : connected ? 'silent' : 'away';
  return (
    <li className="screen-card" data-state={revoked === null ? 'absent' : 'revoked'} data-testid="wall-card" data-wall={name}>
      <div className="screen-picture">
        <span className="screen-no-picture">{words.t(revoked === null ? 'desk.screens.no-picture' : 'desk.screens.shut-out')}</span>
      </div>
      <div className="screen-body">
        <header>
          <h3>{name}</h3>
          <span className="screen-state" data-level={revoked === null ? 'watch' : 'normal'}>
            <Sign level={revoked === null ? 'watch' : 'normal'} /> {words.t(`desk.screens.wall.${state}`)}
          </span>
        </header>
        <p className="screen-place">
          {words.t('desk.screens.paired', { at: momentText(pairedAt, words), by: actorText(pairedBy, words, undefined) })}
        </p>
        {revoked === null ? null : (
          <p className="screen-place">
            {words.t('desk.screens.revoked', { at: momentText(revoked.at, words), by: actorText(revoked.by, words, undefined) })}
          </p>
        )}
        <div className="screen-acts">{revoked === null ? <RevokeButton wall={wall} requests={requests} about={id} /> : null}</div>
        <OutcomeLine asked={requests.asked.get(id)} />
      </div>
    </li>
  );
}

/** Real time, of this machine's zone: pairing is not of the city. */
function momentText(at: number, words: Words): string {
  return new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
