import type { QueueKey } from '../../../shared/domain/keys';
import type { Instant } from '../../../shared/time/instant';
import { NO_MEASURE, type StaffingMeasure } from '../../../shared/domain/staffing';
import { FIRST_WINDOW, type TableWindow } from '../table-window';
import { FIRST_CHOICE, type WindowChoice } from './what-if-window';

/** Where the drill-down stands. `queue` null: all queues together. */
export type Trail =
  | { readonly level: 'queues' }
  | { readonly level: 'intervals'; readonly queue: QueueKey | null }
  | { readonly level: 'calls'; readonly queue: QueueKey | null; readonly fromAt: Instant; readonly toAt: Instant };

export type Level = Trail['level'];

/** The line that the keys are on: what it stands for, and where it was last seen. key null: whatever stands at `index`. */
export interface Cursor {
  readonly key: number | null;
  readonly index: number;
}

export interface FloorPageState {
  readonly trail: Trail;
  readonly cursor: Readonly<Record<Level, Cursor>>;
  /** Rows of the calls that are asked from the stream. */
  readonly callWindow: TableWindow;
  readonly measure: StaffingMeasure;
  readonly choice: WindowChoice;
  /** The preview of a decision is open. */
  readonly deciding: boolean;
  /** What became of the decision that was sent is shown. */
  readonly receipt: boolean;
}

const FIRST_CURSOR: Cursor = { key: null, index: 0 };

export const FIRST_FLOOR: FloorPageState = {
  trail: { level: 'queues' },
  cursor: { queues: FIRST_CURSOR, intervals: FIRST_CURSOR, calls: FIRST_CURSOR },
  callWindow: FIRST_WINDOW,
  measure: NO_MEASURE,
  choice: FIRST_CHOICE,
  deciding: false,
  receipt: false,
};

export type FloorAction =
  | { readonly do: 'open-queue'; readonly queue: QueueKey | null }
  | { readonly do: 'open-interval'; readonly fromAt: Instant; readonly toAt: Instant }
  | { readonly do: 'go'; readonly level: Level }
  | { readonly do: 'cursor'; readonly key: number; readonly index: number }
  | { readonly do: 'call-window'; readonly window: TableWindow }
  | { readonly do: 'measure'; readonly change: Partial<StaffingMeasure> }
  | { readonly do: 'choose-window'; readonly change: Partial<WindowChoice> }
  | { readonly do: 'deciding'; readonly open: boolean }
  /** The previewed decision is on its way. */
  | { readonly do: 'sent' }
  | { readonly do: 'receipt'; readonly open: boolean }
  /** A decision was recorded: what was supposed is now planned, so the controls go back to nothing changed. */
  | { readonly do: 'decided' };

export function reduceFloor(state: FloorPageState, action: FloorAction): FloorPageState {
  const { trail, cursor } = state;
  switch (action.do) {
    case 'open-queue':
      return {
        ...state,
        trail: { level: 'intervals', queue: action.queue },
        cursor: { ...cursor, intervals: FIRST_CURSOR, calls: FIRST_CURSOR },
      };
    case 'open-interval':
      if (trail.level === 'queues') return state;
      return {
        ...state,
        trail: { level: 'calls', queue: trail.queue, fromAt: action.fromAt, toAt: action.toAt },
        cursor: { ...cursor, calls: FIRST_CURSOR },
        callWindow: FIRST_WINDOW,
      };
    case 'go':
      return upTo(trail, action.level) === trail ? state : { ...state, trail: upTo(trail, action.level) };
    case 'cursor':
      return { ...state, cursor: { ...cursor, [trail.level]: { key: action.key, index: action.index } } };
    case 'call-window':
      return state.callWindow === action.window ? state : { ...state, callWindow: action.window };
    case 'measure':
      return { ...state, measure: { ...state.measure, ...action.change } };
    case 'choose-window':
      return { ...state, choice: { ...state.choice, ...action.change } };
    case 'deciding':
      return { ...state, deciding: action.open };
    case 'sent':
      return { ...state, deciding: false, receipt: true };
    case 'receipt':
      return { ...state, receipt: action.open };
    case 'decided':
      return { ...state, receipt: false, measure: NO_MEASURE };
  }
}

/** The trail cut back to a level above; the trail itself where that level is not above. */
function upTo(trail: Trail, level: Level): Trail {
  if (level === 'queues' && trail.level !== 'queues') return { level };
  if (level === 'intervals' && trail.level === 'calls') return { level, queue: trail.queue };
  return trail;
}

/** One step up; null at the top. */
export function levelAbove(trail: Trail): Level | null {
  return trail.level === 'calls' ? 'intervals' : trail.level === 'intervals' ? 'queues' : null;
}
