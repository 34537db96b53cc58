import { memo } from 'react';
import { useTile } from '../../board/context';
import { AsOf } from '../../parts/as-of';
import { useWords } from '../../parts/words';
import './crumbs.css';
import type { Level, Trail } from './floor-state';
import { spanText } from './intervals-table';
import { queueName } from './queues-table';

const CALLS = ['calls'] as const;
const QUEUES = ['queues'] as const;

interface CrumbsProps {
  readonly trail: Trail;
  readonly onGo: (level: Level) => void;
}

/** Where the drill-down stands: queues › a queue's intervals › an interval's calls. Every step above leads back. */
export const Crumbs = memo(function Crumbs({ trail, onGo }: CrumbsProps) {
  const words = useWords();
  const catalogue = useTile('catalogue');
  const zone = useTile('city')?.zone ?? 'UTC';
  const steps: { readonly level: Level; readonly label: string }[] = [{ level: 'queues', label: words.t('desk.floor.queues') }];
  if (trail.level !== 'queues') {
    steps.push({
      level: 'intervals',
      label: words.t('desk.floor.queue-intervals', { queue: queueName(trail.queue, catalogue?.queues, words) }),
    });
  }
  if (trail.level === 'calls') {
    steps.push({ level: 'calls', label: words.t('desk.floor.interval-calls', { span: spanText(trail.fromAt, trail.toAt, zone) }) });
  }
  return (
    <nav className="crumbs" aria-label={words.t('desk.floor.crumbs')}>
      <ol>
        {steps.map(({ level, label }) => (
          <li key={level}>
            {level === trail.level ? (
              <b aria-current="location">{label}</b>
            ) : (
              <button type="button" onClick={() => onGo(level)}>
                {label}
              </button>
            )}
          </li>
        ))}
      </ol>
      <AsOf drawnFrom={trail.level === 'calls' ? CALLS : QUEUES} />
    </nav>
  );
});
