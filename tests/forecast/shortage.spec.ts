import { describe, expect, it } from 'vitest';
import type { CapacityLine } from '../../shared/forecast/capacity-line';
import { ShortageWatch } from '../../shared/forecast/shortage';
import { unknownSteps } from '../../shared/forecast/step-ranges';
import { INTERVAL_MS, MINUTE_MS } from '../../shared/time/instant';

const STEPS = 288;
const DAY = Date.UTC(2026, 5, 1);
const NEEDED = 400;

/** A line on which `gap(step)` seats are missing; one seat costs one point and a half of service level. */
function line(first: number, gap: (step: number) => number): CapacityLine {
  const by = (value: (step: number) => number): Float64Array =>
    unknownSteps(STEPS).map((_, step) => (step < first ? Number.NaN : value(step)));
  const level = by((step) => Math.min(0.99, Math.max(0, 0.95 - 0.015 * gap(step))));
  const abandoned = level.map((value) => (1 - value) / 3);
  const occupancy = by((step) => Math.min(1, 0.93 + 0.002 * gap(step)));
  const range = (values: Float64Array): CapacityLine['serviceLevel'] => ({ low: values.map((v) => v * 0.9), likely: values, high: values });
  return {
    first,
    stepMs: INTERVAL_MS,
    target: 0.95,
    seatsNeeded: by(() => NEEDED),
    seatsExpected: by((step) => NEEDED - gap(step)),
    offered: by(() => 300),
    serviceLevel: range(level),
    abandoned: range(abandoned),
    occupancy: range(occupancy),
  };
}

const short = (from: number, end: number, seats: number) => (step: number) => (step >= from && step < end ? seats : -5);
const at = (minute: number): number => DAY + minute * MINUTE_MS;

describe('ShortageWatch', () => {
  it('announces a shortage once it has been in sight for some minutes, and says what it is', () => {
    const watch = new ShortageWatch();
    const seen = (minute: number): ReturnType<ShortageWatch['update']> =>
      watch.update(
        line(Math.floor(minute / 5), (step) => (step === 125 ? 40 : short(120, 132, 30)(step))),
        DAY,
        at(minute),
      );
    expect(seen(480)).toBeNull();
    expect(seen(481)).toBeNull();
    expect(seen(484)).toBeNull();
    const shortage = seen(485);
    expect(shortage).toMatchObject({
      announcedAt: at(485),
      fromAt: at(600),
      toAt: at(660),
      gapSeats: 40,
      gapAt: at(625),
    });
    expect(shortage?.serviceLevel.likely).toBeCloseTo((11 * 0.5 + 0.35) / 12, 6);
    expect(shortage!.serviceLevel.low).toBeLessThan(shortage!.serviceLevel.likely);
    expect(shortage?.occupancy.likely).toBeGreaterThan(0.95);
    expect(seen(490)?.announcedAt).toBe(at(485));
  });

  it('has no end when the day ends first', () => {
    const watch = new ShortageWatch();
    const late = line(200, short(270, 288, 30));
    watch.update(late, DAY, at(1_000));
    expect(watch.update(late, DAY, at(1_005))?.toAt).toBeNull();
  });

  it('lets pass what is short but brief, what is long but slight, and what is slight in seats', () => {
    for (const gap of [short(120, 122, 80), short(120, 200, 8), short(120, 200, 3)]) {
      const watch = new ShortageWatch();
      for (let minute = 300; minute < 360; minute += 1) expect(watch.update(line(60, gap), DAY, at(minute))).toBeNull();
    }
  });

  it('does not announce what was in sight for a moment', () => {
    const watch = new ShortageWatch();
    for (let minute = 300; minute < 360; minute += 1) {
      const gap = minute % 3 === 0 ? short(120, 140, 0) : short(120, 140, 30);
      expect(watch.update(line(60, gap), DAY, at(minute))).toBeNull();
    }
  });

  it('does not flicker: eases between announcing and keeping change nothing, and it is taken back only after a while', () => {
    const watch = new ShortageWatch();
    const seen: (number | null)[] = [];
    for (let minute = 300; minute < 420; minute += 1) {
      // 11 seats announce, 8 keep.
      const seats = minute < 360 ? (minute % 2 === 0 ? 11 : 8) : 0;
      seen.push(watch.update(line(60, short(120, 140, minute < 306 ? 14 : seats)), DAY, at(minute))?.announcedAt ?? null);
    }
    const announced = seen.filter((value) => value !== null);
    expect(new Set(announced)).toEqual(new Set([at(305)]));
    // Last in sight at 359: gone at 369.
    expect(seen.findLastIndex((value) => value !== null)).toBe(68);
    expect(seen.indexOf(at(305))).toBe(5);
    expect(announced).toHaveLength(64);
  });

  it('keeps the beginning of a shortage that has begun', () => {
    const watch = new ShortageWatch();
    let shortage = null;
    for (let minute = 580; minute < 640; minute += 1)
      shortage = watch.update(line(Math.floor(minute / 5), short(120, 140, 30)), DAY, at(minute));
    expect(shortage?.fromAt).toBe(at(600));
    expect(shortage?.toAt).toBe(at(700));
  });

  it('joins what a single step at par divides', () => {
    const watch = new ShortageWatch();
    const gap = (step: number): number => (step === 126 ? 0 : short(120, 140, 30)(step));
    watch.update(line(60, gap), DAY, at(300));
    expect(watch.update(line(60, gap), DAY, at(305))).toMatchObject({ fromAt: at(600), toAt: at(700) });
  });

  it('starts afresh with a new day, and never announces what is not known', () => {
    const watch = new ShortageWatch();
    watch.update(line(60, short(120, 140, 30)), DAY, at(300));
    expect(watch.update(line(60, short(120, 140, 30)), DAY, at(305))).not.toBeNull();
    expect(watch.update(line(0, short(120, 140, 30)), at(1_440), at(1_440))).toBeNull();
    const unknown = new ShortageWatch();
    const dark = line(288, () => 100);
    for (let minute = 0; minute < 20; minute += 1) expect(unknown.update(dark, DAY, at(minute))).toBeNull();
  });
});
