import { describe, expect, it } from 'vitest';
import type { OutlookTile } from '../../shared/contract/frames';
import { measureText } from '../../renderer/parts/measure-words';
import { tellOutlook } from '../../renderer/parts/outlook-words';
import { wordsFor } from '../../renderer/parts/words';
import { tellEvent } from '../../renderer/wall/tell-event';
import { NO_MEASURE } from '../../shared/domain/staffing';
import { fixtureCity, fixtureTiles } from '../doubles/fixture-frames';
import { atTime } from '../doubles/fixture-moment';
import { fixtureDecision } from '../doubles/fixture-staffing';

const { outlook, floor } = fixtureTiles;
const zone = 'Asia/Shanghai';
const [zh, en] = [wordsFor('zh-CN'), wordsFor('en')];
const nothing = outlook.expected.map(() => null);
const told = (change: Partial<OutlookTile>, at = atTime(14, 36), words = zh) =>
  tellOutlook({ ...outlook, ...change }, floor, at, zone, words);
const shortage = {
  announcedAt: atTime(14, 20),
  fromAt: atTime(16, 20),
  toAt: atTime(18, 10),
  gapSeats: 38,
  gapAt: atTime(16, 35),
  serviceLevel: { low: 0.48, likely: 0.61, high: 0.72 },
  abandoned: { low: 0.06, likely: 0.09, high: 0.14 },
  occupancy: { low: 0.972, likely: 0.991, high: 0.9991 },
};

describe('the announcement', () => {
  it('names time, gap and ranges in both languages, amber before it begins', () => {
    const chinese = told({ shortage });
    expect([chinese.state, chinese.level, chinese.headline]).toEqual(['short-ahead', 'watch', '16:20–18:10 约缺 38 席']);
    expect(chinese.details).toEqual(['预计15秒接通率 61% (48–72)', '放弃 9% (6–14)', '占用率 99% (97–100)']);
    const english = told({ shortage }, atTime(14, 36), en);
    expect(english.headline).toBe('16:20–18:10: about 38 seats short');
    expect(english.details[0]).toBe('expected within 15 s 61% (48–72)');
  });

  it('is red from the moment the shortage begins', () => {
    expect(told({ shortage }, shortage.fromAt - 1).level).toBe('watch');
    const begun = told({ shortage }, shortage.fromAt);
    expect([begun.state, begun.level]).toEqual(['short-now', 'broken']);
  });

  it('says until the end of the day of a shortage whose end is not in sight, whenever that day ends', () => {
    expect(told({ shortage: { ...shortage, toAt: null } }).headline).toBe('16:20–24:00 约缺 38 席');
    const early = { startAt: outlook.startAt + 6 * 3_600_000, shortage: { ...shortage, toAt: null } };
    expect(told(early).headline).toBe('16:20–06:00 约缺 38 席');
  });

  it('is grey when seats suffice, and names the scarcest moment', () => {
    const seatsExpected = outlook.seatsExpected.map((seats, step) =>
      seats === null ? null : (outlook.seatsNeeded[step] ?? 0) + (step === 200 ? 4 : 20),
    );
    const serviceLevel = outlook.serviceLevel.map((share) => (share === null ? null : 0.96));
    const enough = told({ shortage: null, seatsExpected, serviceLevel });
    expect([enough.state, enough.level, enough.headline]).toEqual(['enough', 'normal', '按预测，坐席可满足至 24:00']);
    expect(enough.details).toEqual(['最紧 16:40，余 4 席']);
    expect(told({ shortage: null, seatsExpected, serviceLevel }, atTime(14, 36), en).details).toEqual(['tightest 16:40, 4 seats to spare']);
  });

  it('does not say that seats suffice where too few are expected to be answered in time, and names that hour', () => {
    const seatsExpected = outlook.seatsExpected.map((seats, step) => (seats === null ? null : (outlook.seatsNeeded[step] ?? 0) + 20));
    // 18:00 to 19:00 in steps of five minutes.
    const serviceLevel = outlook.serviceLevel.map((share, step) => (share === null ? null : step >= 216 && step < 228 ? 0.86 : 0.96));
    const narrow = told({ shortage: null, seatsExpected, serviceLevel });
    expect([narrow.state, narrow.level, narrow.headline]).toEqual(['narrow', 'normal', '至 24:00 尚无已确认的缺口']);
    expect(narrow.details[0]).toBe('18:00 起15秒接通率约 86%');
  });

  it('does not say that seats suffice where a few are missing, which is no shortage yet', () => {
    const seatsExpected = outlook.seatsExpected.map((seats, step) =>
      seats === null ? null : (outlook.seatsNeeded[step] ?? 0) - (step === 200 ? 3 : 0),
    );
    const narrow = told({ shortage: null, seatsExpected });
    expect([narrow.state, narrow.level, narrow.details[0]]).toEqual(['narrow', 'normal', '最紧 16:40，差 3 席']);
  });

  it('is amber while too few are answered in time, whatever the forecast says of the next hours', () => {
    const { service } = floor;
    if (service === null) throw new Error('the fixture has calls');
    const behind = { ...floor, service: { ...service, '5min': { ...service['5min'], value: 0.57 } } };
    const now = tellOutlook({ ...outlook, seatsNeeded: outlook.expected.map(() => 10), shortage: null }, behind, atTime(14, 36), zone, en);
    expect([now.state, now.level, now.headline]).toEqual(['behind', 'watch', 'Behind now; by forecast seats suffice until 24:00']);
  });

  it('says in words what is missing instead of drawing conclusions from nothing', () => {
    const basis = outlook.basis;
    expect(told({ basis: { ...basis, forecast: 'none' }, shortage: null }).state).toBe('no-forecast');
    expect(told({ expected: nothing, shortage: null }).state).toBe('no-forecast');
    expect(told({ basis: { ...basis, handlingMs: null }, shortage: null }).state).toBe('no-handling');
    expect(told({ seatsExpected: nothing, shortage: null }).state).toBe('no-plan');
    const seatsExpected = outlook.seatsExpected.map((seats) => (seats === null ? null : 0));
    const closed = tellOutlook({ ...outlook, seatsExpected, shortage: null }, { ...floor, state: 'closed' }, atTime(14, 36), zone, zh);
    expect([closed.state, closed.level]).toEqual(['closed', 'normal']);
  });

  it('says so when it rests on the calls of today alone', () => {
    const { details } = told({ shortage, basis: { ...outlook.basis, forecast: 'level' } });
    expect(details.at(-1)).toBe('仅据今日来电推算');
  });
});

describe('a staffing decision', () => {
  it('is told on walls by what, when and role: neither a name nor the free text of its reason', () => {
    const known = { city: fixtureCity, catalogue: fixtureTiles.catalogue, tasks: fixtureTiles.tasks };
    expect(tellEvent(fixtureDecision, zh, known)?.text).toBe('+30 席 · 16:00–18:00 · 值班');
    expect(tellEvent(fixtureDecision, en, known)?.text).toBe('+30 seats · 16:00–18:00 · Supervisor');
    expect(tellEvent(fixtureDecision, zh, known)?.text).not.toContain('备班');
  });

  it('names every part of its measure, and one that changes nothing as such', () => {
    expect(measureText({ seats: -12, handlingFactor: 0.95, arrivalsFactor: 1.2, patienceFactor: 1 }, zh)).toBe(
      '−12 席 · 平均处理时长 −5% · 来电 +20%',
    );
    expect(measureText({ ...NO_MEASURE, seats: 1 }, en)).toBe('+1 seat');
    expect(measureText(NO_MEASURE, en)).toBe('no change');
  });
});
