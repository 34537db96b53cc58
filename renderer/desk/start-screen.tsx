import { PREPARATION_STEPS } from '../../shared/contract/process';
import { useTile } from '../board/context';
import { formatCount } from '../parts/figures';
import { useWords } from '../parts/words';
import { problemText } from './problem-words';
import './start-screen.css';

/** Before the first picture: what is being waited for and how far it is. A first start is told apart from a lost connection. */
export function StartScreen() {
  const words = useWords();
  const connection = useTile('link')?.connection;
  const count = (value: number) => formatCount(value, words.locale);
  switch (connection?.state) {
    case 'preparing': {
      const step = PREPARATION_STEPS.find((known) => known === connection.step);
      return (
        <Start
          state="preparing"
          title={words.t('desk.start.title.preparing')}
          detail={step === undefined ? connection.step : words.t(`desk.start.step.${step}`)}
          done={connection.done}
          total={connection.total}
          progress={words.t('desk.start.of', { done: count(connection.done), total: count(connection.total) })}
          hint={words.t('desk.start.once')}
        />
      );
    }
    case 'replaying':
      return (
        <Start
          state="replaying"
          title={words.t('desk.start.title.replaying')}
          done={connection.seq}
          total={connection.head}
          progress={words.t('desk.start.of', { done: count(connection.seq), total: count(connection.head) })}
        />
      );
    case 'refused':
      return <Start state="refused" title={words.t('desk.start.title.refused')} detail={problemText(connection.problem, words)} />;
    case 'offline':
      return (
        <Start
          state="offline"
          title={words.t('desk.start.title.offline')}
          detail={connection.reason}
          hint={words.t('desk.start.offline-hint')}
        />
      );
    case 'joining':
      return <Start state="joining" title={words.t('desk.start.title.joining')} />;
    default:
      return <Start state="waiting" title={words.t('desk.start.title.waiting')} />;
  }
}

interface StartProps {
  readonly state: string;
  readonly title: string;
  readonly detail?: string;
  readonly done?: number;
  readonly total?: number;
  readonly progress?: string;
  readonly hint?: string;
}

function Start({ state, title, detail, done, total, progress, hint }: StartProps) {
  return (
    <section className="start" data-state={state} role="status">
      <h2>{title}</h2>
      {detail === undefined ? null : <p className="start-detail">{detail}</p>}
      {done === undefined || total === undefined || total <= 0 ? null : (
        <>
          <progress max={total} value={Math.min(done, total)} aria-label={title} />
          <p className="start-progress">{progress}</p>
        </>
      )}
      {hint === undefined ? null : <p className="start-hint">{hint}</p>}
    </section>
  );
}
