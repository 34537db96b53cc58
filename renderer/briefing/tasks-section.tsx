import type { TasksTile } from '../../shared/contract/frames';
import { useTile } from '../board/context';
import { formatTotal, NO_DATA } from '../parts/figures';
import { type Level, taskLevel } from '../parts/levels';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import { Section } from './section';

type Task = TasksTile['tasks'][number];

/** As many as the page has room for; the rest is counted in the sentence above. */
const MOST = 6;

function ratioOf(task: Task): number | null {
  return task.value === null || task.plannedNow <= 0 ? null : task.value / task.plannedNow;
}

function levelOf(task: Task): Level {
  const ratio = ratioOf(task);
  return ratio === null ? 'normal' : taskLevel(ratio);
}

/** Are this year's tasks on plan? Farthest behind first; one without a report comes after those. */
export function TasksSection() {
  const words = useWords();
  const tasks = useTile('tasks')?.tasks ?? [];
  const ordered = tasks.toSorted((a, b) => (ratioOf(a) ?? 0.949) - (ratioOf(b) ?? 0.949) || a.task - b.task);
  const behind = tasks.filter((task) => levelOf(task) !== 'normal').length;
  const sample = tasks.some((task) => task.sample);
  return (
    <Section
      name="tasks"
      title={words.t('wall.tasks.title')}
      says={tasks.length === 0 ? words.t('briefing.say.tasks-none') : words.t('briefing.say.tasks', { total: tasks.length, behind })}
      {...(sample ? { meta: <b className="briefing-sample">{words.t('wall.tasks.sample')}</b> } : {})}
    >
      {tasks.length === 0 ? null : (
        <table className="briefing-table">
          <thead>
            <tr>
              <th>{words.t('briefing.tasks.name')}</th>
              <th className="briefing-wide">{words.t('briefing.tasks.progress')}</th>
              <th className="briefing-number">{words.t('briefing.tasks.off')}</th>
              <th className="briefing-number">{words.t('briefing.tasks.value')}</th>
            </tr>
          </thead>
          <tbody>
            {ordered.slice(0, MOST).map((task) => (
              <TaskLine key={task.task} task={task} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function TaskLine({ task }: { readonly task: Task }) {
  const words = useWords();
  const level = levelOf(task);
  const ratio = ratioOf(task);
  const off = ratio === null ? null : Math.round((ratio - 1) * 100);
  const share = (value: number) => `${Math.min(100, (100 * value) / Math.max(1, task.target))}%`;
  return (
    <tr data-level={level}>
      <td>{words.name(task.name)}</td>
      <td>
        <span className="briefing-bullet">
          <i style={{ width: task.value === null ? 0 : share(task.value) }} />
          <b style={{ left: share(task.plannedNow) }} />
        </span>
      </td>
      <td className="briefing-number briefing-off">
        <Sign level={level} /> {off === null ? words.t('wall.tasks.noReport') : off < 0 ? `−${-off}%` : `+${off}%`}
      </td>
      <td className="briefing-number">
        <strong>{task.value === null ? NO_DATA : formatTotal(task.value, words.locale)}</strong> / {formatTotal(task.target, words.locale)}{' '}
        <small>{words.name(task.measure)}</small>
      </td>
    </tr>
  );
}
