import { SERVICE_WINDOWS, type ServiceWindow } from '../../../shared/domain/floor-terms';
import { memo, type RefObject, useCallback, useMemo } from 'react';
import { type FloorTile, type QueueFigures, type ServiceFigures } from '../../../shared/contract/frames';
import { useTile } from '../../board/context';
import type { AbandonRule } from '../../../shared/domain/service-level';
import { NONE, type QueueKey } from '../../../shared/domain/keys';
import type { DurationMs } from '../../../shared/time/instant';
import { ruleFormula, ruleName } from '../../parts/abandon-rule';
import { Explained } from '../../parts/explained';
import { formatCount, formatDuration, NO_DATA } from '../../parts/figures';
import { waitLevel } from '../../parts/levels';
import { Sign } from '../../parts/sign';
import { useWords, type Words } from '../../parts/words';
import { FloorGrid, type GridColumn, type GridControls } from './floor-grid';
import type { Cursor } from './floor-state';
import { ShareCell } from '../../parts/share-cell';

/** One line: a queue, or (queue null) all of them by the city's one rule. */
interface QueueLine {
  readonly queue: QueueKey | null;
  readonly name: string;
  readonly thresholdMs: DurationMs;
  readonly rule: AbandonRule;
  readonly waiting: number | null;
  readonly longestWaitMs: DurationMs | null;
  readonly service: Readonly<Record<ServiceWindow, ServiceFigures>> | null;
  readonly answerSpeedMs: DurationMs | null;
  readonly handlingMs: DurationMs | null;
}

interface QueuesTableProps {
  readonly cursor: Cursor;
  readonly onCursor: (key: number, index: number) => void;
  readonly onOpen: (queue: QueueKey | null) => void;
  readonly controls: RefObject<GridControls | null>;
}

/** The line of all queues has no queue's key. */
const ALL_KEY = -1;

/** What each queue does now and has done, by its own threshold and rule. */
export const QueuesTable = memo(function QueuesTable({ cursor, onCursor, onOpen, controls }: QueuesTableProps) {
  const words = useWords();
  const floor = useTile('floor');
  const queues = useTile('queues');
  const catalogue = useTile('catalogue');
  const city = useTile('city');
  const target = city?.serviceLevel.target ?? 0.95;
  const lines = useMemo(() => {
    if (queues === undefined) return [];
    const each = queues.queues.map((figures) => lineOf(figures, queueName(figures.queue, catalogue?.queues, words)));
    return floor === undefined || each.length === 0 ? each : [allLine(floor, city?.serviceLevel.thresholdMs ?? 15_000, words), ...each];
  }, [queues, catalogue, floor, city, words]);
  const columns = useMemo(() => columnsOf(words, target), [words, target]);
  const keyOf = useCallback((line: QueueLine) => line.queue ?? ALL_KEY, []);
  return (
    <FloorGrid
      name="queues"
      label={words.t('desk.floor.queues')}
      columns={columns}
      count={lines.length}
      rowAt={useCallback((index: number) => lines[index], [lines])}
      keyOf={keyOf}
      placeOf={useCallback(
        (key: number) => {
          const place = lines.findIndex((line) => (line.queue ?? ALL_KEY) === key);
          return place < 0 ? null : place;
        },
        [lines],
      )}
      cursor={cursor}
      onCursor={onCursor}
      onOpen={useCallback((line: QueueLine) => onOpen(line.queue), [onOpen])}
      controls={controls}
      busy={queues === undefined}
      empty={<strong>{words.t(queues === undefined ? 'desk.floor.loading' : 'desk.floor.no-queues')}</strong>}
    />
  );
});

/** A queue's name; NONE: calls whose source tells no queue. */
export function queueName(
  queue: QueueKey | null,
  names: readonly { readonly name: { readonly zh: string; readonly en: string } }[] | undefined,
  words: Words,
): string {
  if (queue === null) return words.t('desk.floor.all-queues');
  if (queue === NONE) return words.t('desk.floor.queue-none');
  const entry = names?.[queue];
  return entry === undefined ? NO_DATA : words.name(entry.name);
}

function lineOf(figures: QueueFigures, name: string): QueueLine {
  const { talkMs, wrapUpMs } = figures;
  return {
    ...figures,
    name,
    rule: figures.abandonRule,
    longestWaitMs: figures.waiting === 0 ? null : figures.longestWaitMs,
    handlingMs: talkMs === null || wrapUpMs === null ? null : talkMs + wrapUpMs,
  };
}

function allLine(floor: FloorTile, thresholdMs: DurationMs, words: Words): QueueLine {
  const { talkMs, wrapUpMs, abandonRule, queued, service, answerSpeedMs } = floor;
  return {
    queue: null,
    name: words.t('desk.floor.all-queues'),
    thresholdMs,
    rule: abandonRule,
    waiting: queued,
    longestWaitMs: queued === 0 ? null : floor.longestWaitMs,
    service,
    answerSpeedMs,
    handlingMs: talkMs === null || wrapUpMs === null ? null : talkMs + wrapUpMs,
  };
}

function columnsOf(words: Words, target: number): readonly GridColumn<QueueLine>[] {
  const count = (value: number | null | undefined) =>
    value === null || value === undefined ? <span data-none>{NO_DATA}</span> : formatCount(value, words.locale);
  const length = (value: DurationMs | null) => (value === null ? <span data-none>{NO_DATA}</span> : formatDuration(value));
  const number = (id: string, head: GridColumn<QueueLine>['head'], width: string, cell: GridColumn<QueueLine>['cell'], from = 0) => ({
    id,
    head,
    width,
    end: true,
    cell,
    from,
  });
  return [
    {
      id: 'name',
      head: words.t('desk.floor.column.queue'),
      width: 'minmax(8rem, 1fr)',
      cell: (line) => (line.queue === null ? <b>{line.name}</b> : <span title={line.name}>{line.name}</span>),
    },
    number('waiting', <Explained term="queued">{words.t('desk.floor.column.waiting')}</Explained>, '4.9rem', (line) => count(line.waiting)),
    number('longest', <Explained term="longestWait">{words.t('desk.floor.column.longest')}</Explained>, '5rem', (line) => {
      const level = waitLevel(line.longestWaitMs);
      return (
        <span data-level={level}>
          <Sign level={level} />
          {length(line.longestWaitMs)}
        </span>
      );
    }),
    number('offered', <Explained term="callsToday">{words.t('desk.floor.column.offered')}</Explained>, '5.1rem', (line) =>
      count(line.service?.day.offered),
    ),
    number('answered', words.t('desk.floor.column.answered'), '5.4rem', (line) => count(line.service?.day.answered), 1_000),
    number('abandoned', <Explained term="abandoned">{words.t('desk.floor.column.abandoned')}</Explained>, '4.6rem', (line) =>
      count(line.service?.day.abandoned),
    ),
    ...SERVICE_WINDOWS.map((window) =>
      number(`service-${window}`, words.t(`parts.window.${window}`), '5.25rem', (line) => (
        <ServiceCell line={line} window={window} target={target} />
      )),
    ),
    {
      id: 'rule',
      head: words.t('desk.floor.column.rule'),
      width: 'minmax(10.5rem, 1.1fr)',
      cell: (line) => (
        <small title={`${ruleName(line.rule, words)} · ${ruleFormula(line.rule, line.thresholdMs, words)}`}>
          {words.t('desk.floor.rule', { seconds: line.thresholdMs / 1_000, rule: ruleName(line.rule, words) })}
        </small>
      ),
    },
    number(
      'asa',
      <Explained term="answerSpeed">{words.t('desk.floor.column.asa')}</Explained>,
      '4rem',
      (line) => length(line.answerSpeedMs),
      940,
    ),
    number('aht', <Explained term="handling">{words.t('desk.floor.column.aht')}</Explained>, '4rem', (line) => length(line.handlingMs)),
  ];
}

function ServiceCell({ line, window, target }: { readonly line: QueueLine; readonly window: ServiceWindow; readonly target: number }) {
  const words = useWords();
  const figures = line.service?.[window] ?? null;
  const title = figures === null ? undefined : serviceText(figures, line.thresholdMs, words);
  return (
    <span title={title}>
      <ShareCell value={figures?.value ?? null} target={target} />
    </span>
  );
}

/** "1,873 in time of 2,168 offered": what a share was made from. */
export function serviceText(figures: ServiceFigures, thresholdMs: DurationMs, words: Words): string {
  return words.t('desk.floor.counts', {
    seconds: thresholdMs / 1_000,
    inTime: formatCount(figures.answeredInTime, words.locale),
    offered: formatCount(figures.offered, words.locale),
    answered: formatCount(figures.answered, words.locale),
    abandoned: formatCount(figures.abandoned, words.locale),
  });
}
