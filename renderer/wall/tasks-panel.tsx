import { memo, useMemo } from 'react';
import { useTile } from '../board/context';
import { Explained } from '../parts/explained';
import { formatTotal, NO_DATA } from '../parts/figures';
import { FittedName } from '../parts/fitted-name';
import { FittedRows } from '../parts/fitted-rows';
import { useFreshness } from '../parts/freshness';
import { Sign } from '../parts/sign';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords } from '../parts/words';
import { behindOf, judgeTasks, type JudgedTask, offText } from './task-standing';
import './tasks-panel.css';

const DRAWN_FROM = ['tasks'] as const;

/** Are this month's tasks on plan? */
export const TasksPanel = memo(function TasksPanel({ tall }: { readonly tall: boolean }) {
  const words = useWords();
  const tile = useTile('tasks');
  const judged = useMemo(() => judgeTasks(tile?.tasks ?? []), [tile]);
  const behind = behindOf(judged);
  const sample = judged.some((entry) => entry.task.sample);
  return (
    <Tile
      name="tasks"
      drawnFrom={DRAWN_FROM}
      title={words.t('wall.tasks.title')}
      {...(sample ? { tag: words.t('wall.tasks.sample') } : {})}
      meta={
        tile === undefined ? null : (
          <>
            {judged.length === 0 ? null : <span>{words.t('wall.tasks.summary', { behind, total: judged.length })}</span>}
            {judged.length === 0 ? null : <span className="task-key">{words.t('wall.tasks.key')}</span>}
          </>
        )
      }
    >
      {judged.length === 0 ? (
        <NothingToShow>{words.t(tile === undefined ? 'wall.notYet' : 'wall.tasks.none')}</NothingToShow>
      ) : (
        <FittedRows
          items={judged}
          leastRem={tall ? 2.7 : 1.9}
          mostRem={tall ? 4.4 : 3.6}
          renderRow={(entry) => <TaskRow key={entry.task.task} entry={entry} tall={tall} />}
          renderRest={(left) => (
            <div key="rest" className="task-rest">
              {words.t('wall.tasks.rest', { left, behind: behindOf(judged.slice(-left)) })}
            </div>
          )}
        />
      )}
    </Tile>
  );
});

function TaskRow({ entry, tall }: { readonly entry: JudgedTask; readonly tall: boolean }) {
  const words = useWords();
  const { fresh } = useFreshness();
  const { task, ratio, level } = entry;
  const name = words.name(task.name);
  const share = (value: number) => `${Math.min(100, (100 * value) / Math.max(1, task.target))}%`;
  const off = ratio === null ? null : Math.round((ratio - 1) * 100);
  return (
    <div className={tall ? 'task-row task-row-tall' : 'task-row'} data-level={level}>
      <span className="task-name" title={name}>
        <FittedName name={name} />
      </span>
      <Explained term="taskProgress" className="task-bullet">
        <i className="task-value" style={{ width: task.value === null ? 0 : share(task.value) }} data-old={!fresh || undefined} />
        <i className="task-plan" style={{ left: share(task.plannedNow) }} />
      </Explained>
      <span className="task-off">
        <Sign level={level} />
        {task.value === null ? words.t('wall.tasks.noReport') : off === null ? '' : offText(off)}
      </span>
      <span className="task-figures" title={`${task.value ?? NO_DATA} / ${task.target} ${words.name(task.measure)}`}>
        <b data-old={!fresh || undefined}>{task.value === null ? NO_DATA : formatTotal(task.value, words.locale, task.target)}</b>
        <span>/ {formatTotal(task.target, words.locale)}</span>
      </span>
      <span className="task-measure" title={words.name(task.measure)}>
        {words.name(task.measure)}
      </span>
    </div>
  );
}
