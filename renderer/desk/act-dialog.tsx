import { type FormEvent, type KeyboardEvent, useMemo, useState } from 'react';
import type { CaseRow } from '../../shared/contract/frames';
import { NONE, type UnitKey } from '../../shared/domain/keys';
import { REASON_LIMIT } from '../../shared/domain/refusals';
import { Dialog } from '../parts/dialog';
import { useFreshness } from '../parts/freshness';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import './act-dialog.css';
import { type Act, type ActKind, planOf } from './act-plan';
import { ActPreview } from './act-preview';
import type { Names } from './names';
import { UnitSearch } from './unit-search';

interface ActDialogProps {
  readonly kind: ActKind;
  /** As the person saw them: their versions are what the commands expect. */
  readonly rows: readonly CaseRow[];
  readonly names: Names;
  readonly onClose: () => void;
  readonly onAct: (act: Act) => void;
}

const PRESETS = {
  reassign: ['desk.reassign.preset.1', 'desk.reassign.preset.2', 'desk.reassign.preset.3', 'desk.reassign.preset.4'],
  urge: ['desk.urge.preset.1', 'desk.urge.preset.2', 'desk.urge.preset.3'],
} as const;

/** Reassigning or urging one case or many: choose, say why, see what will happen, act. */
export function ActDialog({ kind, rows, names, onClose, onAct }: ActDialogProps) {
  const words = useWords();
  const { fresh } = useFreshness();
  const [unit, setUnit] = useState<UnitKey | null>(null);
  const [reason, setReason] = useState('');
  const plan = useMemo(() => planOf(kind, rows, unit), [kind, rows, unit]);
  const near = useMemo(() => [...new Set(rows.map((row) => row.district))], [rows]);
  const ready = plan.acted.length > 0 && reason.trim() !== '' && (kind === 'urge' || unit !== null);

  const act = () => {
    if (ready) onAct({ kind, rows: plan.acted, unit: unit ?? NONE, reason: reason.trim() });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      act();
    }
  };

  return (
    <Dialog title={words.t(`desk.${kind}.title`, { n: rows.length })} width="wide" onClose={onClose}>
      <form className="act" onSubmit={onSubmit} onKeyDown={onKeyDown}>
        <div className="act-columns">
          <div className="act-form">
            {kind === 'reassign' ? <UnitSearch unit={unit} onUnit={setUnit} near={near} /> : null}
            <label className="field-label" htmlFor="act-reason">
              {words.t(`desk.${kind}.reason`)}
              <span>{words.t('desk.reassign.reason-count', { n: reason.length, limit: REASON_LIMIT })}</span>
            </label>
            <textarea
              id="act-reason"
              className="field"
              data-testid="reassign-reason"
              rows={2}
              maxLength={REASON_LIMIT}
              required
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <div className="act-presets">
              {PRESETS[kind].map((preset) => (
                <button key={preset} type="button" onClick={() => setReason(words.t(preset))}>
                  {words.t(preset)}
                </button>
              ))}
            </div>
          </div>
          <ActPreview kind={kind} plan={plan} unit={unit} names={names} />
        </div>
        <footer className="dialog-foot">
          <span className="dialog-foot-note">
            {fresh ? null : (
              <>
                <Sign level="watch" /> {words.t('desk.act.stale')}
              </>
            )}
          </span>
          <button type="button" className="button" onClick={onClose}>
            {words.t('desk.action.cancel')}
          </button>
          <button type="submit" className="button button-primary" data-testid="reassign-confirm" disabled={!ready}>
            {words.t(`desk.${kind}.confirm`, { n: plan.acted.length })} <kbd className="key">Ctrl ↵</kbd>
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
