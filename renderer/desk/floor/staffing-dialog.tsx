import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { City } from '../../../shared/contract/city';
import type { StaffingCommand } from '../../../shared/domain/commands';
import { REASON_LIMIT } from '../../../shared/domain/refusals';
import type { StaffingMeasure } from '../../../shared/domain/staffing';
import { minuteText } from '../../parts/city-time';
import { Dialog } from '../../parts/dialog';
import { useFreshness } from '../../parts/freshness';
import { Sign } from '../../parts/sign';
import { useWords } from '../../parts/words';
import { measureText } from '../../parts/measure-words';
import { staffingCommand } from './staffing-command';
import './staffing-dialog.css';
import type { Supposed } from './supposed';
import { WhatIfEffect } from './what-if-effect';
import { endText } from './what-if-panel';

interface StaffingDialogProps {
  readonly measure: StaffingMeasure;
  /** Goes on with the clock while the dialog is open: what is sent is what is shown. */
  readonly supposed: Supposed;
  readonly city: City;
  readonly onClose: () => void;
  readonly onDecide: (command: StaffingCommand) => void;
}

const PRESETS = ['desk.staffing.preset.1', 'desk.staffing.preset.2', 'desk.staffing.preset.3'] as const;

/** Applying a supposition: why, what it means, what is expected of it, and only then the decision. */
export function StaffingDialog({ measure, supposed, city, onClose, onDecide }: StaffingDialogProps) {
  const words = useWords();
  const { fresh } = useFreshness();
  const [reason, setReason] = useState('');
  const ready = supposed.said && reason.trim() !== '';
  const decide = () => {
    if (supposed.said && ready) onDecide(staffingCommand(measure, supposed.window, supposed.promised, reason));
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    decide();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      decide();
    }
  };
  return (
    <Dialog title={words.t('desk.staffing.title')} width="wide" onClose={onClose}>
      <form className="act" onSubmit={onSubmit} onKeyDown={onKeyDown}>
        <div className="act-columns">
          <div className="act-form">
            <label className="field-label" htmlFor="staffing-reason">
              {words.t('desk.staffing.reason')}
              <span>{words.t('desk.reassign.reason-count', { n: reason.length, limit: REASON_LIMIT })}</span>
            </label>
            <textarea
              id="staffing-reason"
              className="field"
              data-testid="staffing-reason"
              rows={3}
              maxLength={REASON_LIMIT}
              required
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <div className="act-presets">
              {PRESETS.map((preset) => (
                <button key={preset} type="button" onClick={() => setReason(words.t(preset))}>
                  {words.t(preset)}
                </button>
              ))}
            </div>
            <ul className="staffing-means">
              {measure.seats === 0 ? null : <li>{words.t('desk.staffing.means-seats')}</li>}
              {measure.handlingFactor === 1 && measure.arrivalsFactor === 1 && measure.patienceFactor === 1 ? null : (
                <li>{words.t('desk.staffing.means-factors')}</li>
              )}
              <li>{words.t('desk.staffing.means-score')}</li>
            </ul>
          </div>
          <section
            className="act-preview staffing-preview"
            data-testid="staffing-preview"
            aria-label={words.t('desk.staffing.preview')}
            aria-live="polite"
          >
            <h3>{words.t('desk.staffing.preview')}</h3>
            <p className="act-headline">{measureText(measure, words)}</p>
            {supposed.said ? (
              <>
                <p className="act-note">
                  {words.t('desk.what-if.window', {
                    from: minuteText(supposed.window.fromAt, city.zone),
                    to: endText(supposed.window.toAt, city.zone),
                  })}
                </p>
                <h3>
                  {words.t('desk.staffing.promised', {
                    from: minuteText(supposed.window.fromAt, city.zone),
                    to: endText(supposed.promised.until, city.zone),
                  })}
                </h3>
                <WhatIfEffect
                  without={supposed.promised.without}
                  with={supposed.promised.with}
                  target={city.serviceLevel.target}
                  thresholdMs={city.serviceLevel.thresholdMs}
                />
              </>
            ) : (
              <p className="act-note">{words.t(`desk.what-if.unsaid.${supposed.why}`)}</p>
            )}
          </section>
        </div>
        <footer className="dialog-foot">
          <span className="dialog-foot-note">
            {fresh ? null : (
              <>
                <Sign level="watch" /> {words.t('desk.staffing.stale')}
              </>
            )}
          </span>
          <button type="button" className="button" onClick={onClose}>
            {words.t('desk.action.cancel')}
          </button>
          <button type="submit" className="button button-primary" data-testid="staffing-confirm" disabled={!ready}>
            {words.t('desk.staffing.confirm')} <kbd className="key">{CONFIRM_KEY}</kbd>
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

/** As it stands on the keys. */
const CONFIRM_KEY = 'Ctrl ↵';
