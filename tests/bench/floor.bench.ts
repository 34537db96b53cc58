/**
 * Measures how long an hour of the simulated phone floor takes: the busiest ordinary hour and the worst hour of a rainstorm, with the seats of Beijing and
 * three times as many. "floor" is the product's floor alone (calls, queues, seats, retrials); "array scan" is the same floor as one would write it at
 * first (naive/scanning-floor.ts: same rules, same draws); both must give the same events, or the benchmark fails. "city" is the floor with the cases that
 * come of its calls, as the source plays them. The hour before is played too and not measured (for the city: the whole day so far); rounds alternate, and
 * the array scan has one.
 *
 * Why: a log begins with the day so far, played as fast as it goes; a drill plays a storm many times faster than life; a backtest plays weeks of it.
 *
 * It means nothing for: a small floor (an array of twenty seats is as good); a hub, which writes, folds and sends what is simulated and takes far longer
 * for that; other machines than the one it ran on.
 */
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openSimulatedCity } from '../../electron/hub/sources/simulated-city';
import { Agenda } from '../../shared/city/simulation/agenda';
import { Arrivals } from '../../shared/city/simulation/arrivals';
import { CitySimulation } from '../../shared/city/simulation/city-simulation';
import { firstTry } from '../../shared/city/simulation/contact-id';
import { Contacts } from '../../shared/city/simulation/contacts';
import { Floor } from '../../shared/city/simulation/floor';
import { Load } from '../../shared/city/simulation/load';
import type { CityModel } from '../../shared/city/simulation/model';
import { RANK } from '../../shared/city/simulation/rank';
import { retrialOf } from '../../shared/city/simulation/retrials';
import { Shifts } from '../../shared/city/simulation/shifts';
import { StaffingInForce } from '../../shared/city/simulation/staffing-in-force';
import type { CallEvent, SeatEvent } from '../../shared/domain/events';
import { HOUR_MS } from '../../shared/time/instant';
import type { Instant } from '../../shared/time/instant';
import { ScanningFloor } from './naive/scanning-floor';
import { figure, printTable, range, Sample } from './spread';

/** Monday 23 November 2026, noon in Beijing. */
const DAY = Date.UTC(2026, 10, 23, 4);
const ROUNDS = 3;
const HOURS = [
  { name: 'busiest ordinary hour', query: 'seed=1', hour: 9, scanned: true },
  { name: 'worst hour of a rainstorm', query: 'seed=1&scenario=rainstorm', hour: 17, scanned: true },
  // The array scan would take half a minute.
  { name: 'three times the rainstorm', query: 'seed=1&scenario=rainstorm&scale=3', hour: 17, scanned: false },
];

interface Played {
  readonly ms: number;
  readonly events: number;
  /** Of every event's time, call and seat. */
  readonly sum: number;
}

type PlayableFloor = Pick<Floor, 'offer' | 'abandon' | 'wrapUp' | 'end' | 'seatDue' | 'answerWaiting'>;

/** The phone floor of a city without its cases. */
class FloorAlone {
  events = 0;
  sum = 0;
  private readonly agenda = new Agenda();
  private readonly arrivals: Arrivals;
  private readonly contacts: Contacts;
  private readonly floor: PlayableFloor;
  private readonly step = { at: 0, rank: 0, key: 0, stamp: 0 };

  constructor(
    private readonly model: CityModel,
    startAt: Instant,
    naive: boolean,
  ) {
    const load = new Load(model);
    const staffing = new StaffingInForce(model.seed);
    const shifts = new Shifts(model, load, staffing);
    this.arrivals = new Arrivals(model, load);
    this.contacts = new Contacts(model, load);
    const emit = (at: Instant, event: CallEvent | SeatEvent): Instant => this.count(at, event);
    if (naive) {
      const handling = (at: Instant): number => load.day(at).scenario.handling(at - load.day(at).startAt);
      const floor = new ScanningFloor(model, handling, shifts, this.agenda, emit);
      floor.begin(startAt);
      this.floor = floor;
    } else {
      const floor = new Floor(model, load, shifts, staffing, this.agenda, emit);
      floor.restore(startAt, [], [], new Set());
      this.floor = floor;
    }
    this.arrivals.startDay(startAt);
    while (this.arrivals.at < startAt) this.arrivals.step();
    this.agenda.plan(this.arrivals.at, RANK.arrival, this.arrivals.id, 0);
  }

  play(to: Instant): void {
    while (this.agenda.nextAt <= to && this.agenda.take(this.step)) {
      this.take();
      this.floor.answerWaiting(this.step.at);
    }
  }

  private take(): void {
    const { at, rank, key } = this.step;
    const { floor, arrivals, contacts, agenda } = this;
    switch (rank) {
      case RANK.arrival:
        if (contacts.channel(key) === 'phone') floor.offer(at, key, contacts.queue(key, at));
        arrivals.step();
        agenda.plan(arrivals.at, RANK.arrival, arrivals.id, 0);
        return;
      case RANK.retrial:
        floor.offer(at, key, contacts.queue(firstTry(key), arrivals.timeOf(firstTry(key))));
        return;
      case RANK.abandon: {
        const abandonedAt = floor.abandon(at, key);
        const retrial = abandonedAt === null ? null : retrialOf(this.model, key, abandonedAt);
        if (retrial !== null) agenda.plan(retrial.at, RANK.retrial, retrial.call, 0);
        return;
      }
      case RANK.end:
        floor.end(at, key);
        return;
      case RANK.wrapUp:
        floor.wrapUp(at, key);
        return;
      case RANK.seat:
        floor.seatDue(at, key);
        return;
      default:
    }
  }

  private count(at: Instant, event: CallEvent | SeatEvent): Instant {
    this.events += 1;
    this.sum = (Math.imul(this.sum, 31) + (at % 1_000_003) + ('call' in event ? event.call : 0) + ('seat' in event ? event.seat : 0)) | 0;
    return at;
  }
}

function playFloor(model: CityModel, day: Instant, hour: number, naive: boolean): Played {
  const floor = new FloorAlone(model, day + (hour - 1) * HOUR_MS, naive);
  floor.play(day + hour * HOUR_MS);
  const before = floor.events;
  const startedAt = performance.now();
  floor.play(day + (hour + 1) * HOUR_MS);
  return { ms: performance.now() - startedAt, events: floor.events - before, sum: floor.sum };
}

function playCity(model: CityModel, day: Instant, hour: number): Played {
  const simulation = new CitySimulation(model);
  simulation.begin(day);
  while (simulation.advance(day + hour * HOUR_MS, 10_000).length > 0);
  let events = 0;
  const startedAt = performance.now();
  for (;;) {
    const more = simulation.advance(day + (hour + 1) * HOUR_MS, 10_000).length;
    if (more === 0) return { ms: performance.now() - startedAt, events, sum: 0 };
    events += more;
  }
}

const rows: string[][] = [];
for (const { name, query, hour, scanned } of HOURS) {
  const { model, startDay, definition } = await openSimulatedCity(new URLSearchParams(query), resolve('resources'), DAY);
  const played: Record<string, Played[]> = { floor: [], 'array scan': [], city: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    played['floor']!.push(playFloor(model, startDay, hour, false));
    if (scanned && round === 0) played['array scan']!.push(playFloor(model, startDay, hour, true));
    played['city']!.push(playCity(model, startDay, hour));
  }
  const [floor] = played['floor']!;
  for (const { sum, events } of [...played['floor']!, ...played['array scan']!])
    if (sum !== floor!.sum || events !== floor!.events) throw new Error(`${name}: the floors give different events`);
  for (const [kind, rounds] of Object.entries(played)) {
    if (rounds.length === 0) continue;
    const ms = new Sample(rounds.map((round) => round.ms)).median;
    const { events } = rounds[0]!;
    rows.push([
      `${name}, ${definition.city.seats.installed} seats: ${kind}`,
      figure(events, 0),
      range(rounds.map((round) => round.ms)),
      figure(HOUR_MS / ms, 0),
      figure((events / ms) * 1_000, 0),
    ]);
  }
}
printTable(['an hour of', 'events', 'ms: median (least … most)', '× faster than life', 'events/s'], rows);
