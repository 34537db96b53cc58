import { useCallback, useState } from 'react';
import type { StaffingCommand } from '../../../shared/domain/commands';
import { useLink } from '../../board/context';
import { outsideOf } from '../acts';
import { CommandRun } from '../command-run';

/** A decision that was sent, with whatever became of it so far. */
export interface SentDecision {
  readonly command: StaffingCommand;
  readonly run: CommandRun;
}

export interface StaffingRun {
  /** null: none was sent, or its end was seen. */
  readonly sent: SentDecision | null;
  send(command: StaffingCommand): void;
  forget(): void;
}

/** Sends a decision and keeps it beyond its dialog, so that closing one never hides an answer that is still to come. */
export function useStaffingRun(): StaffingRun {
  const link = useLink();
  const [sent, setSent] = useState<SentDecision | null>(null);
  const send = useCallback(
    (command: StaffingCommand) => {
      const run = CommandRun.single(command, outsideOf(link));
      setSent({ command, run });
      run.start();
    },
    [link],
  );
  const forget = useCallback(() => setSent(null), []);
  return { sent, send, forget };
}
