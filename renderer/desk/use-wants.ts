import { useEffect, useRef } from 'react';
import type { CallsQuery, TileName, Wants } from '../../shared/contract/frames';
import type { CaseKey } from '../../shared/domain/keys';
import { useLink } from '../board/context';
import type { Filters, Sort } from './filters';
import { FIRST_HELD, type HeldWindow } from './table-held';
import { FIRST_STATE } from './desk-state';

/** Whatever page is shown: top bar, side bar, bands and dialogs live on these. */
const ALWAYS: readonly TileName[] = [
  'link',
  'city',
  'catalogue',
  'floor',
  'outlook',
  'deadlines',
  'due',
  'census',
  'emergency',
  'timeline',
  'tasks',
  'selected',
];
const CASES: readonly TileName[] = [...ALWAYS, 'table'];
const FLOOR: readonly TileName[] = [...ALWAYS, 'floorDay', 'queues', 'staffing', 'calls'];

/** A fling through the table or a held key asks at most this often. */
const ASK_EVERY_MS = 40;

export function wantsOf(filters: Filters, sort: Sort, window: HeldWindow, selected: CaseKey | null): Wants {
  return { tiles: CASES, table: { ...filters, sort, ...window }, calls: null, selected };
}

/** While calls and seats are shown no cases are asked for but the one in the drawer. */
export function floorWants(calls: CallsQuery | null, selected: CaseKey | null): Wants {
  return { tiles: FLOOR, table: null, calls, selected };
}

/** While nothing of the city is shown but what is around every page. */
export function plainWants(selected: CaseKey | null): Wants {
  return { tiles: ALWAYS, table: null, calls: null, selected };
}

/** What the desk asks for with its first message. */
export const FIRST_WANTS: Wants = wantsOf(FIRST_STATE.filters, FIRST_STATE.sort, FIRST_HELD, null);

/** Tells the stream what is wanted whenever it changes; the latest wish always arrives, those that were overtaken need not. */
export function useWants(wants: Wants): void {
  const link = useLink();
  const latest = useRef(wants);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const text = JSON.stringify(wants);
  const sent = useRef(JSON.stringify(FIRST_WANTS));
  useEffect(() => {
    latest.current = wants;
    if (text === sent.current || timer.current !== null) return;
    const send = () => {
      timer.current = null;
      const next = JSON.stringify(latest.current);
      if (next === sent.current) return;
      sent.current = next;
      link.want(latest.current);
      timer.current = setTimeout(send, ASK_EVERY_MS);
    };
    send();
  }, [link, text, wants]);
}
