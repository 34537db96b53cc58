import { useCallback, useState } from 'react';
import { ulid } from 'ulid';
import type { CaseKey } from '../../shared/domain/keys';
import { type Link, useLink } from '../board/context';
import { type Act, commandOf } from './act-plan';
import { CommandRun, type RunItem, type RunOutside } from './command-run';

/** An act under way or with results that somebody should still look at. */
export interface RunningAct {
  readonly id: string;
  readonly act: Act;
  readonly run: CommandRun;
}

export interface Acts {
  readonly list: readonly RunningAct[];
  start(act: Act): RunningAct;
  /** Forgets it; its commands go on if they are under way. */
  forget(id: string): void;
}

/** Keeps acts beyond their dialogs, so that closing one never hides an answer that is still to come. */
export function useActs(onDone: (cases: readonly CaseKey[]) => void): Acts {
  const link = useLink();
  const [list, setList] = useState<readonly RunningAct[]>([]);
  const start = useCallback(
    (act: Act): RunningAct => {
      const run = new CommandRun(
        act.rows.map((row) => ({ case: row.case, version: row.version })),
        (key) => commandOf(act, key),
        outsideOf(link),
      );
      const running = { id: ulid(), act, run };
      run.subscribe(() => onDone(run.items().flatMap((item) => (item.result.state === 'done' ? [item.case] : []))));
      setList((last) => [...last, running]);
      run.start();
      return running;
    },
    [link, onDone],
  );
  const forget = useCallback((id: string) => setList((last) => last.filter((running) => running.id !== id)), []);
  return { list, start, forget };
}

/** The link, the clock and chance as a run takes them. */
export function outsideOf(link: Link): RunOutside {
  return {
    send: (key, command, expected) => link.command(key, command, expected),
    newKey: () => ulid(),
    after(delay, callback) {
      const timer = setTimeout(callback, delay);
      return () => clearTimeout(timer);
    },
  };
}

/** Whether nobody needs to look at it any more. */
export function settled(items: readonly RunItem[]): boolean {
  return items.every((item) => item.result.state === 'done' || item.result.state === 'refused');
}
