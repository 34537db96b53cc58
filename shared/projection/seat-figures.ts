import { INTERVAL_MS } from '../time/instant';
import type { DurationMs, Instant } from '../time/instant';
import type { Floor } from './floor';
import { PRESENT_MS, SEAT_TALK_MS, SEAT_WRAP_UP_MS, STAFFED_MS } from './floor-columns';
import { stepOf } from './step-series';

/** Steps that occupancy and adherence look back over: the running one and the five before, so 25–30 minutes. */
const RECENT_STEPS = 6;

/** What every seat does now. */
export interface SeatFigures {
  readonly installed: number;
  /** Signed in: idle + talking + wrap-up + break. `planned` counts the decisions that hold now. */
  readonly present: number;
  readonly planned: number | null;
  readonly idle: number;
  readonly talking: number;
  readonly wrapUp: number;
  readonly onBreak: number;
  /** Installed and not signed in. */
  readonly off: number;
}

/** null: the source has never brought a seat. */
export function seatFigures(floor: Floor, installed: number): SeatFigures | null {
  const { seats, clock } = floor;
  if (seats.since === null) return null;
  return {
    installed,
    present: seats.present,
    planned: floor.plannedAt(clock.now, installed),
    idle: seats.in('idle'),
    talking: seats.in('talking'),
    wrapUp: seats.in('wrap-up'),
    onBreak: seats.in('break'),
    off: Math.max(0, installed - seats.present),
  };
}

/** (talk + wrap-up) / (signed in and not on a break) seat time over the running step and the five before; null without staffed time. */
export function occupancy(floor: Floor): number | null {
  const last = stepOf(floor.clock.now);
  return occupancyIn(floor, (last - RECENT_STEPS + 1) * INTERVAL_MS, floor.clock.now);
}

/**
 * The same over fromAt ≤ t < toAt, which is not after now. Seat time is known by step: a step that lies in the window only in part counts in proportion
 * to that part.
 */
export function occupancyIn(floor: Floor, fromAt: Instant, toAt: Instant): number | null {
  floor.settle();
  const { seatTime, clock } = floor;
  let busy = 0;
  let staffed = 0;
  for (let step = stepOf(fromAt); step * INTERVAL_MS < toAt; step += 1) {
    const start = step * INTERVAL_MS;
    const passed = Math.min(start + INTERVAL_MS, clock.now) - start;
    const inside = Math.min(start + INTERVAL_MS, toAt) - Math.max(start, fromAt);
    if (passed <= 0 || inside <= 0) continue;
    const share = inside / passed;
    busy += (seatTime.get(step, SEAT_TALK_MS) + seatTime.get(step, SEAT_WRAP_UP_MS)) * share;
    staffed += seatTime.get(step, STAFFED_MS) * share;
  }
  return staffed > 0 ? busy / staffed : null;
}

/** Adherence over the running step and the five before. */
export function adherence(floor: Floor, installed: number): number | null {
  return adherenceSince(floor, installed, stepOf(floor.clock.now) - RECENT_STEPS + 1);
}

/** Adherence over the operational day so far. */
export function adherenceToday(floor: Floor, installed: number): number | null {
  return adherenceSince(floor, installed, stepOf(floor.clock.dayStart));
}

/**
 * Mean seats present in a step; null before there was any seat, and in the future. In the running step: over the part that has passed.
 */
export function presentIn(floor: Floor, step: number): number | null {
  const passed = passedOf(floor, step);
  if (passed === null) return null;
  return passed > 0 ? floor.seatTime.get(step, PRESENT_MS) / passed : floor.seats.present;
}

/**
 * Planned seat time that was staffed over planned seat time: for each step from `first` on the lesser of seats present (mean) and seats planned (at the
 * step's beginning), so that too many seats at one time make up for none that lack at another. null: no seat was planned, or none is known.
 */
function adherenceSince(floor: Floor, installed: number, first: number): number | null {
  floor.settle();
  let met = 0;
  let planned = 0;
  for (let step = first; step <= stepOf(floor.clock.now); step += 1) {
    const passed = passedOf(floor, step);
    const seats = floor.plannedAt(step * INTERVAL_MS, installed);
    if (passed === null || passed <= 0 || seats === null) continue;
    planned += seats * passed;
    met += Math.min(floor.seatTime.get(step, PRESENT_MS), seats * passed);
  }
  return planned > 0 ? met / planned : null;
}

/** The part of a step that has passed since seats are known; null: none is known there, or the step is in the future. */
function passedOf({ seats, clock }: Floor, step: number): DurationMs | null {
  if (seats.since === null || step > stepOf(clock.now) || step < stepOf(seats.since)) return null;
  return Math.min((step + 1) * INTERVAL_MS, clock.now) - Math.max(step * INTERVAL_MS, seats.since);
}
