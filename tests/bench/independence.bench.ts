/**
 * Measures the wall as wall.bench.ts does, at 10 thousand and at a million open cases in turns: frames and latency must not know how many there are.
 *
 * It means nothing for: what wall.bench.ts means nothing for.
 */
import { tellFindings } from './findings';
import { beFloodProcess, isFloodProcess } from './flood/flood-process';
import { calibrate, isSteady } from './machine/calibration';
import { figure, printTable, range, Sample } from './spread';
import { prepared } from './wall/prepared';
import { RUN } from './wall/settings';
import { openStage } from './wall/stage';
import { type WallLeg, wallLeg } from './wall/wall-leg';

const SMALL = 10_000;
const SPAN_MS = Math.min(RUN.seconds, 15) * 1_000;
const SPARE_S = 10;

if (isFloodProcess()) await beFloodProcess();
else await bench();

async function bench(): Promise<void> {
  const stage = await openStage();
  try {
    const seconds = SPAN_MS / 1_000 + SPARE_S;
    const floods = [];
    for (const open of [SMALL, RUN.open]) floods.push(await prepared(stage.directory, { open, rate: RUN.rate, seconds }));
    const pairs: WallLeg[][] = [];
    let voided = 0;
    while (pairs.length < RUN.pairs && voided <= RUN.pairs) {
      const before = calibrate();
      const legs: WallLeg[] = [];
      const reversed = pairs.length % 2 === 1;
      for (const flood of reversed ? floods.toReversed() : floods) legs.push(await wallLeg(stage, flood, SPAN_MS));
      if (isSteady(before, calibrate())) pairs.push(reversed ? legs.toReversed() : legs);
      else voided += 1;
    }
    summary(pairs, voided);
  } finally {
    stage.close();
  }
}

function summary(pairs: readonly WallLeg[][], voided: number): void {
  const p99 = { frame: (leg?: WallLeg) => leg?.intervals.at(0.99) ?? NaN, latency: (leg?: WallLeg) => leg?.latency.all.at(0.99) ?? NaN };
  console.log(`${figure(RUN.rate)} events/s, spans of ${SPAN_MS / 1_000} s; ${pairs.length} pairs, ${voided} void`);
  printTable(
    ['median (range)', 'frame interval p99, ms', 'event → pixels p99, ms'],
    [SMALL, RUN.open].map((open, i) => [
      `${figure(open)} open cases`,
      range(pairs.map((pair) => p99.frame(pair[i]))),
      range(pairs.map((pair) => p99.latency(pair[i]))),
    ]),
  );
  if (pairs.length === 0) return;
  const times = (of: (leg?: WallLeg) => number) => pairs.map(([small, large]) => of(large) / of(small));
  const [frame, latency] = [times(p99.frame), times(p99.latency)];
  tellFindings([
    {
      row: 'independence',
      naive: '',
      limit: '',
      today: `frames ${range(frame, 2)} ×, latency ${range(latency, 2)} ×`,
      figures: { timesFrame: new Sample(frame).median, timesLatency: new Sample(latency).median },
    },
  ]);
}
