import { describe, expect, it } from 'vitest';
import { planOf } from '../../renderer/desk/act-plan';
import { COLUMNS } from '../../renderer/desk/columns';
import { wishOf } from '../../renderer/desk/commands';
import { dueOf } from '../../renderer/desk/due';
import { matching } from '../../renderer/desk/facets';
import { wordsFor } from '../../renderer/parts/words';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time/instant';
import { row } from './rows';

describe('a deadline in words', () => {
  const words = wordsFor('zh-CN');
  const due = (left: number) => dueOf(row(1, { dueAt: 1e12 + left }), 1e12, HOUR_MS, words);

  it('names what is over, what is near and what has time, never rounded up', () => {
    expect(due(-28 * MINUTE_MS - 59_000)).toEqual({ state: 'breached', text: '超 28 分' });
    expect(due(11 * MINUTE_MS + 59_000)).toEqual({ state: 'at-risk', text: '剩 11 分' });
    expect(due(6 * HOUR_MS + 36 * MINUTE_MS)).toEqual({ state: 'in-time', text: '剩 6:36' });
    expect(due(6 * DAY_MS + 4 * HOUR_MS + 59 * MINUTE_MS)).toEqual({ state: 'in-time', text: '剩 6 天 4 时' });
    expect(due(20_000).text).toBe('剩 不到 1 分');
  });

  it('turns over on the very millisecond, before the stream has said so', () => {
    expect(due(0).state).toBe('at-risk');
    expect(due(-1).state).toBe('breached');
  });

  it('says nothing where no deadline runs', () => {
    expect(dueOf(row(1, { deadline: 'none' }), 1e12, HOUR_MS, words)).toEqual({ state: 'none', text: '—' });
    expect(dueOf(row(1, { dueAt: 0 }), 1e12, HOUR_MS, words).state).toBe('none');
  });
});

describe('what an act will do', () => {
  it('leaves out cases that the unit has already and those whose status forbids it', () => {
    const plan = planOf('reassign', [row(1, { unit: 2 }), row(2, { unit: 4 }), row(3, { status: 'resolved' }), row(4, { unit: 2 })], 4);
    expect(plan.acted.map((each) => each.case)).toEqual([1, 4]);
    expect(plan.skipped.map(({ row: { case: key }, reason }) => [key, reason])).toEqual([
      [2, 'same'],
      [3, 'status'],
    ]);
    expect(plan.from).toEqual([{ unit: 2, count: 2 }]);
  });

  it('does not urge a unit about a case that nobody holds', () => {
    expect(planOf('urge', [row(1, { status: 'returned', unit: 0 }), row(2)], null).acted.map((each) => each.case)).toEqual([2]);
  });
});

describe('keys', () => {
  const key = (name: string, modifiers: Partial<KeyboardEvent> = {}) =>
    wishOf({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...modifiers }, COLUMNS);

  it('move, select, act and open the palette', () => {
    expect(key('j')).toEqual({ wish: 'move', by: 1 });
    expect(key('x')).toEqual({ wish: 'select' });
    expect(key('r')).toEqual({ wish: 'reassign' });
    expect(key('k', { metaKey: true })).toEqual({ wish: 'palette' });
    expect(key('7')).toEqual({ wish: 'sort', place: 6 });
    expect(key('c')).toEqual({ wish: 'floor' });
    expect(key('w')).toEqual({ wish: 'what-if' });
  });

  it('leave the keys of the browser and of the system alone', () => {
    expect(key('r', { ctrlKey: true })).toBeNull();
    expect(key('9')).toBeNull();
    expect(key('Tab')).toBeNull();
  });
});

describe('type-ahead', () => {
  it('puts names that begin with the text first, and finds by district, by the other language and by code too', () => {
    const options = [
      { label: '北京热力集团', hint: '公用企业', also: 'Beijing District Heating U01' },
      { label: '热带植物园', hint: '', also: '' },
      { label: '望京街道', hint: '朝阳区 · 街道乡镇', also: 'Wangjing 110105026' },
    ];
    expect(matching(options, '热').map((option) => option.label)).toEqual(['热带植物园', '北京热力集团']);
    expect(matching(options, '朝阳').map((option) => option.label)).toEqual(['望京街道']);
    expect(matching(options, 'wangj').map((option) => option.label)).toEqual(['望京街道']);
    expect(matching(options, 'u01').map((option) => option.label)).toEqual(['北京热力集团']);
    expect(matching(options, ' ')).toBe(options);
  });
});
