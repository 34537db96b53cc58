import type { CatalogueTile, TasksTile, TimelineTile } from '../../shared/contract/frames';
import type { City } from '../../shared/contract/city';
import type { LogRecord } from '../../shared/domain/events';
import { actorText, roleText } from '../parts/actor';
import { minuteText } from '../parts/city-time';
import { formatCount, formatTotal, NO_DATA } from '../parts/figures';
import { measureText } from '../parts/measure-words';
import type { Words } from '../parts/words';

export interface Telling {
  /** A word for the kind of thing. */
  readonly sign: string;
  readonly text: string;
  readonly weight: 'alarm' | 'notable';
}

/** What names the things that events speak of. */
export interface Known {
  readonly city: City;
  readonly catalogue: CatalogueTile | undefined;
  readonly tasks: TasksTile | undefined;
}

/** One event of the timeline in a line; null for kinds that nobody on a wall needs. Free text of cases is never told. */
export function tellEvent(record: LogRecord, words: Words, { catalogue, tasks, city }: Known): Telling | null {
  const { event, by } = record;
  const unit = (key: number) => {
    const entry = catalogue?.units[key];
    return entry === undefined || entry.code === '' ? '—' : words.name(entry.name);
  };
  const who = actorText(by, words, catalogue);
  const notable = (sign: string, text: string): Telling => ({ sign, text, weight: 'notable' });
  switch (event.kind) {
    case 'emergency.opened': {
      const playbook = city.playbooks.find((candidate) => candidate.code === event.playbook);
      const kind = playbook === undefined ? event.playbook : words.name(playbook.name);
      const sign = words.t(event.drill ? 'wall.mode.drill' : 'wall.mode.emergency');
      return { sign, text: words.t('wall.event.emergencyOpened', { kind, who, reason: event.reason }), weight: 'alarm' };
    }
    case 'emergency.closed':
      return notable(words.t('wall.event.emergency'), words.t('wall.event.emergencyClosed', { who, reason: event.reason }));
    case 'case.urged':
      return notable(words.t('wall.event.urge'), words.t('wall.event.urged', { who }));
    case 'case.returned':
      return notable(words.t('wall.event.return'), words.t('wall.event.returned', { who }));
    case 'case.reassigned':
      return notable(words.t('wall.event.reassign'), words.t('wall.event.reassigned', { from: unit(event.from), to: unit(event.to) }));
    case 'case.reopened':
      return notable(words.t('wall.event.reopen'), words.t('wall.event.reopened', { who }));
    case 'case.merged':
      return notable(words.t('wall.event.merge'), words.t('wall.event.merged', { who }));
    case 'case.cancelled':
      return notable(words.t('wall.event.cancel'), words.t('wall.event.cancelled', { who }));
    case 'task.progressed': {
      const task = tasks?.tasks.find((candidate) => candidate.task === event.task);
      const name = task === undefined ? NO_DATA : words.name(task.name);
      const value = formatTotal(event.value, words.locale, task?.target);
      return notable(words.t('wall.event.task'), words.t('wall.event.taskProgressed', { name, value }));
    }
    case 'seats.planned':
      return notable(
        words.t('wall.event.seats'),
        words.t('wall.event.seatsPlanned', { most: formatCount(Math.max(0, ...event.seats), words.locale) }),
      );
    case 'staffing.decided': {
      // The reason is free text: it stays on the desk. Of who decided a wall names the role alone.
      const { zone } = city;
      const window = { from: minuteText(event.fromAt, zone), to: minuteText(event.toAt, zone) };
      const measure = measureText(event.measure, words);
      return notable(
        words.t('wall.event.staffing'),
        words.t('wall.event.staffingDecided', { ...window, measure, who: roleText(by, words) }),
      );
    }
    default:
      return null;
  }
}

export interface ToldEvent {
  readonly record: LogRecord;
  readonly telling: Telling;
  /** How many more of the same there were in that minute. */
  readonly more: number;
}

/** What of the timeline can be told on a wall, newest first. */
export function toldEvents(entries: TimelineTile['entries'], words: Words, known: Known): readonly ToldEvent[] {
  return gather(entries).flatMap(({ record, more }) => {
    const telling = tellEvent(record, words, known);
    return telling === null ? [] : [{ record, telling, more }];
  });
}

function isAboutAnotherTask({ event: a }: LogRecord, { event: b }: LogRecord): boolean {
  return a.kind === 'task.progressed' && b.kind === 'task.progressed' && a.task !== b.task;
}

/** Things of one kind by one hand in one minute are one thing to tell: the newest of them, and how many more there were. */
function gather(entries: TimelineTile['entries']): readonly { readonly record: LogRecord; readonly more: number }[] {
  const groups: { record: LogRecord; more: number }[] = [];
  for (const { record } of entries) {
    const last = groups.at(-1);
    const same =
      last !== undefined &&
      last.record.event.kind === record.event.kind &&
      last.record.by === record.by &&
      !isAboutAnotherTask(last.record, record) &&
      Math.floor(last.record.at / 60_000) === Math.floor(record.at / 60_000);
    if (same) last.more += 1;
    else groups.push({ record, more: 0 });
  }
  return groups;
}
