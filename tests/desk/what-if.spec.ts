import { describe, expect, it } from 'vitest';
import { mayCommand } from '../../renderer/desk/permitted';
import { changesNothing, controlChange, controlLimits, controlValue } from '../../renderer/desk/floor/what-if-controls';
import { promisedOf, staffingCommand } from '../../renderer/desk/floor/staffing-command';
import { suppose, tightestOf } from '../../renderer/desk/floor/supposed';
import { windowOf } from '../../renderer/desk/floor/what-if-window';
import { PERMISSIONS } from '../../electron/hub/socket/permissions';
import { decideStaffing } from '../../shared/domain/staffing-decide';
import { NO_MEASURE } from '../../shared/domain/staffing';
import { ROLES } from '../../shared/domain/terms';
import { whatIf } from '../../shared/forecast/what-if';
import { HOUR_MS, MINUTE_MS } from '../../shared/time/instant';
import { FIXTURE_NOW } from '../doubles/fixture-moment';
import { fixtureOutlook } from '../doubles/fixture-outlook';

const NOW = 40 * HOUR_MS + 7 * MINUTE_MS + 12_345;
const END = 48 * HOUR_MS;
const at = (hours: number, minutes = 0) => hours * HOUR_MS + minutes * MINUTE_MS;

describe('the window of a what-if', () => {
  const ground = { now: NOW, dayEnd: END, shortageAt: at(42) };

  it('begins with the running minute, or with the announced shortage', () => {
    expect(windowOf({ start: 'now', length: '1h' }, ground)).toEqual({ fromAt: at(40, 7), toAt: at(41, 7) });
    expect(windowOf({ start: 'shortage', length: '2h' }, ground)).toEqual({ fromAt: at(42), toAt: at(44) });
  });

  it('begins now with a shortage that has begun', () => {
    expect(windowOf({ start: 'shortage', length: '1h' }, { ...ground, shortageAt: at(39) })).toEqual({
      fromAt: at(40, 7),
      toAt: at(41, 7),
    });
  });

  it('never reaches beyond the day', () => {
    expect(windowOf({ start: 'now', length: 'end' }, ground)?.toAt).toBe(END);
    expect(windowOf({ start: 'now', length: '2h' }, { ...ground, now: at(47, 30) })).toEqual({ fromAt: at(47, 30), toAt: END });
  });

  it('is none when the day is over, or without the shortage that it begins with', () => {
    expect(windowOf({ start: 'now', length: '1h' }, { ...ground, now: END })).toBeNull();
    expect(windowOf({ start: 'shortage', length: '1h' }, { ...ground, shortageAt: null })).toBeNull();
  });
});

describe('the four controls', () => {
  it('turn steps into a measure without the dirt of binary fractions', () => {
    expect(controlChange('handlingFactor', 5, 750)).toEqual({ handlingFactor: 1.05 });
    expect(controlChange('seats', -12.4, 750)).toEqual({ seats: -12 });
    for (let percent = -80; percent <= 400; percent += 1) {
      const measure = { ...NO_MEASURE, ...controlChange('arrivalsFactor', percent, 750) };
      expect(controlValue('arrivalsFactor', measure)).toBe(percent);
    }
  });

  it('keep to what the hub takes and to the seats that exist', () => {
    expect(controlChange('patienceFactor', -99, 750)).toEqual({ patienceFactor: 0.2 });
    expect(controlChange('patienceFactor', 4_000, 750)).toEqual({ patienceFactor: 5 });
    expect(controlChange('seats', 9_999, 750)).toEqual({ seats: 750 });
    expect(controlLimits('seats', 750)).toMatchObject({ least: -750, most: 750 });
    expect(controlChange('seats', Number.NaN, 750)).toEqual({});
  });

  it('know when nothing is changed', () => {
    expect(changesNothing(NO_MEASURE)).toBe(true);
    expect(changesNothing({ ...NO_MEASURE, ...controlChange('patienceFactor', 1, 750) })).toBe(false);
  });
});

describe('a decision made from a supposition', () => {
  const measure = { ...NO_MEASURE, seats: 45, handlingFactor: 0.95 };
  const supposed = suppose(fixtureOutlook, measure, { start: 'shortage', length: '2h' }, FIXTURE_NOW);

  it('promises for the first hour, which is what will be compared, and not for the whole window', () => {
    if (!supposed.said) throw new Error(supposed.why);
    const { window, promised, result } = supposed;
    expect(promised.until).toBe(window.fromAt + HOUR_MS);
    const hour = whatIf(fixtureOutlook, measure, { fromAt: window.fromAt, toAt: promised.until });
    expect(promised.with).toEqual(hour?.with.window);
    expect(promised.without).toEqual(hour?.without.window);
    expect(promised.with).not.toEqual(result.with.window);
  });

  it('is a command that the hub takes as it stands', () => {
    if (!supposed.said) throw new Error(supposed.why);
    const command = staffingCommand(measure, supposed.window, supposed.promised, '  close the gap ');
    expect(command).toMatchObject({ kind: 'decide-staffing', measure, ...supposed.window, reason: 'close the gap' });
    type Context = Parameters<typeof decideStaffing>[1];
    const decision = decideStaffing(command, { now: FIXTURE_NOW, nextDecision: 7 } as Context);
    expect(decision).toMatchObject({ ok: true, events: [{ kind: 'staffing.decided', decision: 7, measure, reason: 'close the gap' }] });
  });

  it('helps where it is tightest: more seats there, fewer needed', () => {
    if (!supposed.said) throw new Error(supposed.why);
    const without = tightestOf(supposed.result.without, supposed.result, fixtureOutlook);
    const after = tightestOf(supposed.result.with, supposed.result, fixtureOutlook);
    if (without === null || after === null) throw new Error('nothing is known of the window');
    expect(without.needed).toBeGreaterThan(without.seats);
    expect(after.needed - after.seats).toBeLessThan(without.needed - without.seats);
  });

  it('keeps ranges within 0 … 1 and in order, whatever rounding does to a mean', () => {
    if (!supposed.said) throw new Error(supposed.why);
    const { result, window } = supposed;
    const steps = (value: number) => result.with.offered.map(() => value);
    const over = { low: steps(0.999_999), likely: steps(1.000_000_1), high: steps(0.999_999_9) };
    const side = { ...result.with, serviceLevel: over };
    const promised = promisedOf({ ...result, with: side }, window, fixtureOutlook);
    expect(promised?.with.serviceLevel.likely).toBe(1);
    expect(promised?.with.serviceLevel.high).toBe(1);
  });

  it('is not made of an outlook that knows nothing', () => {
    expect(suppose(undefined, measure, { start: 'now', length: '1h' }, FIXTURE_NOW)).toEqual({ said: false, why: 'no-outlook' });
    const blind = { ...fixtureOutlook, expected: fixtureOutlook.expected.map(() => null) };
    expect(suppose(blind, measure, { start: 'now', length: '1h' }, FIXTURE_NOW)).toEqual({ said: false, why: 'unknown' });
    expect(suppose({ ...fixtureOutlook, shortage: null }, measure, { start: 'shortage', length: '1h' }, FIXTURE_NOW)).toEqual({
      said: false,
      why: 'no-window',
    });
  });

  it('is open to the roles whose commands the hub takes, and to no other', () => {
    for (const role of ROLES) expect(mayCommand(role), role).toBe(PERMISSIONS[role].command);
  });
});
