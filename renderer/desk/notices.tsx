import { type ReactNode, useSyncExternalStore } from 'react';
import type { ExportResult } from '../../shared/contract/bridge';
import { formatCount } from '../parts/figures';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import type { RunningAct } from './acts';
import type { SentDecision } from './floor/use-staffing-run';

import './notices.css';

/** Where the export of a briefing stands. */
export type BriefingState = { readonly state: 'idle' | 'running' } | { readonly state: 'ended'; readonly result: ExportResult };

interface NoticesProps {
  readonly briefing: BriefingState;
  readonly onBriefingSeen: () => void;
  /** Acts whose receipt is closed. */
  readonly acts: readonly RunningAct[];
  readonly onAct: (id: string) => void;
  /** A staffing decision whose receipt is closed; null: none. */
  readonly staffing: SentDecision | null;
  readonly onStaffing: () => void;
}

/** What the desk has to say about things that were asked for a moment ago. Stays until it is read. */
export function Notices({ briefing, onBriefingSeen, acts, onAct, staffing, onStaffing }: NoticesProps) {
  if (briefing.state === 'idle' && acts.length === 0 && staffing === null) return null;
  return (
    <div className="notices">
      {briefing.state === 'idle' ? null : <BriefingNotice briefing={briefing} onSeen={onBriefingSeen} />}
      {acts.map((running) => (
        <ActNotice key={running.id} running={running} onOpen={() => onAct(running.id)} />
      ))}
      {staffing === null ? null : <StaffingNotice sent={staffing} onOpen={onStaffing} />}
    </div>
  );
}

function BriefingNotice({
  briefing,
  onSeen,
}: {
  readonly briefing: Exclude<BriefingState, { state: 'idle' }>;
  readonly onSeen: () => void;
}) {
  const words = useWords();
  const result = briefing.state === 'ended' ? briefing.result : null;
  let body: ReactNode;
  if (result === null) body = words.t('desk.briefing.running');
  else if (!result.ok) body = words.t(`desk.briefing.${result.problem}`);
  else {
    body = (
      <>
        {words.t('desk.briefing.done', { seq: formatCount(result.briefing.seq, words.locale) })}
        <code data-file="pdf">{result.briefing.pdf}</code>
        <code data-file="png">{result.briefing.png}</code>
      </>
    );
  }
  const outcome = result === null ? 'running' : result.ok ? 'ok' : result.problem;
  return (
    <section
      className="notice"
      role="status"
      data-testid={result === null ? 'briefing-running' : 'briefing-result'}
      data-result={outcome}
      data-seq={result?.ok === true ? result.briefing.seq : undefined}
    >
      <div>
        {result !== null && !result.ok && result.problem !== 'cancelled' ? <Sign level="watch" /> : null} {body}
      </div>
      {result === null ? null : (
        <button type="button" className="button" onClick={onSeen}>
          {words.t('desk.notice.dismiss')}
        </button>
      )}
    </section>
  );
}

function ActNotice({ running, onOpen }: { readonly running: RunningAct; readonly onOpen: () => void }) {
  const words = useWords();
  const items = useSyncExternalStore(running.run.subscribe, running.run.items);
  const count = (state: string) => items.filter((item) => item.result.state === state).length;
  return (
    <section className="notice" role="status">
      <div>
        <strong>{words.t(`desk.${running.act.kind}.title`, { n: items.length })}</strong>
        <span>
          {words.t('desk.receipt.summary', {
            done: count('done'),
            conflict: count('conflict'),
            unknown: count('unknown'),
            refused: count('refused'),
          })}
        </span>
      </div>
      <button type="button" className="button" onClick={onOpen}>
        {words.t('desk.receipt.look')}
      </button>
    </section>
  );
}

function StaffingNotice({ sent, onOpen }: { readonly sent: SentDecision; readonly onOpen: () => void }) {
  const words = useWords();
  const [item] = useSyncExternalStore(sent.run.subscribe, sent.run.items);
  const state = item?.result.state ?? 'waiting';
  return (
    <section className="notice" role="status" data-testid="staffing-notice">
      <div>
        <strong>{words.t('desk.staffing.title')}</strong>
        <span>{state === 'done' ? words.t('desk.staffing.notice-done') : words.t(`desk.receipt.${state}`)}</span>
      </div>
      <button type="button" className="button" onClick={onOpen}>
        {words.t('desk.receipt.look')}
      </button>
    </section>
  );
}
