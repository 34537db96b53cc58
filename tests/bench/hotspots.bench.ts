/**
 * Judges emerging hotspots by bursts that were put there, beside the plain rule "z > 3".
 *
 * How: the simulated city makes weeks of appeals, Los Angeles and Baltimore bring their own; bursts of known size, spread and duration are laid among them, each where, when and about what
 * one of the ordinary appeals happened to be. Both watchers are told the same appeals in the same order. Found: an alarm of the right category whose area holds at least a quarter of the burst's cases, from
 * its first minute until an hour after its end. An alarm about no burst counts as false: in recorded cities it may well have been about something.
 *
 * And two days that are known for what comes with them, the rainstorm and the start of heating, after ordinary weeks: when each was announced, and how long before the first deadline that
 * was broken of what it brought.
 *
 * It means nothing for: how bursty Beijing's real appeals are (simulated ones are Poisson given the city's load; the two recorded cities are there for that), and reports that come
 * late or with a wrong category.
 */
import { performance } from 'node:perf_hooks';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time/instant';
import type { Instant } from '../../shared/time/instant';
import { zoneClock } from '../../shared/time/zone';
import type { Appeal } from './hotspots/appeal';
import { burstsAmong, recordedAppeals } from './hotspots/recorded-appeals';
import { type Lead, leadOf } from './hotspots/scenario-leads';
import { SimulatedAppeals } from './hotspots/simulated-appeals';
import { type Burst, judge, together, type Verdict } from './hotspots/truth';
import { OurWatch, PlainRule, type Watcher } from './hotspots/watchers';
import { figure, printTable, Sample } from './spread';

/** Monday 1 June 2026, noon in Beijing. */
const FIRST: Instant = Date.UTC(2026, 5, 1, 4);
const HISTORY_DAYS = Number(process.env['BENCH_HISTORY'] ?? 14);
const JUDGED_DAYS = Number(process.env['BENCH_DAYS'] ?? 12);
const BURSTS_A_DAY = 9;
const SEED = 7;
const SCENARIOS = [
  { code: 'rainstorm', at: Date.UTC(2026, 6, 15, 4) },
  { code: 'heating-start', at: Date.UTC(2026, 10, 16, 4) },
] as const;
const SCENARIO_SEEDS = [7, 8, 9];

await simulatedWeeks();
await scenarios();
await recorded('Los Angeles', '../shared/data/cases/la_311_2020.csv', 0.4, 24, [6, 12, 25], [20, 60, 180], 12, 1);
await recorded('Baltimore', '../shared/data/cases/baltimore_311_sample.csv', 0.2, 120, [4, 6, 12], [20, 60, 180], 4, 30);

async function simulatedWeeks(): Promise<void> {
  const city = await SimulatedAppeals.of(SEED);
  const { clock, calendar, definition } = city.model;
  const ours = new OurWatch({ clock, calendar, extent: definition.city.extent });
  const plain = new PlainRule(clock, calendar, 1, 4);
  const plainFour = new PlainRule(clock, calendar, 4, 4);
  const watchers = [ours, plain, plainFour];
  const bursts: Burst[] = [];
  let count = 0;
  let judgedFrom: Instant = 0;
  let ms = 0;
  for (let day = 0; day < HISTORY_DAYS + JUDGED_DAYS; day += 1) {
    const at = FIRST + day * DAY_MS;
    const { appeals, own } = city.day(at);
    const judged = day >= HISTORY_DAYS;
    if (day === HISTORY_DAYS) judgedFrom = clock.startOfDay(at);
    const laid = judged ? city.bursts(appeals, bursts.length, BURSTS_A_DAY, SEED * 1_000 + day) : [];
    if (judged) bursts.push(...own, ...laid);
    const all = [...appeals, ...laid.flatMap(({ cases }) => cases)].sort((a, b) => a.at - b.at);
    count += all.length;
    const before = performance.now();
    for (const appeal of all) ours.see(appeal);
    ms += performance.now() - before;
    for (const watcher of watchers.slice(1)) for (const appeal of all) watcher.see(appeal);
  }
  console.log(
    `\nBeijing, simulated: ${JUDGED_DAYS} days after ${HISTORY_DAYS} days of history, ${figure(count / (HISTORY_DAYS + JUDGED_DAYS), 0)} appeals a day. ` +
      `Ours took ${figure((ms / count) * 1_000, 2)} µs a case, ${figure(ours.watch.bytes() / 1e6, 1)} MB (${figure(ours.watch.baseline.cells.length, 0)} cells)`,
  );
  const since = (watcher: Watcher): Verdict =>
    judge(
      bursts,
      watcher.alarms.filter(({ at }) => at >= judgedFrom),
    );
  report(
    [
      ['ours', since(ours)],
      ['z > 3', since(plain)],
      ['z > 3, 4 cases or more', since(plainFour)],
    ],
    JUDGED_DAYS,
  );
}

async function scenarios(): Promise<void> {
  const leads: Lead[] = [];
  for (const { code, at } of SCENARIOS) for (const seed of SCENARIO_SEEDS) leads.push(await leadOf(code, at, HISTORY_DAYS, seed));
  console.log(
    `\nDays of scenarios after ${HISTORY_DAYS} ordinary ones; minutes from its first calls, ${SCENARIO_SEEDS.length} cities each`,
  );
  const minutes = (from: Instant, to: Instant): string => (Number.isNaN(to) ? 'never' : figure((to - from) / MINUTE_MS, 0));
  printTable(
    ['scenario', 'announced after', 'as one of', 'with categories', 'first breach after', 'lead', 'breaches by then without it'],
    leads.map(({ scenario, from, announcedAt, area, categories, breachedAt, breachedOrdinarily }) => [
      scenario,
      minutes(from, announcedAt),
      area,
      figure(categories, 0),
      minutes(from, breachedAt),
      minutes(announcedAt, breachedAt),
      figure(breachedOrdinarily, 0),
    ]),
  );
}

async function recorded(
  name: string,
  file: string,
  learnShare: number,
  laidCount: number,
  sizes: readonly number[],
  minutes: readonly number[],
  runs: number,
  leastDays: number,
): Promise<void> {
  const { city, appeals } = await recordedAppeals(file);
  const clock = zoneClock(city.zone);
  const first = Math.floor(appeals.length * learnShare);
  const judgedFrom = appeals[first]!.at;
  const days = (appeals.at(-1)!.at - judgedFrom) / DAY_MS;
  const verdicts: Record<'ours' | 'plain' | 'plainFour', Verdict[]> = { ours: [], plain: [], plainFour: [] };
  const without = new OurWatch({ clock, calendar: city.calendar, extent: city.extent });
  for (const appeal of appeals) without.see(appeal);
  for (let run = 0; run < runs; run += 1) {
    const bursts = burstsAmong(appeals, first, laidCount, sizes, minutes, SEED + run);
    const all: Appeal[] = [...appeals, ...bursts.flatMap(({ cases }) => cases)].sort((a, b) => a.at - b.at);
    const watchers = {
      ours: new OurWatch({ clock, calendar: city.calendar, extent: city.extent }),
      plain: new PlainRule(clock, city.calendar, 1, leastDays),
      plainFour: new PlainRule(clock, city.calendar, 4, leastDays),
    };
    for (const kind of ['ours', 'plain', 'plainFour'] as const) {
      const watcher: Watcher = watchers[kind];
      for (const appeal of all) watcher.see(appeal);
      verdicts[kind].push(
        judge(
          bursts,
          watcher.alarms.filter(({ at }) => at >= judgedFrom),
        ),
      );
    }
  }
  const alone = without.alarms.filter(({ at }) => at >= judgedFrom);
  console.log(
    `\n${name}, recorded: ${appeals.length} cases; ${figure(days, 1)} days judged after ${figure((judgedFrom - appeals[0]!.at) / HOUR_MS, 0)} h, ${runs} runs with other bursts. ` +
      `Without any burst laid in, ours announces ${alone.length} (${figure(alone.length / days, 2)} a day)`,
  );
  report(
    [
      ['ours', together(verdicts.ours)],
      ['z > 3', together(verdicts.plain)],
      ['z > 3, 4 cases or more', together(verdicts.plainFour)],
    ],
    days * runs,
  );
}

function report(verdicts: readonly (readonly [string, Verdict])[], days: number): void {
  const [, first] = verdicts[0]!;
  const rows = [...first.scores.map(({ name }) => name), 'all'].map((name) => [
    name,
    ...verdicts.flatMap(([, verdict]) => {
      const score = name === 'all' ? verdict.all : verdict.scores.find((other) => other.name === name)!;
      const delays = new Sample(score.delays);
      return [`${score.found}/${score.bursts}`, figure(delays.median, 0), figure(delays.at(0.9), 0)];
    }),
  ]);
  printTable(['burst', ...verdicts.flatMap(([name]) => [`${name}: found`, 'delay min', 'p90'])], rows);
  for (const [name, { alarms, empty }] of verdicts)
    console.log(`  ${name}: ${figure(alarms / days, 1)} alarms a day, ${figure(empty / days, 2)} of them about no burst`);
}
