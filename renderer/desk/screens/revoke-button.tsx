import { useState } from 'react';
import type { Screens } from '../../../shared/contract/screens';
import { useWords } from '../../parts/words';
import type { Requests } from './use-requests';

interface RevokeButtonProps {
  readonly wall: Screens['walls'][number];
  readonly requests: Requests;
  /** Where what came of it is told. */
  readonly about: string;
}

/** Shuts a paired wall out, once it was confirmed. */
export function RevokeButton({ wall, requests, about }: RevokeButtonProps) {
  const words = useWords();
  const [asks, setAsks] = useState(false);
  if (!asks)
    return (
      <button type="button" className="button button-alarm" data-act="revoke" onClick={() => setAsks(true)}>
        {words.t('desk.screens.act.revoke')}
      </button>
    );
  return (
    <div className="screen-confirm" role="alertdialog" aria-label={words.t('desk.screens.revoke.question', { name: wall.name })}>
      <p>{words.t('desk.screens.revoke.question', { name: wall.name })}</p>
      <button type="button" className="button" autoFocus onClick={() => setAsks(false)}>
        {words.t('desk.screens.revoke.keep')}
      </button>
      <button
        type="button"
        className="button button-alarm-filled"
        data-act="revoke-now"
        onClick={() => {
          setAsks(false);
          void requests.ask(about, { kind: 'revoke', wall: wall.id });
        }}
      >
        {words.t('desk.screens.revoke.now')}
      </button>
    </div>
  );
}
