import { type FormEvent, useState } from 'react';
import { CODE_DIGITS } from '../../../shared/contract/pairing';
import { useWords } from '../../parts/words';
import { OutcomeLine } from './outcome-line';
import type { Requests } from './use-requests';

const MOST_NAME = 60;
/** What is asked is about no screen yet. */
const ABOUT = 'pair';

/** Lets a wall in by the six digits that it shows. */
export function PairForm({ requests, waiting }: { readonly requests: Requests; readonly waiting: number }) {
  const words = useWords();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const asked = requests.asked.get(ABOUT);
  const busy = asked?.outcome === null;
  const complete = code.length === CODE_DIGITS;
  const pair = async () => {
    const outcome = await requests.ask(ABOUT, { kind: 'pair', code, name: name.trim() === '' ? null : name.trim() });
    if (!outcome.ok) return;
    setCode('');
    setName('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete && !busy) void pair();
  };
  return (
    <form className="screen-pair" onSubmit={submit} data-testid="pair-form">
      <label>
        <span>{words.t('desk.screens.pair.code')}</span>
        <input
          className="field screen-code"
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          placeholder="000000"
          value={code}
          onChange={(event) => setCode(event.target.value.replaceAll(/\D/gu, '').slice(0, CODE_DIGITS))}
        />
      </label>
      <label>
        <span>{words.t('desk.screens.pair.name')}</span>
        <input
          className="field"
          autoComplete="off"
          maxLength={MOST_NAME}
          placeholder={words.t('desk.screens.pair.name-hint')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <button type="submit" className="button button-primary" disabled={!complete || busy}>
        {words.t('desk.screens.act.pair')}
      </button>
      <p className="screen-waiting">{words.t('desk.screens.waiting', { n: waiting })}</p>
      <OutcomeLine asked={asked} />
    </form>
  );
}
