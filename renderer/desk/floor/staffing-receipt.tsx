import { useEffect, useRef, useSyncExternalStore } from 'react';
import { minuteText } from '../../parts/city-time';
import { Dialog } from '../../parts/dialog';
import { formatCount } from '../../parts/figures';
import { Sign } from '../../parts/sign';
import { useWords } from '../../parts/words';
import { problemText } from '../problem-words';
import { measureText } from '../../parts/measure-words';
import './staffing-dialog.css';
import type { SentDecision } from './use-staffing-run';
import { endText } from './what-if-panel';

interface StaffingReceiptProps {
  readonly sent: SentDecision;
  readonly zone: string;
  /** `ended` null: the answer is still to come, or not known. */
  readonly onClose: (ended: 'done' | 'refused' | null) => void;
}

/** What became of a decision: recorded, refused, or not known, in which case sending again is safe. */
export function StaffingReceipt({ sent, zone, onClose }: StaffingReceiptProps) {
  const words = useWords();
  const { command, run } = sent;
  const [item] = useSyncExternalStore(run.subscribe, run.items);
  const result = item?.result ?? ({ state: 'waiting' } as const);
  const { state } = result;
  const finished = state !== 'waiting' && state !== 'sending';
  const leave = () => onClose(state === 'done' ? 'done' : state === 'refused' || state === 'conflict' ? 'refused' : null);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (finished) close.current?.focus();
  }, [finished]);
  return (
    <Dialog title={words.t('desk.staffing.title')} onClose={leave}>
      <div className="staffing-receipt" data-testid="staffing-receipt" data-state={state} role="status">
        <p className="act-headline">
          {state === 'unknown' || state === 'refused' || state === 'conflict' ? <Sign level="watch" /> : null}{' '}
          {state === 'done'
            ? words.t('desk.staffing.done', { seq: formatCount(result.seq, words.locale) })
            : state === 'unknown'
              ? words.t('desk.receipt.unknown')
              : finished
                ? words.t('desk.receipt.refused')
                : words.t('desk.staffing.sending')}
        </p>
        <p>
          {measureText(command.measure, words)} ·{' '}
          {words.t('desk.what-if.window', { from: minuteText(command.fromAt, zone), to: endText(command.toAt, zone) })}
        </p>
        <p>
          {state === 'done' ? words.t('desk.staffing.done-next') : null}
          {state === 'unknown' ? words.t('desk.receipt.unknown-safe') : null}
          {state === 'refused' ? problemText(result.problem, words) : null}
          {state === 'conflict' ? words.t('desk.problem.version-conflict') : null}
        </p>
      </div>
      <footer className="dialog-foot">
        <span className="dialog-foot-note" />
        {state === 'unknown' && item !== undefined ? (
          <button type="button" className="button" data-testid="resend" onClick={() => run.retry([item.case])}>
            {words.t('desk.receipt.resend')}
          </button>
        ) : null}
        <button ref={close} type="button" className="button button-primary" onClick={leave}>
          {words.t(finished ? 'desk.receipt.close' : 'desk.receipt.hide')}
        </button>
      </footer>
    </Dialog>
  );
}
