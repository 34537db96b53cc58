import { NONE, type UnitKey } from '../../shared/domain/keys';
import { HOUR_MS } from '../../shared/time/instant';
import { useClock, useTile } from '../board/context';
import { useWords } from '../parts/words';
import type { ActKind, ActPlan } from './act-plan';
import { dueOf } from './due';
import { type Names, statusText } from './names';

interface ActPreviewProps {
  readonly kind: ActKind;
  readonly plan: ActPlan;
  readonly unit: UnitKey | null;
  readonly names: Names;
}

const MOST_LISTED = 7;
const MOST_UNITS = 5;

/** What will happen, before it happens: which cases, from whom to whom, and what becomes of their deadlines. */
export function ActPreview({ kind, plan, unit, names }: ActPreviewProps) {
  const words = useWords();
  const city = useTile('city');
  const { cityNow } = useClock(1_000);
  const due = (row: ActPlan['acted'][number]) => dueOf(row, cityNow ?? 0, city?.horizonMs ?? HOUR_MS, words);
  const states = plan.acted.map((row) => due(row).state);
  const breached = states.filter((state) => state === 'breached').length;
  const atRisk = states.filter((state) => state === 'at-risk').length;
  const chosen = kind === 'urge' || unit !== null;
  const allThere = plan.acted.length === 0 && plan.skipped.some((entry) => entry.reason === 'same');
  return (
    <section className="act-preview" data-testid="reassign-preview" aria-label={words.t('desk.reassign.preview')} aria-live="polite">
      <h3>{words.t('desk.reassign.preview')}</h3>
      {kind === 'urge' ? (
        <p className="act-headline">{words.t('desk.urge.preview-count', { n: plan.acted.length })}</p>
      ) : unit === null ? (
        <p className="act-headline act-open">{words.t('desk.reassign.preview-choose')}</p>
      ) : allThere ? (
        <p className="act-headline">{words.t('desk.reassign.preview-same', { unit: names.unit(unit) })}</p>
      ) : (
        <p className="act-headline">{words.t('desk.reassign.preview-count', { n: plan.acted.length, unit: names.unit(unit) })}</p>
      )}
      {kind === 'reassign' && chosen && plan.from.length > 0 ? (
        <div className="act-flow">
          <ul aria-label={words.t('desk.reassign.preview-from')}>
            {plan.from.slice(0, MOST_UNITS).map((entry) => (
              <li key={entry.unit}>
                {entry.unit === NONE ? words.t('desk.fact.no-unit') : names.unit(entry.unit)} <b>{entry.count}</b>
              </li>
            ))}
            {plan.from.length > MOST_UNITS ? <li>{words.t('desk.reassign.preview-units', { n: plan.from.length - MOST_UNITS })}</li> : null}
          </ul>
          <i aria-hidden="true">→</i>
          <strong>{names.unit(unit ?? 0)}</strong>
        </div>
      ) : null}
      {kind === 'reassign' && chosen && plan.acted.length > 0 ? (
        <p className="act-note">
          {words.t('desk.reassign.preview-deadline')}
          {breached + atRisk > 0 ? <em>{words.t('desk.reassign.preview-breached', { breached, atRisk })}</em> : null}
        </p>
      ) : null}
      <ul className="act-list">
        {plan.acted.slice(0, MOST_LISTED).map((row) => {
          const { state, text } = due(row);
          return (
            <li key={row.case}>
              <span>{row.reference}</span>
              <span title={names.category(row.category)}>{names.category(row.category)}</span>
              <b data-due={state}>{text}</b>
              <small>v{row.version}</small>
            </li>
          );
        })}
        {plan.acted.length > MOST_LISTED ? (
          <li className="act-more">{words.t('desk.reassign.preview-more', { n: plan.acted.length - MOST_LISTED })}</li>
        ) : null}
      </ul>
      {plan.skipped.length === 0 ? null : (
        <div className="act-skipped">
          <strong>{words.t('desk.reassign.preview-skipped', { n: plan.skipped.length })}</strong>
          <ul>
            {plan.skipped.slice(0, 4).map(({ row, reason }) => (
              <li key={row.case}>
                {row.reference}{' '}
                {reason === 'same'
                  ? words.t('desk.reassign.skip.same')
                  : words.t(`desk.${kind}.skip.status`, { status: statusText(row.status, words) })}
              </li>
            ))}
            {plan.skipped.length > 4 ? <li>…</li> : null}
          </ul>
        </div>
      )}
    </section>
  );
}
