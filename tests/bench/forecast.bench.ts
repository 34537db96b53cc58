/**
 * Judges the forecast, the capacity line and the announced shortages by what then came; and says what a minute's recompute costs.
 *
 * How: the simulated city makes its days of calls; each evaluated day is forecast with what a hotline would have had: the eight weeks before it and its own steps so
 * far. Beside ours, in the same steps: the count of the same time last week, and the last hour's level, with bands from how far they were off in the first eight
 * weeks. Weeks with a rainstorm have the city's own rainstorm scenario on one day each. The floors of rainstorm days are the city's own (queues, skills, breaks,
 * retrials); those of the ordinary weeks are a light one (one pooled queue, nobody tries again), because eight weeks of the former take long.
 *
 * Why: a band that does not hold what it claims is worse than none, and a warning that comes after the queue, or every day, is not one.
 *
 * It means nothing for: how far a real city's days are from simulated ones (noise, hotspots and day levels here are assumptions; the forecaster is not told them, but
 * they are log-normal, which suits it); long-term growth and new habits; a hotline of a few calls an hour; the one real day, which is of an unknown call centre and
 * alone, so that it can judge only what is possible without a history. Absolute times are this machine's, today: read the ratios.
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { Load } from '../../shared/city/simulation/load';
import { Shifts } from '../../shared/city/simulation/shifts';
import { StaffingInForce } from '../../shared/city/simulation/staffing-in-force';
import { NO_MEASURE } from '../../shared/domain/staffing';
import { capacityLine } from '../../shared/forecast/capacity-line';
import { forecastDay } from '../../shared/forecast/day-forecast';
import type { DayForecast } from '../../shared/forecast/day-forecast';
import { fitDayModel } from '../../shared/forecast/day-model';
import type { DayModel } from '../../shared/forecast/day-model';
import type { QueueCalls } from '../../shared/forecast/queue-mix';
import { whatIf } from '../../shared/forecast/what-if';
import { DAY_MS, HOUR_MS, INTERVAL_MS } from '../../shared/time/instant';
import type { Instant } from '../../shared/time/instant';
import { lightFloor } from './backtest/light-floor';
import { lastHoursLevel, sameTimeLastWeek } from './backtest/naive-forecasts';
import type { Naive } from './backtest/naive-forecasts';
import { SimulatedCalls } from './backtest/simulated-days';
import type { SimulatedDay } from './backtest/simulated-days';
import { HORIZONS, Tally } from './backtest/tally';
import type { StepForecast } from './backtest/tally';
import { cityFloor, explosion, watchDay } from './backtest/watched-day';
import type { Announcement } from './backtest/watched-day';
import type { FloorLog } from './backtest/floor-log';
import { figure, printTable, range, Sample } from './spread';

const STEPS = DAY_MS / INTERVAL_MS;
const HISTORY = 56;
const WEEKS = 8;
/** Monday 1 June 2026 is the first day of history, Monday 27 July the first that is judged. */
const FIRST: Instant = Date.UTC(2026, 5, 1, 4);
const JUDGED: Instant = FIRST + HISTORY * DAY_MS;
const SEED = 7;
const RAIN_SEEDS = 12;
/** Every week its rainstorm is on another day. */
const isRainDay = (day: number): boolean => day >= HISTORY && (day - HISTORY) % 7 === Math.floor((day - HISTORY) / 7) % 7;

const ordinary = await SimulatedCalls.of(SEED);
const ordinaryDays = ordinary.days(FIRST, HISTORY + WEEKS * 7);
const rainy = await SimulatedCalls.of(SEED, (startAt) =>
  isRainDay(Math.round((startAt + 8 * HOUR_MS - FIRST) / DAY_MS)) ? 'rainstorm' : 'ordinary',
);
const rainyDays = rainy.days(FIRST, HISTORY + WEEKS * 7);
const modelOf = (days: readonly SimulatedDay[], day: number): DayModel | null =>
  fitDayModel(days.slice(day - HISTORY, day), { ...days[day]!, steps: STEPS });

const models = await judgeWeeks();
judgeHolidays();
judgeRealDay();
await judgeRainstorms();
judgeOrdinaryWeeks(models);
measure();

/** Error and coverage of the three forecasters. Gives back the models of the ordinary days. */
async function judgeWeeks(): Promise<(DayModel | null)[]> {
  console.log(
    `forecasts at every full hour from 01:00 on, for every step of the rest of the day; ${WEEKS} weeks after ${HISTORY / 7} weeks of history`,
  );
  const all = ordinaryDays.map((_, day) => day).slice(HISTORY);
  const fitted = ordinaryDays.map((_, day) => (day < HISTORY ? null : modelOf(ordinaryDays, day)));
  const naive = [sameTimeLastWeek(ordinaryDays, HISTORY), lastHoursLevel(ordinaryDays, HISTORY)];
  const queues = queuesOf(ordinary, ordinaryDays, all);
  printWeeks(`${WEEKS} ordinary weeks`, ordinaryDays, fitted, all, naive, queues);

  const every = new Tally();
  for (const day of all)
    for (let complete = 0; complete < STEPS; complete += 1)
      addDay(every, ordinaryDays[day]!.offered, forecastDay(fitted[day]!, ordinaryDays[day]!.offered, complete, queues.get(day)));
  console.log(
    `  ours, forecast every 5 minutes from 00:00 on: within 80 %: ${HORIZONS.map((_, i) => percent(every.coverage(80, i))).join(', ')}; all ${percent(every.coverageOfAll(80))}; ` +
      `within 95 %: ${HORIZONS.map((_, i) => percent(every.coverage(95, i))).join(', ')}; all ${percent(every.coverageOfAll(95))} (asked: 80 ± 5 %, 95 ± 3 %)\n`,
  );

  const stormy = rainyDays.map((_, day) => (day < HISTORY ? null : modelOf(rainyDays, day)));
  const rainNaive = [sameTimeLastWeek(rainyDays, HISTORY), lastHoursLevel(rainyDays, HISTORY)];
  const rainQueues = queuesOf(rainy, rainyDays, all);
  printWeeks(`${WEEKS} weeks with a rainstorm day each (all days)`, rainyDays, stormy, all, rainNaive, rainQueues);
  printWeeks('the rainstorm days alone', rainyDays, stormy, all.filter(isRainDay), rainNaive, rainQueues);
  return fitted;
}

/** National Day week: people call otherwise, and the history has three days of its kind. */
function judgeHolidays(): void {
  const days = ordinary.days(FIRST + 66 * DAY_MS, 63);
  const holidays = days.map((_, day) => day).filter((day) => day >= HISTORY && days[day]!.dayType === 'holiday');
  const fitted = days.map((_, day) => (day < HISTORY ? null : modelOf(days, day)));
  printWeeks(
    `${holidays.length} public holidays (1–7 October), of whose type eight weeks hold three days at first`,
    days,
    fitted,
    holidays,
    [sameTimeLastWeek(days, HISTORY), lastHoursLevel(days, HISTORY)],
    queuesOf(ordinary, days, holidays),
  );
}

/** The calls by queue of the days that are judged. */
function queuesOf(calls: SimulatedCalls, days: readonly SimulatedDay[], judged: readonly number[]): Map<number, QueueCalls> {
  return new Map(judged.map((day) => [day, calls.queueCalls(days[day]!.startAt)]));
}

/** Prints three forecasters over some days, and where ours is worse. */
function printWeeks(
  title: string,
  days: readonly SimulatedDay[],
  fitted: readonly (DayModel | null)[],
  judged: readonly number[],
  naive: readonly Naive[],
  queues: ReadonlyMap<number, QueueCalls>,
): void {
  const ours = new Tally();
  const others = naive.map(() => new Tally());
  for (const day of judged) {
    const { offered } = days[day]!;
    for (let complete = 12; complete < STEPS; complete += 12) {
      addDay(ours, offered, forecastDay(fitted[day]!, offered, complete, queues.get(day)));
      for (const [i, other] of naive.entries())
        for (let step = complete; step < STEPS; step += 1) {
          const said = other.forecast(day, complete, step);
          if (said !== null) others[i]!.add(step - complete + 1, offered[step]!, said);
        }
    }
  }
  printTallies(title, [['ours', ours], ...naive.map(({ name }, i) => [name, others[i]!] as const)]);
}

function printTallies(title: string, tallies: readonly (readonly [string, Tally | null])[]): void {
  console.log(title);
  const rows = tallies.flatMap(([name, tally]) =>
    HORIZONS.map(({ name: horizon }, i) =>
      tally === null
        ? [name, horizon, 'n/a', 'n/a', 'n/a', 'n/a']
        : [
            name,
            horizon,
            percent(tally.wape(i)),
            percent(tally.relativeBias(i)),
            percent(tally.coverage(80, i)),
            percent(tally.coverage(95, i)),
          ],
    ),
  );
  printTable(['', 'ahead', 'WAPE', 'bias', 'within 80 %', 'within 95 %'], rows);
  const [, ours] = tallies[0]!;
  const miss = (tally: Tally, band: 80 | 95, horizon: number): number => Math.abs(tally.coverage(band, horizon) - band / 100);
  const worse = tallies.slice(1).flatMap(([name, other]) =>
    HORIZONS.flatMap(({ name: horizon }, i) => {
      if (other === null || ours === null) return [];
      // A point is within chance.
      const bands = ([80, 95] as const).filter((band) => miss(other, band, i) + 0.01 < miss(ours, band, i));
      return [...(other.wape(i) < ours.wape(i) ? ['WAPE'] : []), ...bands.map((band) => `${band} % band`)].map(
        (what) => `${horizon}: ${what} than ${name}`,
      );
    }),
  );
  const off = HORIZONS.flatMap(({ name }, i) => {
    if (ours === null) return [];
    const claims = [
      Math.abs(ours.coverage(80, i) - 0.8) > 0.05 ? `${name}: the 80 % band holds ${percent(ours.coverage(80, i))}` : '',
      Math.abs(ours.coverage(95, i) - 0.95) > 0.03 ? `${name}: the 95 % band holds ${percent(ours.coverage(95, i))}` : '',
    ];
    return claims.filter((claim) => claim !== '');
  });
  console.log(
    `  ours is worse at: ${worse.length === 0 ? 'nothing' : worse.join('; ')}. Bands that do not hold what they claim: ${off.length === 0 ? 'none' : off.join('; ')}.\n`,
  );
}

function addDay(tally: Tally, offered: readonly number[], forecast: DayForecast): void {
  if (forecast.basis === 'none') return;
  for (let step = forecast.first; step < offered.length; step += 1)
    tally.add(step - forecast.first + 1, offered[step]!, stepOf(forecast, step));
}

function stepOf({ expected, low80, high80, low95, high95 }: DayForecast, step: number): StepForecast {
  return {
    expected: expected[step]!,
    bands: { low80: low80[step]!, high80: high80[step]!, low95: low95[step]!, high95: high95[step]! },
  };
}

/** One recorded day of an unknown call centre. Without a history there is no profile: ours goes by today's level and trend. */
function judgeRealDay(): void {
  const offered = Array.from({ length: STEPS }, () => 0);
  let minute = 0;
  for (const gap of readFileSync('../shared/data/cases/call_arrivals_one_day.csv', 'utf8').trim().split('\n')) {
    minute += Number(gap);
    const step = Math.floor(minute / 5);
    if (step < STEPS) offered[step]! += 1;
  }
  const ours = new Tally();
  const level = new Tally();
  const naive = lastHoursLevel([{ offered }], 0);
  for (let complete = 12; complete < STEPS; complete += 12) {
    addDay(ours, offered, forecastDay(null, offered, complete));
    for (let step = complete; step < STEPS; step += 1) level.add(step - complete + 1, offered[step]!, naive.forecast(0, complete, step)!);
  }
  printTallies(
    `the recorded day (${offered.reduce((sum, count) => sum + count, 0)} calls; 5 an hour at night, 890 at noon). Basis 'level': there is no other day to learn a profile from, so this ` +
      "judges the stand-in for a hotline's first day, not the forecast; last week is not available, and the last hour's level has no past errors to draw bands from",
    [
      ['ours (level)', ours],
      ['same time last week', null],
      ["last hour's level", level],
    ],
  );
}

/** Shows when a rainstorm's shortage was announced and when the queue exploded, on the city's own floor. */
async function judgeRainstorms(): Promise<void> {
  console.log(
    `rainstorm days: ${RAIN_SEEDS} cities, the city's own floor. Exploded: fewer than a fifth of the calls answered in 15 s for a quarter of an hour; the time is its beginning. ` +
      'A rainstorm day has two waves (morning, afternoon): each is judged on its own. Lead: from the announcement that stood then (or the first after) to the explosion.',
  );
  const leads: number[] = [];
  const rows: string[][] = [];
  for (let n = 0; n < RAIN_SEEDS; n += 1) {
    const rainAt = JUDGED + n * DAY_MS;
    const city = await SimulatedCalls.of(1_000 + n, (startAt) => (startAt + DAY_MS > rainAt ? 'rainstorm' : 'ordinary'));
    const history = city.days(rainAt - HISTORY * DAY_MS, HISTORY);
    const startAt = city.model.clock.startOfDay(rainAt);
    const model = fitDayModel(history, { ...city.day(rainAt), steps: STEPS });
    const yesterday = city.queues(startAt - 12 * HOUR_MS);
    const { floor, announcements } = watchDay(cityFloor(city.model, startAt), city.model.definition.city, model, yesterday, INTERVAL_MS);
    for (const [wave, from, to] of [
      ['morning', 48, 150],
      ['afternoon', 174, 276],
    ] as const) {
      const step = explosion(floor, from, to);
      const explodedAt = step === null ? null : startAt + step * INTERVAL_MS;
      const standing = explodedAt === null ? undefined : announcements.find((a) => covers(a, explodedAt));
      const lead = standing === undefined || explodedAt === null ? Number.NaN : (explodedAt - standing.first.announcedAt) / 60_000;
      if (explodedAt !== null) leads.push(lead);
      rows.push([
        `${1_000 + n} ${wave}`,
        standing === undefined ? '–' : clock(standing.first.announcedAt),
        standing === undefined ? '–' : `${standing.first.gapSeats} seats, ${percent(standing.first.serviceLevel.likely)}`,
        explodedAt === null ? 'never' : clock(explodedAt),
        explodedAt === null ? '–' : Number.isNaN(lead) ? 'missed' : `${figure(lead, 0)} min`,
      ]);
    }
  }
  printTable(['city, wave', 'announced', 'gap, expected level', 'exploded', 'lead'], rows);
  const known = leads.filter((lead) => !Number.isNaN(lead));
  const ahead = known.filter((lead) => lead > 0).length;
  const beforeKnown = known.filter((lead) => lead + 15 > 0).length;
  console.log(
    `  ${leads.length} explosions: announced before ${ahead}, with or after it ${known.length - ahead}, missed ${leads.length - known.length}; lead in minutes, median (least … most): ${range(known, 0)}. ` +
      `An explosion is known when its quarter of an hour is over: announced before that ${beforeKnown}\n`,
  );
}

/** The announcement stands at `at`, or begins within half an hour after it. */
function covers({ first, until }: Announcement, at: Instant): boolean {
  return until >= at && first.announcedAt <= at + 30 * 60_000;
}

/** Announcements in ordinary weeks, and which of them came to nothing. */
function judgeOrdinaryWeeks(fitted: readonly (DayModel | null)[]): void {
  const shifts = new Shifts(ordinary.model, new Load(ordinary.model), new StaffingInForce(SEED));
  let queues = ordinary.queues(ordinaryDays[HISTORY - 1]!.startAt);
  let announced = 0;
  let empty = 0;
  let exploded = 0;
  let unannounced = 0;
  let expected = 0;
  let answered = 0;
  let offered = 0;
  for (let day = HISTORY; day < ordinaryDays.length; day += 1) {
    const { startAt } = ordinaryDays[day]!;
    const yesterday = queues;
    queues = ordinary.queues(startAt);
    const floorOfDay = lightFloor(ordinary.model, startAt, queues, shifts.plan(startAt));
    const { floor, announcements, expectedNext } = watchDay(
      floorOfDay,
      ordinary.model.definition.city,
      fitted[day]!,
      yesterday,
      INTERVAL_MS,
    );
    for (const announcement of announcements) {
      announced += 1;
      if (!cameTrue(announcement, floor)) empty += 1;
    }
    const step = explosion(floor, 12, STEPS);
    if (step !== null) {
      exploded += 1;
      if (!announcements.some((a) => covers(a, startAt + step * INTERVAL_MS))) unannounced += 1;
    }
    for (let i = 12; i < STEPS; i += 1) {
      if (Number.isNaN(expectedNext[i]!)) continue;
      expected += floor.offered[i]! * expectedNext[i]!;
      answered += floor.answeredInTime[i]!;
      offered += floor.offered[i]!;
    }
  }
  console.log(`ordinary weeks: ${WEEKS} weeks, a light floor with the city's own shift plan, which leaves little spare`);
  printTable(
    ['', 'in all', 'per week'],
    [
      ['shortages announced', figure(announced, 0), figure(announced / WEEKS, 1)],
      ['false: no quarter of an hour below 80 % from then until 15 min after its end', figure(empty, 0), figure(empty / WEEKS, 1)],
      ['days whose queue exploded', figure(exploded, 0), figure(exploded / WEEKS, 1)],
      ['… unannounced at its beginning and for half an hour after', figure(unannounced, 0), figure(unannounced / WEEKS, 1)],
    ],
  );
  console.log(`  service level of the next step, expected ${percent(expected / offered)}, came ${percent(answered / offered)}\n`);
}

function cameTrue({ first, last }: Announcement, floor: FloorLog): boolean {
  const stepAt = (at: Instant): number => Math.floor((at - floor.startAt) / INTERVAL_MS);
  const end = Math.min(
    STEPS,
    stepAt(Math.max(first.toAt ?? Number.POSITIVE_INFINITY, last.toAt ?? Number.POSITIVE_INFINITY, first.announcedAt)) + 3,
  );
  for (let step = stepAt(first.announcedAt); step + 2 < (Number.isFinite(end) ? end : STEPS); step += 1) {
    let offered = 0;
    let inTime = 0;
    for (let i = step; i < step + 3; i += 1) {
      offered += floor.offered[i]!;
      inTime += floor.answeredInTime[i]!;
    }
    if (inTime < 0.8 * offered) return true;
  }
  return false;
}

/** What a minute costs. */
function measure(): void {
  const day = HISTORY + 1;
  const { offered, startAt } = ordinaryDays[day]!;
  const history = ordinaryDays.slice(day - HISTORY, day);
  const kind = { ...ordinaryDays[day]!, steps: STEPS };
  const model = fitDayModel(history, kind);
  const queues = ordinary.queueCalls(startAt);
  const planned = new Shifts(ordinary.model, new Load(ordinary.model), new StaffingInForce(SEED)).plan(startAt);
  const line = (forecast: DayForecast): ReturnType<typeof capacityLine> =>
    capacityLine({
      forecast,
      stepMs: INTERVAL_MS,
      seatsPlanned: planned,
      seatsPresent: planned[forecast.first] ?? null,
      seatsInstalled: 750,
      breakShare: 0.035,
      handlingMs: 320_000 + 50 * forecast.first,
      patienceMs: 120_000,
      thresholdMs: 15_000,
      target: 0.95,
    });
  const timed = (work: (minute: number) => unknown, minutes: Iterable<number>): Sample => {
    const times: number[] = [];
    for (const minute of minutes) {
      const from = performance.now();
      work(minute);
      times.push(performance.now() - from);
    }
    return new Sample(times);
  };
  const all = Array.from({ length: 1_440 }, (_, minute) => minute);
  const complete = (minute: number): number => Math.floor(minute / 5);
  const ours = (minute: number): unknown => line(forecastDay(model, offered, complete(minute), queues));
  timed(ours, all);
  const forecast = forecastDay(model, offered, 96);
  const { seatsExpected } = line(forecast);
  const outlook = {
    startAt,
    stepMs: INTERVAL_MS,
    first: 96,
    expected: [...forecast.expected],
    spread: [...forecast.spread],
    seatsExpected: [...seatsExpected],
    basis: { handlingMs: 320_000, patienceMs: 120_000, breakShare: 0.035, thresholdMs: 15_000, target: 0.95, installed: 750 },
  };
  const ask = (n: number): unknown =>
    whatIf(outlook, { ...NO_MEASURE, seats: n % 60, handlingFactor: 0.97 }, { fromAt: startAt + 8 * HOUR_MS, toAt: startAt + DAY_MS });
  const row = (name: string, sample: Sample, budget: string): string[] => [
    name,
    figure(sample.median, 2),
    figure(sample.at(0.99), 2),
    budget,
  ];
  console.log('milliseconds on this machine, beside whatever else it does');
  printTable(
    ['', 'median', 'p99', 'budget'],
    [
      row('forecast + capacity line, each of 1,440 minutes of a day', timed(ours, all), '5'),
      row('  the same, first hour of the day alone (all 288 steps ahead)', timed(ours, [...all.slice(0, 60), ...all.slice(0, 60)]), '5'),
      row(
        '  the forecast alone',
        timed((minute) => forecastDay(model, offered, complete(minute), queues), all),
        '',
      ),
      row(
        'naive: fit the day anew, forecast, line',
        timed(
          (minute) => line(forecastDay(fitDayModel(history, kind), offered, complete(minute))),
          all.filter((m) => m % 60 === 0),
        ),
        '',
      ),
      row(
        'fit of the day model, once a day',
        timed(() => fitDayModel(history, kind), all.slice(0, 20)),
        '100',
      ),
      row('what-if over the rest of the day from 08:00, with and without', timed(ask, all.slice(0, 200)), '50'),
    ],
  );
}

function percent(share: number): string {
  return Number.isNaN(share) ? 'no bands' : `${figure(100 * share, 1)} %`;
}

function clock(at: Instant): string {
  const { hour, minute } = ordinary.model.clock.parts(at);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
