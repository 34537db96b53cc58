import type { DecisionFigures, StaffingTile } from '../../shared/contract/frames';
import type { StaffingCommand } from '../../shared/domain/commands';
import type { LogRecord, StaffingEvent } from '../../shared/domain/events';
import { type FloorExpectation, NO_MEASURE } from '../../shared/domain/staffing';
import { atTime, FIXTURE_SEQ } from './fixture-moment';

const range = (low: number, likely: number, high: number) => ({ low, likely, high });
const expectation = (service: number, abandoned: number, occupancy: number): FloorExpectation => ({
  serviceLevel: range(service - 0.08, service, Math.min(0.99, service + 0.06)),
  abandoned: range(abandoned * 0.6, abandoned, abandoned * 1.7),
  occupancy: range(occupancy - 0.02, occupancy, Math.min(0.999, occupancy + 0.015)),
});

/** One that has not begun, one that is being scored, one whose score is final. */
const decisions: readonly DecisionFigures[] = [
  {
    decision: 3,
    seq: FIXTURE_SEQ - 20,
    by: 'supervisor:wang',
    at: atTime(14, 33, 40),
    measure: { ...NO_MEASURE, seats: 30 },
    fromAt: atTime(16),
    toAt: atTime(18),
    without: expectation(0.78, 0.05, 0.985),
    with: expectation(0.88, 0.027, 0.955),
    reason: '傍晚换班缺口，请备班提前到岗',
    score: null,
  },
  {
    decision: 2,
    seq: FIXTURE_SEQ - 6_204,
    by: 'supervisor:wang',
    at: atTime(13, 46, 5),
    measure: { ...NO_MEASURE, seats: 20, handlingFactor: 0.95 },
    fromAt: atTime(14),
    toAt: atTime(16),
    without: expectation(0.79, 0.045, 0.972),
    with: expectation(0.92, 0.018, 0.945),
    reason: '午后来电上升，简化工单备注',
    score: { until: atTime(15), final: false, offered: 2_884, serviceLevel: 0.871, abandoned: 0.026, occupancy: 0.951 },
  },
  {
    decision: 1,
    seq: FIXTURE_SEQ - 31_870,
    by: 'chief:zhao',
    at: atTime(9, 12, 30),
    measure: { ...NO_MEASURE, seats: 40 },
    fromAt: atTime(9, 30),
    toAt: atTime(11, 30),
    without: expectation(0.72, 0.061, 0.979),
    with: expectation(0.94, 0.014, 0.938),
    reason: '早高峰高于预测',
    score: { until: atTime(10, 30), final: true, offered: 4_902, serviceLevel: 0.929, abandoned: 0.019, occupancy: 0.944 },
  },
];

export const fixtureStaffing: StaffingTile = { decisions };

/** The newest decision as the log has it. */
export const fixtureDecision: LogRecord = (() => {
  const [newest] = decisions as [DecisionFigures];
  const { seq, at, by, score: _score, ...decided } = newest;
  return { seq, at, by, event: { kind: 'staffing.decided', ...decided } };
})();

export type DecisionRecord = LogRecord & { readonly event: StaffingEvent };

/** What the log says when `command` is taken at `at`. */
export function decidedNow({ kind: _kind, ...decided }: StaffingCommand, seq: number, at: number): DecisionRecord {
  return { seq, at, by: 'supervisor:wang', event: { kind: 'staffing.decided', decision: seq, ...decided } };
}

/** The tile after a decision: not begun, so without a score. */
export function withDecision({ decisions: earlier }: StaffingTile, { seq, at, by, event }: DecisionRecord): StaffingTile {
  const { kind: _kind, ...decided } = event;
  return { decisions: [{ seq, at, by, ...decided, score: null }, ...earlier].slice(0, 20) };
}
