import type { LogRecord } from '../../shared/domain/events';
import { NONE } from '../../shared/domain/keys';
import type { Words } from '../parts/words';
import { measureText } from '../parts/measure-words';
import { type Names, statusText } from './names';

/** One step of a case's life, or a decision about the seats, in words. */
export interface Told {
  readonly text: string;
  /** Given by whoever did it. */
  readonly reason: string | null;
}

/** null for what is neither a case's step nor a decision. `dueText` writes an instant the way the city reads it. */
export function toldOf(record: LogRecord, names: Names, words: Words, dueText: (at: number) => string): Told | null {
  const { event } = record;
  const told = (text: string, reason: string | null = null): Told => ({ text, reason });
  switch (event.kind) {
    case 'case.received':
      return told(
        words.t('desk.event.received', {
          contact: words.t(`desk.contact.${event.contact}`),
          channel: words.t(`desk.channel.${event.channel}`),
        }),
      );
    case 'case.carried-over':
      return told(words.t('desk.event.carried-over', { status: statusText(event.status, words) }));
    case 'case.enquiry-answered':
      return told(words.t('desk.event.enquiry-answered'));
    case 'case.dispatched':
      return told(
        words.t('desk.event.dispatched', {
          unit: names.unit(event.unit),
          grade: words.t(`unit.grade.${event.grade}`),
          due: dueText(event.dueAt),
        }),
      );
    case 'case.accepted':
      return told(words.t('desk.event.accepted'));
    case 'case.started':
      return told(words.t('desk.event.started'));
    case 'case.returned':
      return told(words.t('desk.event.returned'), event.reason);
    case 'case.reassigned':
      return told(
        event.from === NONE
          ? words.t('desk.event.reassigned-first', { to: names.unit(event.to), due: dueText(event.dueAt) })
          : words.t('desk.event.reassigned', { from: names.unit(event.from), to: names.unit(event.to), due: dueText(event.dueAt) }),
        event.reason,
      );
    case 'case.urged':
      return told(words.t('desk.event.urged'), event.reason);
    case 'case.resolved':
      return told(words.t('desk.event.resolved'));
    case 'case.called-back': {
      if (!event.reached) return told(words.t('desk.event.called-back-unreached'));
      const solved = words.t(event.solved === true ? 'desk.event.called-back-solved' : 'desk.event.called-back-not-solved');
      return told(event.satisfaction === null ? solved : `${solved} · ${words.t(`desk.satisfaction.${event.satisfaction}`)}`);
    }
    case 'case.closed':
      return told(words.t('desk.event.closed'));
    case 'case.reopened':
      return told(words.t('desk.event.reopened', { due: dueText(event.dueAt) }), event.reason);
    case 'case.merged':
      return told(words.t('desk.event.merged', { into: event.into }));
    case 'case.cancelled':
      return told(words.t('desk.event.cancelled'), event.reason);
    case 'staffing.decided':
      return told(
        words.t('desk.event.staffing-decided', {
          measure: measureText(event.measure, words),
          from: dueText(event.fromAt),
          to: dueText(event.toAt),
        }),
        event.reason,
      );
    case 'log.redacted':
      return told(words.t('desk.event.redacted'));
    default:
      return null;
  }
}
