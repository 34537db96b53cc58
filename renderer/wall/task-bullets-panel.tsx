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
import { behindOf, type JudgedTask, judgeTasks, offText } from './task-standing';
import { unitNames } from './unit-names';

const DRAWN_FROM = ['tasks'] as const;
/** A forecast beyond the target by more than this is drawn at the end of the scale. */
const SCALE_TO = 1.15;

/** All tasks as bullet charts, farthest behind its plan first. */
export const TaskBulletsPanel = memo(function TaskBulletsPanel({ columns }: { readonly columns: number }) {
  const words = useWords();
  const tile = useTile('tasks');
  const judged = useMemo(() => judgeTasks(tile?.tasks ?? []), [tile]);
  const behind = behindOf(judged);
  const sample = judged.some(({ task }) => task.sample);
  return (
    <Tile
      name="taskBullets"
      drawnFrom={DRAWN_FROM}
      title={words.t('wall.taskBullets.title')}
      {...(sample ? { tag: words.t('wall.tasks.sample') } : {})}
      meta={
        judged.length === 0 ? null : (
          <>
            <span>{words.t('wall.tasks.summary', { behind, total: judged.length })}</span>
            <Keys forecast={judged.some(({ forecast }) => forecast !== null)} />
          </>
        )
      }
    >
      {judged.length === 0 ? (
        <NothingToShow>{words.t(tile === undefined ? 'wall.notYet' : 'wall.tasks.none')}</NothingToShow>
      ) : (
        <FittedRows
          items={judged}
          leastRem={3.9}
          mostRem={6.4}
          columns={columns}
          className="bullet-rows"
          renderRow={(entry) => <Bullet key={entry.task.task} entry={entry} />}
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

function Keys({ forecast }: { readonly forecast: boolean }) {
  const words = useWords();
  return (
    <>
      <span className="bullet-key" data-mark="value">
        {words.t('wall.taskBullets.value')}
      </span>
      <span className="bullet-key" data-mark="plan">
        {words.t('wall.taskBullets.plan')}
      </span>
      <span className="bullet-key" data-mark="month">
        {words.t('wall.taskBullets.month')}
      </span>
      {forecast ? (
        <span className="bullet-key" data-mark="forecast">
          {words.t('wall.taskBullets.forecast')}
        </span>
      ) : null}
    </>
  );
}

function Bullet({ entry }: { readonly entry: JudgedTask }) {
  const words = useWords();
  const { fresh } = useFreshness();
  const catalogue = useTile('catalogue');
  const { task, ratio, level, forecast } = entry;
  const { value, target, plan, plannedNow } = task;
  const lead = unitNames(catalogue, words)(task.lead).name;
  const at = (amount: number) => `${(100 * Math.min(SCALE_TO, amount / Math.max(1, target))) / SCALE_TO}%`;
  const off = ratio === null ? null : Math.round((ratio - 1) * 100);
  const old = !fresh || undefined;
  return (
    <div className="bullet" data-level={level}>
      <span className="bullet-name">
        <FittedName name={words.name(task.name)} />
      </span>
      <span className="bullet-off">
        <Sign level={level} />
        {value === null ? words.t('wall.tasks.noReport') : off === null ? NO_DATA : offText(off)}
      </span>
      <Explained term="taskProgress" className="bullet-bar">
        <i className="bullet-target" style={{ width: at(target) }} />
        <i className="bullet-value" style={{ width: value === null ? 0 : at(value) }} data-old={old} />
        {[...new Set(plan.slice(0, -1))].map((amount) => (
          <i key={amount} className="bullet-month" style={{ left: at(amount) }} />
        ))}
        {forecast === null ? null : <i className="bullet-forecast" style={{ left: at(forecast) }} data-old={old} />}
        <i className="bullet-plan" style={{ left: at(plannedNow) }} />
      </Explained>
      <span className="bullet-facts">
        <span className="bullet-lead">
          <FittedName name={lead} />
        </span>
        <span className="bullet-figures">
          <b data-old={old}>{value === null ? NO_DATA : formatTotal(value, words.locale, target)}</b>
          <span>
            / {formatTotal(target, words.locale)} {words.name(task.measure)}
          </span>
          {forecast === null ? null : (
            <span className="bullet-end">
              {words.t('wall.taskBullets.end', { value: formatTotal(Math.round(forecast), words.locale, target) })}
            </span>
          )}
        </span>
      </span>
    </div>
  );
}
