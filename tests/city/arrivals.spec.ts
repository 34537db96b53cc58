import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceError } from '../../electron/hub/sources/source-error';
import { Arrivals } from '../../shared/city/simulation/arrivals';
import { contactId, firstTry, nextTry, tryOf } from '../../shared/city/simulation/contact-id';
import { Load } from '../../shared/city/simulation/load';
import { DAY_MS, MINUTE_MS } from '../../shared/time/instant';
import { floorRun } from './floor-run';
import { eventsUntil, MONDAY, simulated } from './run-source';

const RECORDED = '../shared/data/cases/call_arrivals_one_day.csv';
const LONG_MS = 900_000;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'arrivals-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function query(path: string, rest = ''): string {
  return `arrivals=${encodeURIComponent(path)}${rest}`;
}

function file(text: string | Uint8Array): string {
  const path = join(directory, 'gaps.csv');
  writeFileSync(path, text);
  return path;
}

describe('a city that is fed from a recorded day', () => {
  it(
    'offers the calls of the file at their moments, every day anew',
    async () => {
      // Another reading of the same file.
      let minutes = 0;
      const moments: number[] = [];
      for (const line of readFileSync(RECORDED, 'utf8').trim().split('\n')) {
        minutes += Number(line);
        if (minutes < 1_440) moments.push(minutes * MINUTE_MS);
      }
      const run = await floorRun(query(RECORDED, '&cases=0'));
      const first: number[] = [];
      const second: number[] = [];
      const until = run.startDay + 2 * DAY_MS;
      for (;;) {
        const events = run.simulation.advance(until, 5_000);
        if (events.length === 0) break;
        for (const { at, event } of events)
          if (event.kind === 'call.offered' && tryOf(event.call) === 0) (at < run.startDay + DAY_MS ? first : second).push(at);
      }
      expect(first).toHaveLength(5_890);
      expect(first).toHaveLength(moments.length);
      expect(second.map((at) => at - DAY_MS)).toEqual(first);
      for (const [i, at] of first.entries()) expect(Math.abs(at - run.startDay - moments[i]!)).toBeLessThan(5);
    },
    LONG_MS,
  );

  it('has the seats, the plan and the past of a hotline of that size, and says where its calls come from', async () => {
    const source = await simulated(query(RECORDED, '&start=12:00'));
    expect(source.source).toMatchObject({ kind: 'simulate', name: 'simulated, arrivals recorded: call_arrivals_one_day.csv' });
    expect(source.report()).toEqual({
      rows: 5_891,
      kept: 5_890,
      withoutPlace: 0,
      events: 5_890,
      refused: [{ reason: 'after-the-day', count: 1, examples: ['line 5891'] }],
    });
    expect(source.city.seatsInstalled).toBeLessThan(250);
    const events = eventsUntil(source, 0);
    const plan = events.flatMap(({ event }) => (event.kind === 'seats.planned' ? [event] : []))[0]!;
    expect(Math.max(...plan.seats)).toBeLessThanOrEqual(source.city.seatsInstalled);
    // Its busiest half hours are before noon.
    expect(plan.seats.indexOf(Math.max(...plan.seats))).toBeGreaterThan(10 * 12);
    const offered = events.filter(({ event }) => event.kind === 'call.offered').length;
    const abandoned = events.filter(({ event }) => event.kind === 'call.abandoned').length;
    expect(abandoned / offered).toBeLessThan(0.05);
    const past = events.flatMap(({ event }) => (event.kind === 'calls.carried-over' ? [event.offered] : []));
    expect(past).toHaveLength(56);
    for (const day of past) expect(Math.abs(day.reduce((sum, calls) => sum + calls, 0) - 5_890)).toBeLessThan(400);
  });

  it('leaves broken lines out and counts them', async () => {
    const source = await simulated(
      query(file(`\uFEFF1.5\r\n\r\n2e1\nabc\n-3\nNaN\nInfinity\n0\n0\n${'9'.repeat(400)}\n"4"\n1,5\n2000\n30`), '&cases=0'),
    );
    const { rows, kept, refused } = source.report()!;
    expect(rows).toBe(13);
    expect(kept).toBe(5);
    expect(Object.fromEntries(refused.map(({ reason, count }) => [reason, count]))).toEqual({
      'not-a-number': 5,
      negative: 1,
      'line-too-long': 1,
      'after-the-day': 1,
    });
    expect(rows).toBe(kept + refused.reduce((sum, { count }) => sum + count, 0));
    const offered = eventsUntil(source, 0).flatMap(({ at, event }) =>
      event.kind === 'call.offered' && tryOf(event.call) === 0 ? [at - (source.startAt - 14.5 * 60 * MINUTE_MS)] : [],
    );
    expect(offered).toEqual([90_000, 1_290_000, 1_290_001, 1_290_002, 3_090_000]);
  });

  it.each([
    ['nothing in it', ''],
    ['no number in it', 'gap\nminutes\n'],
    ['calls after the day only', '5000\n'],
    ['bytes in it', new Uint8Array([0xff, 0xfe, 0, 0, 10, 0xc3, 0x28])],
  ])('is refused with a file that has %s', async (_, text) => {
    const failure = simulated(query(file(text)));
    await expect(failure).rejects.toBeInstanceOf(SourceError);
    await expect(simulated(query(file(text)))).rejects.toThrow(/No line of gaps\.csv is a gap between two calls/);
  });

  it('is refused with a file that is not there or a folder, and together with a scale or a scenario', async () => {
    await expect(simulated(query(join(directory, 'none.csv')))).rejects.toThrow(/The file none\.csv cannot be read/);
    await expect(simulated(query(directory))).rejects.toBeInstanceOf(SourceError);
    await expect(simulated(query(RECORDED, '&scale=2'))).rejects.toThrow(/leave scale out/);
    await expect(simulated(query(RECORDED, '&scenario=rainstorm'))).rejects.toThrow(/leave scenario out/);
  });
});

describe('the contacts of a city', () => {
  it('have ids that tell their day and their place in it, and a place apart for later tries', () => {
    const date = 20_780;
    for (const number of [1, 2, 77_777, 2 ** 18 - 1]) {
      const id = contactId(date, number);
      let call = id;
      const seen = [id];
      while (nextTry(call) !== 0) {
        call = nextTry(call);
        expect(firstTry(call)).toBe(id);
        expect(call).toBeLessThan(contactId(date, 1));
        expect(call).toBeGreaterThan(contactId(date - 1, 2 ** 18 - 1));
        seen.push(call);
      }
      expect(seen.map(tryOf)).toEqual([0, 1, 2, 3]);
      expect(new Set(seen).size).toBe(4);
    }
    expect(() => contactId(10_000, 1)).toThrow(RangeError);
    expect(() => contactId(30_000, 1)).toThrow(RangeError);
  });

  it('come when the list says, whether one goes along it or asks for one of them', async () => {
    for (const rest of ['scale=0.3&scenario=rainstorm', query(RECORDED)]) {
      const { model } = await floorRun(rest);
      const arrivals = new Arrivals(model, new Load(model));
      const asked = new Arrivals(model, new Load(model));
      arrivals.startDay(MONDAY);
      for (let i = 0; i < 3_000; i += 1, arrivals.step()) {
        if (i % 37 !== 0) continue;
        expect(asked.timeOf(arrivals.id)).toBe(arrivals.at);
        const { id } = arrivals;
        asked.seekAfter(id);
        arrivals.step();
        expect([asked.id, asked.at]).toEqual([arrivals.id, arrivals.at]);
      }
    }
  });
});
