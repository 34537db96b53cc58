import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { CaseRow } from '../../shared/contract/frames';
import { NONE } from '../../shared/domain/keys';
import { Dialog } from '../parts/dialog';
import { useWords } from '../parts/words';
import type { Act } from './act-plan';
import type { CommandRun, RunItem } from './command-run';
import { type Names, statusText } from './names';
import { problemText } from './problem-words';

interface ActReceiptProps {
  readonly act: Act;
  readonly run: CommandRun;
  readonly names: Names;
  readonly onClose: () => void;
}

/** What became of every case. Nothing is resolved behind the person's back: a conflict is looked at, an unknown is sent again by hand. */
export function ActReceipt({ act, run, names, onClose }: ActReceiptProps) {
  const words = useWords();
  const items = useSyncExternalStore(run.subscribe, run.items);
  const close = useRef<HTMLButtonElement>(null);
  const count = (state: RunItem['result']['state']) => items.filter((item) => item.result.state === state).length;
  const [done, conflict, unknown, refused] = [count('done'), count('conflict'), count('unknown'), count('refused')];
  const answered = done + conflict + unknown + refused;
  const finished = answered === items.length;
  useEffect(() => {
    if (finished) close.current?.focus();
  }, [finished]);
  return (
    <Dialog title={words.t(`desk.${act.kind}.title`, { n: act.rows.length })} width="wide" onClose={onClose}>
      <div className="receipt" data-testid="reassign-receipt" data-finished={finished || undefined}>
        <p className="act-headline" role="status">
          {!finished
            ? words.t('desk.receipt.progress', { done: answered, total: items.length })
            : done === items.length
              ? words.t('desk.receipt.all-done', { n: done })
              : words.t('desk.receipt.summary', { done, conflict, unknown, refused })}
        </p>
        <div className="receipt-bar" aria-hidden="true">
          <i style={{ width: `${(done / items.length) * 100}%` }} />
        </div>
        <ul className="receipt-list">
          {[...items]
            .toSorted((a, b) => ORDER[a.result.state] - ORDER[b.result.state])
            .map((item) => (
              <ReceiptLine key={item.case} item={item} row={act.rows.find((row) => row.case === item.case)} run={run} names={names} />
            ))}
        </ul>
      </div>
      <footer className="dialog-foot">
        <span className="dialog-foot-note" />
        {unknown > 1 ? (
          <button type="button" className="button" onClick={() => run.retry(items.map((item) => item.case))}>
            {words.t('desk.receipt.resend-all', { n: unknown })}
          </button>
        ) : null}
        <button ref={close} type="button" className="button button-primary" onClick={onClose}>
          {words.t(finished ? 'desk.receipt.close' : 'desk.receipt.hide')}
        </button>
      </footer>
    </Dialog>
  );
}

/** What needs a person comes first. */
const ORDER: Readonly<Record<RunItem['result']['state'], number>> = {
  conflict: 0,
  unknown: 1,
  refused: 2,
  sending: 3,
  waiting: 4,
  done: 5,
};

interface ReceiptLineProps {
  readonly item: RunItem;
  readonly row: CaseRow | undefined;
  readonly run: CommandRun;
  readonly names: Names;
}

function ReceiptLine({ item, row, run, names }: ReceiptLineProps) {
  const words = useWords();
  const { result } = item;
  const unitName = (unit: number) => (unit === NONE ? words.t('desk.fact.no-unit') : names.unit(unit));
  return (
    <li data-case={item.case} data-state={result.state} data-testid={result.state === 'conflict' ? 'conflict' : undefined}>
      <div className="receipt-line">
        <span className="receipt-reference">{row?.reference ?? item.case}</span>
        <b>
          {result.state === 'done' ? words.t('desk.receipt.done', { version: result.version }) : words.t(`desk.receipt.${result.state}`)}
        </b>
        {result.state === 'unknown' ? (
          <>
            <span className="receipt-words">{words.t('desk.receipt.unknown-safe')}</span>
            <button type="button" className="button" data-testid="resend" onClick={() => run.retry([item.case])}>
              {words.t('desk.receipt.resend')}
            </button>
          </>
        ) : null}
        {result.state === 'refused' ? <span className="receipt-words">{problemText(result.problem, words)}</span> : null}
      </div>
      {result.state === 'conflict' && result.winner !== null ? (
        <div className="receipt-conflict">
          <dl>
            <div>
              <dt>{words.t('desk.receipt.expected')}</dt>
              <dd>
                <b>v{item.expected}</b> {row === undefined ? '' : `${unitName(row.unit)} · ${statusText(row.status, words)}`}
              </dd>
            </div>
            <div data-winner>
              <dt>{words.t('desk.receipt.current')}</dt>
              <dd>
                <b>v{result.winner.version}</b> {unitName(result.winner.unit)} · {statusText(result.winner.status, words)}
              </dd>
            </div>
          </dl>
          <span>{words.t('desk.receipt.conflict-safe')}</span>
          <button type="button" className="button" data-testid="take-again" onClick={() => run.again([item.case])}>
            {words.t('desk.receipt.again', { version: result.winner.version })}
          </button>
        </div>
      ) : null}
      {result.state === 'conflict' && result.winner === null ? (
        <div className="receipt-conflict">{words.t('desk.receipt.conflict-gone')}</div>
      ) : null}
    </li>
  );
}
