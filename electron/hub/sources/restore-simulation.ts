import type { RestoredCity } from '../../../shared/city/simulation/restored-city';
import type { RunningCall } from '../../../shared/city/simulation/floor';
import { blankCase } from '../../../shared/domain/case-fields';
import type { CaseFields } from '../../../shared/domain/case-fields';
import { ENDED_STATUSES } from '../../../shared/domain/terms';
import { GAVE_UP } from '../../../shared/projection/call-ring';
import type { CaseColumns } from '../../../shared/projection/case-columns';
import type { Projection } from '../../../shared/projection/projection';
import { STATUS_CODE } from '../../../shared/projection/term-codes';
import { MINUTE_MS } from '../../../shared/time/instant';

/** A case is written down at most so long after its contact that anybody will ask for it: twice the longest talk and wrap-up. */
const LATEST_MS = 4 * 60 * MINUTE_MS;
const ENDED: ReadonlySet<number> = new Set(ENDED_STATUSES.map((status) => STATUS_CODE[status]));

/** What a simulated city needs of a projection to go on where its log ends. */
export function restoredCity(projection: Projection, seatsInstalled: number): RestoredCity {
  const { now, nextCase, floor, cases, clock, staffing } = projection;
  const { ring } = floor;
  const calls: RunningCall[] = floor.calls
    .rows()
    .map(([call = 0, , seat = 0, queue = 0, , offeredAt = 0, answeredAt = 0, endedAt = 0]) => ({
      call,
      queue,
      seat,
      offeredAt,
      answeredAt,
      endedAt,
    }));
  const lately = new Set<number>();
  const abandoned: { readonly call: number; readonly abandonedAt: number }[] = [];
  ring.forEachIn(now - LATEST_MS, Number.POSITIVE_INFINITY, (place) => {
    const call = ring.keys[place]!;
    lately.add(call);
    if (ring.outcome[place] === GAVE_UP) abandoned.push({ call, abandonedAt: ring.offeredAt[place]! + ring.waitMs[place]! });
  });
  const references = new Set<string>();
  const callsWithCase = new Set<number>();
  for (let slot = 0; slot < cases.end; slot += 1) {
    if (cases.keys[slot] === 0 || cases.receivedAt[slot]! < now - LATEST_MS) continue;
    references.add(cases.reference(slot));
    const call = cases.call(slot);
    if (call !== 0) callsWithCase.add(call);
  }
  const today = clock.zone.startOfDay(now);
  return {
    now,
    nextCase,
    lastCall: floor.nextCall - 1,
    plannedFrom: floor.plans.at(today) === null ? 0 : today,
    calls,
    abandoned,
    hasCall: (call) => lately.has(call),
    decisions: staffing
      .all()
      .map(({ at, event: { decision, measure, fromAt, toAt } }) => ({ decision, measure, fromAt, toAt, decidedAt: at })),
    seats: Array.from({ length: seatsInstalled + 1 }, (_, seat) => floor.seats.stateOf(seat)),
    openCases: openCases(cases),
    hasCaseOfCall: (call) => callsWithCase.has(call),
    hasReference: (reference) => references.has(reference),
  };
}

/** One at a time, as they are asked for. */
function* openCases(cases: CaseColumns): Generator<CaseFields> {
  for (let slot = 0; slot < cases.end; slot += 1) {
    if (cases.keys[slot] === 0 || ENDED.has(cases.status[slot]!)) continue;
    const fields = blankCase();
    cases.load(slot, fields);
    yield fields;
  }
}
