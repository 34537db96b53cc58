/**
 * Measures what one evaluation of Erlang A costs at 50, 500 and 5,000 seats, under, at and over full load, against the sum over all states by their logs
 * (tests/domain/erlang-states.ts, which the tests hold it against); what the seats for a target cost per interval of a day, with and without the answer of the
 * interval before; and both together as often as the forecast asks for them in its minute.
 *
 * Why: the capacity line is computed anew each minute over every interval left, three times for its range, beside frames that must not wait for it.
 *
 * It means nothing for: a first call, before the code is compiled; callers that make their inputs by spreading other objects, which costs V8 more than the
 * formula; patiences of hours, which need more terms; the naive way written with less care for memory. Ratios hold elsewhere better than times.
 */
import { performance } from 'node:perf_hooks';
import { erlangA, seatsNeeded } from '../../shared/domain/erlang-a';
import type { ErlangAInput } from '../../shared/domain/erlang-a';
import { erlangByStates } from '../domain/erlang-states';
import { printTable, range } from './spread';

const HANDLING_MS = 240_000;
const PATIENCE_MS = 120_000;
const THRESHOLD_MS = 15_000;
const TARGET = 0.95;
const PAIRS = 15;
/** Time to spend on one side of a pair, ms. */
const SIDE_MS = 20;
const INTERVALS = 288;
const EVALUATIONS = 900;

/** Everything that is computed goes here, so that none of it may be left out. */
let kept = 0;

evaluations();
searches();
minute();
if (!Number.isFinite(kept)) throw new Error('a figure was not finite');

function evaluations(): void {
  console.log(`one evaluation, AHT 240 s, patience 120 s, threshold 15 s; median (range) of ${PAIRS} pairs\n`);
  const rows: string[][] = [];
  for (const agents of [50, 500, 5000]) {
    for (const load of [0.95, 1, 1.05, 2]) {
      const input = (round: number): ErlangAInput => ({
        ratePerMs: ((agents * load) / HANDLING_MS) * (1 + (round % 8) * 1e-4),
        handlingMs: HANDLING_MS,
        patienceMs: PATIENCE_MS,
        agents,
        thresholdMs: THRESHOLD_MS,
      });
      const product = (round: number): number => erlangA(input(round)).serviceLevel;
      const naive = (round: number): number => erlangByStates(input(round)).serviceLevel;
      const us = { product: [] as number[], naive: [] as number[] };
      for (let pair = -2; pair < PAIRS; pair += 1) {
        const took = { product: each(product), naive: each(naive) };
        if (pair < 0) continue;
        us.product.push(took.product);
        us.naive.push(took.naive);
      }
      const ratios = us.product.map((value, i) => us.naive[i]! / value);
      rows.push([agents.toLocaleString('en'), `${load * 100} %`, range(us.product, 2), range(us.naive, 0), range(ratios, 0)]);
    }
  }
  printTable(['seats', 'load', 'Erlang A, µs', 'all states, µs', 'times'], rows);
}

/** A day of calls with a morning peak of `peak` seats' worth, in seats' worth, with noise that a forecast would not have: the next answer is not a given. */
function day(peak: number): number[] {
  return Array.from({ length: INTERVALS }, (_, i) => {
    const hour = i / 12;
    const shape = 0.12 + 0.88 * Math.exp(-(((hour - 10) / 3.5) ** 2)) + 0.55 * Math.exp(-(((hour - 16) / 3) ** 2));
    return peak * shape * (1 + 0.02 * Math.sin(i * 77));
  });
}

function seatsFor(load: number, from?: number): number {
  const rest = { handlingMs: HANDLING_MS, patienceMs: PATIENCE_MS, thresholdMs: THRESHOLD_MS, target: TARGET };
  return seatsNeeded({ ratePerMs: load / HANDLING_MS, ...rest }, from);
}

function warmDay(loads: readonly number[]): number {
  let sum = 0;
  let last: number | undefined;
  for (const load of loads) {
    last = seatsFor(load, last);
    sum += last;
  }
  return sum;
}

/** As `warmDay`, the last answer moved by the change of the load. */
function movedDay(loads: readonly number[]): number {
  let sum = 0;
  let last: number | undefined;
  for (const [i, load] of loads.entries()) {
    last = seatsFor(load, last === undefined ? undefined : Math.max(0, Math.round(last + load - loads[i - 1]!)));
    sum += last;
  }
  return sum;
}

function coldDay(loads: readonly number[]): number {
  let sum = 0;
  for (const load of loads) sum += seatsFor(load);
  return sum;
}

function searches(): void {
  console.log(`\nseats for ${TARGET * 100} %, µs per interval over a day of ${INTERVALS}\n`);
  const rows: string[][] = [];
  for (const peak of [50, 500, 5000]) {
    const loads = day(peak);
    if (warmDay(loads) !== coldDay(loads) || movedDay(loads) !== coldDay(loads))
      throw new Error('where the search begins changes what it finds');
    const us = { cold: [] as number[], warm: [] as number[], moved: [] as number[] };
    for (let pair = -2; pair < PAIRS; pair += 1) {
      const took = { cold: each(() => coldDay(loads)), warm: each(() => warmDay(loads)), moved: each(() => movedDay(loads)) };
      if (pair < 0) continue;
      for (const way of ['cold', 'warm', 'moved'] as const) us[way].push(took[way] / INTERVALS);
    }
    const moved = us.moved.map((value, i) => us.cold[i]! / value);
    rows.push([peak.toLocaleString('en'), range(us.cold, 2), range(us.warm, 2), range(us.moved, 2), range(moved, 2)]);
  }
  printTable(['peak load', 'from the load', 'from the last answer', 'moved by the load', 'cold / moved'], rows);
}

function minute(): void {
  const loads = day(500);
  const seats = loads.map((load) => seatsFor(load));
  const work = (): number => {
    let sum = movedDay(loads);
    for (let i = 0; i < EVALUATIONS; i += 1) {
      const interval = i % INTERVALS;
      sum += erlangA({
        ratePerMs: (loads[interval]! * (1 + (i % 3) * 0.04)) / HANDLING_MS,
        handlingMs: HANDLING_MS,
        patienceMs: PATIENCE_MS,
        agents: seats[interval]!,
        thresholdMs: THRESHOLD_MS,
      }).serviceLevel;
    }
    return sum;
  };
  const ms: number[] = [];
  for (let pair = -2; pair < PAIRS; pair += 1) {
    const took = each(work) / 1000;
    if (pair >= 0) ms.push(took);
  }
  console.log(`\nthe forecast's minute, ${INTERVALS} searches and ${EVALUATIONS} evaluations at a peak of 500: ${range(ms, 2)} ms`);
}

/** µs per call of `work`, over about SIDE_MS. */
function each(work: (round: number) => number): number {
  const from = performance.now();
  let rounds = 0;
  let took: number;
  do {
    kept += work(rounds);
    rounds += 1;
    took = rounds % 16 === 0 || rounds < 16 ? performance.now() - from : 0;
  } while (took < SIDE_MS);
  return (took / rounds) * 1000;
}
