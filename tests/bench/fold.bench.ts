/**
 * Measures what it costs to take a case event in, from the bytes that arrive to figures that can be read: the stream's own fold on packed batches of 1,000 (unpacked,
 * checked, folded into typed columns with all their counters and the deadline wheel) against JSON.parse of each event and the same fold on a Map of objects
 * (naive/object-fold.ts: same domain code, same counters, same answers, compared after every round), and against JSON.parse alone; and what a held case costs in memory.
 *
 * Each runs in a process of its own; rounds alternate; a round's messages are made before its clock starts. "Events per processor second" counts everything that taking
 * them costs the process, its collector's threads included: it depends least on what else the machine does. Each round is void if JSON.parse alone, before and after it,
 * differs by more than 25 %.
 *
 * Why: hub and stream fold every event of the city, and cost more memory and more collector time as a city grows.
 *
 * It means nothing for: a few thousand cases (everything fits in the cache and objects are as good); a city whose events mostly touch today's cases (drawn at random
 * here, the worst case for caches); other machines than the one it ran on.
 */
import { tellFindings } from './findings';
import { beContestProcess, type Built, ContestProcess, isContestProcess, type Round } from './fold/contest-process';
import { CONTESTANTS, type ContestantName } from './fold/contestants';
import { isSteady } from './machine/calibration';
import { figure, printTable, range, Sample } from './spread';

const SIZES = [150_000, 1_000_000];
const PAIRS = 5;
const ROUND = 200_000;
const NAMES = Object.keys(CONTESTANTS) as ContestantName[];

if (isContestProcess()) await beContestProcess();
else await bench();

async function bench(): Promise<void> {
  console.log(`rounds of ${figure(ROUND)} events (20 % open, 60 % update, 20 % close), ${PAIRS} rounds each in turns after one warm-up`);
  for (const open of SIZES) await comparison(open);
}

async function comparison(open: number): Promise<void> {
  const processes = new Map(NAMES.map((name) => [name, new ContestProcess(name, open)]));
  try {
    const built = new Map<ContestantName, Built>();
    for (const [name, contestant] of processes) built.set(name, await contestant.build());
    const { rounds, voided } = await contest(processes);
    summary(open, built, rounds, voided);
  } finally {
    for (const contestant of processes.values()) contestant.stop();
  }
}

/** Processor time is what is compared here, so calibrations are made of it too. */
function perMs({ cpuMs }: Round): { parsedPerCpuMs: number } {
  return { parsedPerCpuMs: ROUND / cpuMs };
}

type Rounds = Readonly<Record<ContestantName, Round>>;

/** Rounds side by side, void ones left out. */
async function contest(processes: ReadonlyMap<ContestantName, ContestProcess>): Promise<{ rounds: Rounds[]; voided: number }> {
  const rounds: Rounds[] = [];
  let voided = 0;
  const calibration = processes.get('parse');
  if (calibration === undefined) throw new Error('nothing to calibrate by');
  for (let turn = 0; turn <= PAIRS + voided && voided <= 2 * PAIRS; turn += 1) {
    const entries: [ContestantName, Round][] = [];
    const before = await calibration.round(ROUND);
    for (const [name, contestant] of turn % 2 === 0 ? processes : [...processes].toReversed()) {
      entries.push([name, await contestant.round(ROUND)]);
    }
    const round = Object.fromEntries(entries) as Rounds;
    if (round.columns.answer !== round.objects.answer) {
      throw new Error(`the folds disagree: ${round.columns.answer} / ${round.objects.answer}`);
    }
    if (turn === 0) continue;
    if (isSteady(perMs(before), perMs(await calibration.round(ROUND)))) rounds.push(round);
    else voided += 1;
  }
  return { rounds, voided };
}

function summary(open: number, built: ReadonlyMap<ContestantName, Built>, rounds: readonly Rounds[], voided: number): void {
  const rate = (name: ContestantName) => rounds.map((round) => (ROUND / round[name].cpuMs) * 1_000);
  const ratio = (over: ContestantName) => rounds.map((round) => round[over].cpuMs / round.columns.cpuMs);
  const perCase = (name: ContestantName, which: keyof Built) => (built.get(name)?.[which] ?? Number.NaN) / open;
  const bytes = (name: ContestantName) => figure((rounds[0]?.[name].bytes ?? Number.NaN) / ROUND);
  console.log(`\n${figure(open)} open cases; ${rounds.length} rounds, ${voided} void`);
  printTable(
    ['median (range)', ''],
    [
      ['columns from packed batches, events per processor second', range(rate('columns'))],
      ['objects from JSON', range(rate('objects'))],
      ['JSON.parse alone', range(rate('parse'))],
      ['columns / objects, in turns', range(ratio('objects'), 1)],
      ['columns / JSON.parse alone, in turns', range(ratio('parse'), 2)],
      ['bytes per event, packed and JSON', `${bytes('columns')} and ${bytes('objects')}`],
      ['bytes per case, columns with index and wheel', figure(perCase('columns', 'columnBytes'), 1)],
      ['… JavaScript heap beside (references)', figure(perCase('columns', 'heapBytes'), 1)],
      ['bytes per case, objects, references included', figure(perCase('objects', 'heapBytes'), 0)],
    ],
  );
  if (open !== SIZES.at(-1) || rounds.length === 0) return;
  tellFindings([
    {
      row: 'fold',
      naive: `${range(rate('objects'))}/s, ${figure(perCase('objects', 'heapBytes'), 0)} B/case`,
      limit: `JSON.parse alone ${range(rate('parse'))}/s`,
      today: `${range(rate('columns'))}/s: ${range(ratio('parse'), 2)} × JSON.parse alone, ${range(ratio('objects'), 1)} × objects; ${figure(perCase('columns', 'columnBytes'), 1)} B/case (+ ${figure(perCase('columns', 'heapBytes'), 1)} for references)`,
      figures: {
        timesParse: new Sample(ratio('parse')).median,
        timesObjects: new Sample(ratio('objects')).median,
        bytesPerCase: perCase('columns', 'columnBytes'),
      },
    },
  ]);
}
