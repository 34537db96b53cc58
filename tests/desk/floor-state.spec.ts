import { describe, expect, it } from 'vitest';
import { type DeskAction, FIRST_STATE, reduceDesk } from '../../renderer/desk/desk-state';
import { filtersOf } from '../../renderer/desk/filters';
import { callAt, callsQuery, notKept } from '../../renderer/desk/floor/calls-question';
import { FIRST_FLOOR, type FloorAction, levelAbove, reduceFloor } from '../../renderer/desk/floor/floor-state';
import { floorWants, wantsOf } from '../../renderer/desk/use-wants';
import type { CallsTile } from '../../shared/contract/frames';
import { NO_MEASURE } from '../../shared/domain/staffing';
import { row } from './rows';

const after = (...actions: readonly FloorAction[]) => actions.reduce(reduceFloor, FIRST_FLOOR);
const QUEUE: FloorAction = { do: 'open-queue', queue: 3 };
const INTERVAL: FloorAction = { do: 'open-interval', fromAt: 1_000, toAt: 301_000 };

describe('drilling down from queues to calls', () => {
  it('goes a level at a time and back the same way', () => {
    const calls = after(QUEUE, INTERVAL);
    expect(calls.trail).toEqual({ level: 'calls', queue: 3, fromAt: 1_000, toAt: 301_000 });
    expect(levelAbove(calls.trail)).toBe('intervals');
    const intervals = reduceFloor(calls, { do: 'go', level: 'intervals' });
    expect(intervals.trail).toEqual({ level: 'intervals', queue: 3 });
    expect(levelAbove(intervals.trail)).toBe('queues');
    expect(levelAbove(reduceFloor(intervals, { do: 'go', level: 'queues' }).trail)).toBeNull();
  });

  it('does not go down by a step that leads up, nor into an interval of no queue', () => {
    expect(after({ do: 'go', level: 'calls' }).trail).toEqual({ level: 'queues' });
    expect(after(INTERVAL).trail).toEqual({ level: 'queues' });
  });

  it('remembers the line of the level above, and begins a new level at its first line', () => {
    const queues = after({ do: 'cursor', key: 3, index: 2 }, QUEUE, { do: 'cursor', key: 170, index: 4 }, INTERVAL);
    expect(queues.cursor).toMatchObject({ queues: { key: 3 }, intervals: { key: 170 }, calls: { key: null, index: 0 } });
    const other = reduceFloor(reduceFloor(queues, { do: 'go', level: 'queues' }), { do: 'open-queue', queue: 1 });
    expect(other.cursor.intervals).toEqual({ key: null, index: 0 });
  });

  it('asks for the calls of the interval that is open, for none elsewhere, and never for more than the stream answers', () => {
    expect(callsQuery(after(QUEUE))).toBeNull();
    const far = after(QUEUE, INTERVAL, { do: 'call-window', window: { offset: 50, limit: 900 } });
    expect(callsQuery(far)).toEqual({ queue: 3, fromAt: 1_000, toAt: 301_000, outcome: [], offset: 50, limit: 500 });
    expect(callsQuery(after({ do: 'open-queue', queue: null }, INTERVAL))?.queue).toBeNull();
  });

  it('tells calls that are not kept from calls that never were', () => {
    const tile = (keptSince: number | null): CallsTile => ({
      query: { queue: 3, fromAt: 1_000, toAt: 301_000, outcome: [], offset: 2, limit: 2 },
      total: 9,
      keptSince,
      rows: [],
    });
    expect([null, 500, 2_000, 301_000].map((since) => notKept(tile(since)))).toEqual(['none', 'none', 'some', 'all']);
    expect(callAt(tile(null), 2)).toBeUndefined();
  });
});

describe('what is supposed', () => {
  it('is kept while one drills down, and gone once it was decided', () => {
    const supposed = after({ do: 'measure', change: { seats: 40 } }, { do: 'measure', change: { handlingFactor: 0.95 } }, QUEUE);
    expect(supposed.measure).toEqual({ ...NO_MEASURE, seats: 40, handlingFactor: 0.95 });
    const sent = reduceFloor(reduceFloor(supposed, { do: 'deciding', open: true }), { do: 'sent' });
    expect(sent).toMatchObject({ deciding: false, receipt: true, measure: { seats: 40 } });
    expect(reduceFloor(sent, { do: 'decided' })).toMatchObject({ receipt: false, measure: NO_MEASURE });
  });

  it('stays for another try when the receipt is closed on a refusal', () => {
    const sent = after({ do: 'measure', change: { seats: 40 } }, { do: 'sent' }, { do: 'receipt', open: false });
    expect(sent).toMatchObject({ receipt: false, measure: { seats: 40 } });
  });
});

describe('the desk with two pages', () => {
  const desk = (...actions: readonly DeskAction[]) => actions.reduce(reduceDesk, FIRST_STATE);

  it('keeps the table as it was left, drawer and selection with it', () => {
    const cases = desk(
      { do: 'filter', filters: filtersOf({ text: 'x' }) },
      { do: 'toggle', row: row(1), index: 0 },
      { do: 'focus', index: 7, row: row(8) },
      { do: 'open-drawer', case: 8 },
    );
    const floor = reduceDesk(cases, { do: 'page', page: 'floor' });
    expect(floor.drawer).toBeNull();
    const opened = reduceDesk(floor, { do: 'open-drawer', case: 99 });
    expect(reduceDesk(opened, { do: 'page', page: 'cases' })).toEqual({ ...cases, otherDrawer: 99 });
  });

  it('shows the cases to whoever asks for some, even for those of before', () => {
    const floor = desk({ do: 'page', page: 'floor' });
    expect(reduceDesk(floor, { do: 'filter', filters: floor.filters }).page).toBe('cases');
    expect(reduceDesk(floor, { do: 'filter', filters: filtersOf({ text: 'x' }) }).page).toBe('cases');
  });

  it('asks for no table while calls and seats are shown, and for no calls while cases are', () => {
    const cases = wantsOf(FIRST_STATE.filters, FIRST_STATE.sort, { offset: 0, limit: 100, anchor: null }, null);
    const floor = floorWants(null, 5);
    expect(floor).toMatchObject({ table: null, calls: null, selected: 5 });
    expect(floor.tiles).not.toContain('table');
    expect(floor.tiles).toEqual(expect.arrayContaining(['queues', 'outlook', 'staffing', 'calls']));
    expect(cases.calls).toBeNull();
    expect(cases.tiles).toContain('outlook');
    expect(cases.tiles).not.toContain('queues');
  });
});
