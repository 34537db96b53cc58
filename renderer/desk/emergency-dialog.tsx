import { type FormEvent, useState } from 'react';
import { ulid } from 'ulid';
import type { Command } from '../../shared/domain/commands';
import { REASON_LIMIT } from '../../shared/domain/refusals';
import { useLink, useTile } from '../board/context';
import { Dialog } from '../parts/dialog';
import { useWords } from '../parts/words';
import './emergency-dialog.css';
import { problemText } from './problem-words';

/** Sending one command about the emergency: state, words for a refusal, and a key that a repeat keeps. */
function useEmergencyCommand(onDone: () => void) {
  const words = useWords();
  const link = useLink();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState<{ readonly key: string; readonly text: string } | null>(null);
  const send = async (command: Command): Promise<void> => {
    // The same decision keeps its key until its outcome is known, so that pressing again after a lost answer never acts twice.
    const text = JSON.stringify(command);
    const key = pending?.text === text ? pending.key : ulid();
    setPending({ key, text });
    setSending(true);
    setProblem(null);
    const outcome = await link.command(key, command, []);
    setSending(false);
    if (outcome.ok) {
      onDone();
      return;
    }
    const unknown = outcome.problem.type === 'unavailable';
    if (!unknown) setPending(null);
    setProblem(
      unknown ? words.t('desk.emergency.unknown') : words.t('desk.emergency.failed', { problem: problemText(outcome.problem, words) }),
    );
  };
  return { sending, problem, send };
}

/** Opening emergency mode in two steps: choose, then look once more. A drill is chosen as deliberately as the real thing. */
export function EmergencyOpenDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const city = useTile('city');
  const playbooks = city?.playbooks ?? [];
  const [code, setCode] = useState<string | null>(null);
  const [drill, setDrill] = useState(false);
  const [reason, setReason] = useState('');
  const [reviewing, setReviewing] = useState(false);
  const { sending, problem, send } = useEmergencyCommand(onClose);
  const playbook = playbooks.find((candidate) => candidate.code === code) ?? null;
  const ready = playbook !== null && reason.trim() !== '';

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || sending) return;
    if (!reviewing) setReviewing(true);
    else void send({ kind: 'open-emergency', playbook: playbook.code, drill, reason: reason.trim() });
  };
  return (
    <Dialog
      title={words.t(reviewing ? 'desk.emergency.review' : 'desk.emergency.title')}
      width="wide"
      onClose={onClose}
      className="emergency"
    >
      <form onSubmit={onSubmit} className="emergency-form">
        {reviewing && playbook !== null ? (
          <div className="dialog-content emergency-review" data-drill={drill || undefined}>
            <p className="emergency-headline">
              {words.t(drill ? 'desk.emergency.review-drill' : 'desk.emergency.review-real', {
                playbook: words.name(playbook.name),
              })}
            </p>
            <p>{words.t('desk.emergency.effect')}</p>
            <blockquote>{reason.trim()}</blockquote>
            <PlaybookActions actions={playbook.actions.map((action) => words.name(action))} raises={playbook.gradeRaise} />
          </div>
        ) : (
          <div className="dialog-content emergency-choose">
            <fieldset>
              <legend>{words.t('desk.emergency.playbook')}</legend>
              {playbooks.length === 0 ? <p>{words.t('desk.emergency.none')}</p> : null}
              <div className="playbooks" role="radiogroup" aria-label={words.t('desk.emergency.playbook')} data-testid="emergency-playbook">
                {playbooks.map((candidate) => (
                  <label key={candidate.code} className="choice" data-playbook={candidate.code}>
                    <input
                      type="radio"
                      name="playbook"
                      value={candidate.code}
                      checked={code === candidate.code}
                      onChange={() => setCode(candidate.code)}
                    />
                    <span>{words.name(candidate.name)}</span>
                  </label>
                ))}
              </div>
              <legend>{words.t('desk.emergency.mode')}</legend>
              <div className="modes" role="radiogroup" aria-label={words.t('desk.emergency.mode')}>
                <label className="choice" data-mode="real">
                  <input type="radio" name="mode" value="real" checked={!drill} onChange={() => setDrill(false)} />
                  <span>
                    {words.t('desk.emergency.real')}
                    <small>{words.t('desk.emergency.real-hint')}</small>
                  </span>
                </label>
                <label className="choice" data-mode="drill">
                  <input type="radio" name="mode" value="drill" checked={drill} onChange={() => setDrill(true)} />
                  <span>
                    {words.t('desk.emergency.drill')}
                    <small>{words.t('desk.emergency.drill-hint')}</small>
                  </span>
                </label>
              </div>
            </fieldset>
            <div>
              {playbook === null ? (
                <p className="emergency-none">{words.t('desk.emergency.choose')}</p>
              ) : (
                <PlaybookActions actions={playbook.actions.map((action) => words.name(action))} raises={playbook.gradeRaise} />
              )}
              <label className="field-label" htmlFor="emergency-reason">
                {words.t('desk.emergency.reason')}
              </label>
              <textarea
                id="emergency-reason"
                className="field"
                data-testid="emergency-reason"
                rows={3}
                maxLength={REASON_LIMIT}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </div>
          </div>
        )}
        <footer className="dialog-foot">
          <span className="dialog-foot-note emergency-problem" role="alert">
            {sending ? words.t('desk.emergency.sending') : problem}
          </span>
          <button type="button" className="button" onClick={() => (reviewing ? setReviewing(false) : onClose())} disabled={sending}>
            {words.t(reviewing ? 'desk.action.back' : 'desk.action.cancel')}
          </button>
          {reviewing ? (
            <button
              key="confirm"
              type="submit"
              className={drill ? 'button button-primary' : 'button button-alarm-filled'}
              data-testid="emergency-confirm"
              disabled={sending}
            >
              {words.t(drill ? 'desk.emergency.confirm-drill' : 'desk.emergency.confirm-real')}
            </button>
          ) : (
            <button key="next" type="submit" className="button button-primary" data-testid="emergency-next" disabled={!ready}>
              {words.t('desk.emergency.next')}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

interface PlaybookActionsProps {
  readonly actions: readonly string[];
  readonly raises: boolean;
}

export function PlaybookActions({ actions, raises }: PlaybookActionsProps) {
  const words = useWords();
  return (
    <section className="playbook-actions">
      <h3>{words.t('desk.emergency.actions')}</h3>
      <ol>
        {actions.map((action) => (
          <li key={action}>{action}</li>
        ))}
      </ol>
      {raises ? <p>{words.t('desk.emergency.raises')}</p> : null}
    </section>
  );
}

/** Closing needs a reason, which goes into the record like the one for opening. */
export function EmergencyCloseDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const city = useTile('city');
  const open = useTile('emergency')?.open ?? null;
  const [reason, setReason] = useState('');
  const { sending, problem, send } = useEmergencyCommand(onClose);
  if (open === null) return null;
  const playbook = city?.playbooks.find((candidate) => candidate.code === open.playbook);
  const name = playbook === undefined ? open.playbook : words.name(playbook.name);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '' && !sending) void send({ kind: 'close-emergency', emergency: open.emergency, reason: reason.trim() });
  };
  return (
    <Dialog
      title={words.t(open.drill ? 'desk.emergency.close-title-drill' : 'desk.emergency.close-title', { playbook: name })}
      onClose={onClose}
      className="emergency"
    >
      <form onSubmit={onSubmit} className="emergency-form">
        <div className="dialog-content">
          <p className="emergency-effect">{words.t('desk.emergency.close-effect')}</p>
          <label className="field-label" htmlFor="emergency-close-reason">
            {words.t('desk.emergency.reason')}
          </label>
          <textarea
            id="emergency-close-reason"
            className="field"
            data-testid="emergency-reason"
            rows={3}
            maxLength={REASON_LIMIT}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <footer className="dialog-foot">
          <span className="dialog-foot-note emergency-problem" role="alert">
            {sending ? words.t('desk.emergency.sending') : problem}
          </span>
          <button type="button" className="button" onClick={onClose}>
            {words.t('desk.action.cancel')}
          </button>
          <button
            type="submit"
            className="button button-primary"
            data-testid="emergency-confirm"
            disabled={sending || reason.trim() === ''}
          >
            {words.t('desk.emergency.close-confirm')}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
