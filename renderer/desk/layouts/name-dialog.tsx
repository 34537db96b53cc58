import { type FormEvent, useState } from 'react';
import { isLayoutName } from '../../../shared/contract/wall-pages';
import { Dialog } from '../../parts/dialog';
import { useWords } from '../../parts/words';

interface NameDialogProps {
  readonly title: string;
  readonly first: string;
  /** Of other layouts. */
  readonly taken: readonly string[];
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for a layout's name, and says why one cannot be had. */
export function NameDialog({ title, first, taken, onName, onClose }: NameDialogProps) {
  const words = useWords();
  const [text, setText] = useState(first);
  const name = text.trim();
  const problem =
    name === '' ? null : !isLayoutName(name) ? words.t('layouts.name.bad') : taken.includes(name) ? words.t('layouts.name.taken') : null;
  const ready = name !== '' && problem === null;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) onName(name);
  };
  return (
    <Dialog title={title} width="narrow" onClose={onClose}>
      <form onSubmit={onSubmit}>
        <div className="dialog-content">
          <label className="field-label" htmlFor="layout-name">
            {words.t('layouts.name')}
          </label>
          <input
            id="layout-name"
            className="field"
            value={text}
            maxLength={40}
            aria-invalid={problem !== null}
            aria-describedby="layout-name-note"
            onChange={(event) => setText(event.target.value)}
          />
          <p id="layout-name-note" className="layouts-note" role="status">
            {problem ?? words.t('layouts.name.note')}
          </p>
        </div>
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            {words.t('desk.action.cancel')}
          </button>
          <button type="submit" className="button button-primary" disabled={!ready}>
            {words.t('layouts.name.take')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
