import type { CommandOutcome, Frame, Surface, ToWindow, Wants } from '../../shared/contract/frames';
import type { Problem } from '../../shared/contract/problem';
import type { ScreenOutcome } from '../../shared/contract/screens';
import { type PortOutside, StreamPort } from '../link/port';
import { Board } from './board';
import type { Link } from './context';

const UNAVAILABLE: Problem = {
  type: 'unavailable',
  title: 'Connection to the stream was lost',
  status: 503,
  detail: 'The answer did not arrive. Whether the command took effect is not known; sending it again with the same key is safe.',
};

const NO_ANSWER: Problem = {
  type: 'no-answer',
  title: 'Connection to the stream was lost',
  status: 504,
  detail: 'It was sent and no answer came. Whether it was done is not known.',
};

/** How many answers may be awaited at once; more are refused at once. */
const MOST_WAITING = 200;

/** Opens the page's link to the stream and keeps it open. `first`: what the board holds until the stream has spoken. */
export function openLink(surface: Surface, wants: Wants, first: Promise<Frame | null> | null, outside: PortOutside): Link {
  const board = new Board(outside.now);
  void begin(board, first);
  const outcomes = new Map<string, (outcome: CommandOutcome) => void>();
  type Answer = Extract<ToWindow, { kind: 'history' }>;
  const requests = new Map<number, (outcome: ScreenOutcome) => void>();
  let console: Parameters<Link['screens']['open']>[0] | null = null;
  const histories = new Map<number, (answer: Pick<Answer, 'records' | 'problem'>) => void>();
  let nextHistory = 1;
  let nextRequest = 1;

  const port = new StreamPort(surface, wants, outside, {
    message(message) {
      switch (message.kind) {
        case 'frame':
          if (!board.apply(message.frame)) port.send({ kind: 'refresh' });
          break;
        case 'outcome':
          outcomes.get(message.key)?.(message.outcome);
          outcomes.delete(message.key);
          break;
        case 'history':
          histories.get(message.id)?.(message);
          histories.delete(message.id);
          break;
        case 'screens':
        case 'screen-picture':
          console?.(message);
          break;
        case 'screen-outcome':
          requests.get(message.id)?.(message.outcome);
          requests.delete(message.id);
          break;
      }
    },
    opened() {
      for (const answer of outcomes.values()) answer({ ok: false, problem: UNAVAILABLE });
      for (const answer of histories.values()) answer({ records: [], problem: UNAVAILABLE });
      for (const answer of requests.values()) answer({ ok: false, problem: NO_ANSWER });
      requests.clear();
      outcomes.clear();
      histories.clear();
      if (console !== null) {
        console({ kind: 'screens', screens: null });
        port.send({ kind: 'console', open: true });
      }
    },
  });

  return {
    board,
    forget: (names) => board.forget(names),
    want: (next) => port.want(next),
    command: (key, command, expected) =>
      new Promise((resolve) => {
        if (outcomes.size >= MOST_WAITING || !port.send({ kind: 'command', key, expected, command })) {
          resolve({ ok: false, problem: UNAVAILABLE });
          return;
        }
        outcomes.set(key, resolve);
      }),
    screens: {
      open(listener) {
        console = listener;
        port.send({ kind: 'console', open: true });
        return () => {
          if (console !== listener) return;
          console = null;
          port.send({ kind: 'console', open: false });
        };
      },
      request: (request) =>
        new Promise((resolve) => {
          const id = nextRequest++;
          if (requests.size >= MOST_WAITING || !port.send({ kind: 'screen-request', id, request }))
            resolve({ ok: false, problem: UNAVAILABLE });
          else requests.set(id, resolve);
        }),
    },
    history: (key) =>
      new Promise((resolve) => {
        const id = nextHistory++;
        if (histories.size >= MOST_WAITING || !port.send({ kind: 'history', id, case: key })) {
          resolve({ records: [], problem: UNAVAILABLE });
          return;
        }
        histories.set(id, resolve);
      }),
  };
}

/** Nothing takes the place of what the stream has said. */
async function begin(board: Board, first: Promise<Frame | null> | null): Promise<void> {
  const frame = await first;
  if (frame !== null && board.moment === null) board.apply(frame);
}
