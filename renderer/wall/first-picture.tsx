import type { ConnectionState } from '../../shared/contract/frames';
import { PREPARATION_STEPS, type PreparationStep } from '../../shared/contract/process';
import { useTile } from '../board/context';
import { formatCount } from '../parts/figures';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import './first-picture.css';

function isStep(text: string): text is PreparationStep {
  return (PREPARATION_STEPS as readonly string[]).includes(text);
}

/** Before there is any picture: what is being made ready and how far it is, or what went wrong, what is safe and what is done about it. */
export function FirstPicture() {
  const words = useWords();
  const connection = useTile('link')?.connection;
  const state = connection?.state ?? 'starting';
  const key = state === 'live' || state === 'stale' || state === 'cached' ? 'joining' : state;
  const { done, total } = progressOf(connection);
  const trouble = key === 'offline' || key === 'refused';
  return (
    <section className="first-picture" data-state={key} role="status">
      <h2>
        {trouble ? <Sign level={key === 'refused' ? 'broken' : 'watch'} /> : null}
        {words.t(`wall.first.${key}.what`)}
      </h2>
      {connection?.state === 'preparing' ? (
        <p className="first-picture-step">{isStep(connection.step) ? words.t(`wall.step.${connection.step}`) : connection.step}</p>
      ) : null}
      {total > 1 ? (
        <div className="first-picture-progress">
          <progress value={done} max={total} />
          <span>
            {formatCount(done, words.locale)} / {formatCount(total, words.locale)}
          </span>
        </div>
      ) : done > 1 ? (
        <p>{words.t('wall.first.done', { done: formatCount(done, words.locale) })}</p>
      ) : null}
      <p>{words.t(`wall.first.${key}.safe`)}</p>
      <p>{words.t(`wall.first.${key}.next`)}</p>
      {connection?.state === 'refused' ? <code>{connection.problem.detail}</code> : null}
      {connection?.state === 'offline' && connection.reason !== '' ? <code>{connection.reason}</code> : null}
    </section>
  );
}

function progressOf(connection: ConnectionState | undefined): { readonly done: number; readonly total: number } {
  if (connection?.state === 'preparing') return { done: connection.done, total: connection.total };
  if (connection?.state === 'replaying') return { done: connection.seq, total: connection.head };
  return { done: 0, total: 0 };
}
