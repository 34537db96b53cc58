import { useEffect, useRef } from 'react';
import type { TileName, Wants } from '../../shared/contract/frames';
import type { CaseKey } from '../../shared/domain/keys';
import { useLink } from '../board/context';
import type { Filters, Sort } from './filters';
import { FIRST_WINDOW, type TableWindow } from './table-window';
import { FIRST_STATE } from './desk-state';

const TILES: readonly TileName[] = [
  'link',
  'city',
  'catalogue',
  'floor',
  'deadlines',
  'census',
  'emergency',
  'timeline',
  'tasks',
  'table',
  'selected',
];

/** A fling through the table or a held key asks at most this often. */
const ASK_EVERY_MS = 40;

export function wantsOf(filters: Filters, sort: Sort, window: TableWindow, selected: CaseKey | null): Wants {
  return { tiles: TILES, table: { ...filters, sort, ...window }, selected };
}

/** What the desk asks for with its first message. */
export const FIRST_WANTS: Wants = wantsOf(FIRST_STATE.filters, FIRST_STATE.sort, FIRST_WINDOW, null);

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
