import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../electron/stream/city-settings';
import { censusTile } from '../../electron/stream/tiles/census-tile';
import type { PendingEvent } from '../../electron/hub/sources/source';
import type { LogRecord } from '../../shared/domain/events';
import { Projection } from '../../shared/projection/projection';
import { seeded } from '../connection/model';
import { CITY } from '../stream/random-city';
import { ChaosCity, COMMANDED_CASES } from './chaos-city';
import { contentHash } from './content-hash';
import { checkHistory, type CommandHistory } from './history-checker';
import type { Note } from './notes';
import { ACTOR, type Held } from './process-words';
import { hashText, recordHash, sorted } from './record-hash';

const SETTINGS = settingsOf(CITY);
const EVENTS = 600;
/** A command's record lies after so many events of the city. */
const COMMAND_AFTER = 500;

interface Planted {
  readonly tape: PendingEvent[];
  readonly log: LogRecord[];
  readonly notes: Note[];
  readonly commands: { -readonly [K in keyof CommandHistory]: CommandHistory[K] }[];
  held: Held;
  hubDigest: string;
}

/** A small run in which nothing went wrong: one stream, its process killed once after a picture was kept, one command done and one refused. */
function soundRun(): Planted {
  const city = new ChaosCity(seeded(7));
  const tape = Array.from({ length: EVENTS }, () => city.next());
  const [about] = COMMANDED_CASES as [number];
  const command = { kind: 'urge-case', case: about, reason: 'chaos A' } as const;
  const urged: PendingEvent = { at: tape[COMMAND_AFTER]!.at, by: ACTOR, event: { kind: 'case.urged', case: about, reason: 'chaos A' } };
  const log = tape.toSpliced(COMMAND_AFTER, 0, urged).map((pending, index) => ({ seq: index + 1, ...pending }));
  const projection = new Projection(SETTINGS);
  const notes: Note[] = [{ kind: 'process' }, { kind: 'page' }];
  for (const record of log) {
    if (record.seq === 1) notes.push({ kind: 'picture', seq: 0, digest: projection.digest() });
    if (record.seq === 420) notes.push({ kind: 'process' }, { kind: 'page' }, { kind: 'picture', seq: 419, digest: projection.digest() });
    projection.apply(record);
    notes.push({ kind: 'record', seq: record.seq, hash: recordHash(record) });
    if (record.seq % 50 !== 0) continue;
    notes.push({ kind: 'moment', seq: record.seq, digest: projection.digest() });
    notes.push({ kind: 'frame', seq: record.seq, figures: hashText(sorted(censusTile(projection))) });
  }
  const digest = projection.digest();
  return {
    tape,
    log,
    notes,
    commands: [
      { key: 'A', command, outcomes: [{ ok: true, seq: COMMAND_AFTER + 1, versions: [] }] },
      {
        key: 'B',
        command: { ...command, reason: 'chaos B' },
        outcomes: [{ ok: false, problem: { type: 'version-conflict', title: '', status: 409, detail: '' } }],
      },
    ],
    held: { seq: projection.seq, now: projection.now, digest, recomputed: projection.recomputeDigest(), content: contentHash(projection) },
    hubDigest: digest,
  };
}

function judge({ tape, log, notes, commands, held, hubDigest }: Planted) {
  const observers = [{ name: 'stream', notes: () => notes, held }];
  return checkHistory({ settings: SETTINGS, log, tape, actor: ACTOR, commands, observers, hubDigest });
}

/** Kinds of what is found after `plant`. */
function found(plant: (run: Planted) => unknown): string[] {
  const run = soundRun();
  plant(run);
  return judge(run).violations.map((violation) => violation.slice(0, violation.indexOf(':')));
}

const recordAt = ({ notes }: Planted, seq: number) => notes.findIndex((note) => note.kind === 'record' && note.seq === seq);

describe('the judge of a history', () => {
  it('finds nothing in a sound run, and has looked at all of it', () => {
    const verdict = judge(soundRun());
    expect(verdict).toEqual({
      violations: [],
      records: EVENTS + 1,
      commandsDone: 1,
      commandsRefused: 1,
      folded: EVENTS + 1,
      digests: 14,
      frames: 12,
      snapshots: 0,
    });
  });

  const plants: readonly (readonly [what: string, kind: string, plant: (run: Planted) => unknown])[] = [
    ['an observer loses a record', 'lost', (run) => run.notes.splice(recordAt(run, 300), 1)],
    ['an observer folds a record twice', 'twice', (run) => run.notes.splice(recordAt(run, 300), 0, run.notes[recordAt(run, 300)]!)],
    [
      'two records change places',
      'lost',
      (run) => run.notes.splice(recordAt(run, 301), 2, ...run.notes.slice(recordAt(run, 301), recordAt(run, 301) + 2).toReversed()),
    ],
    ['an observer folds an altered record', 'altered', (run) => (run.notes[recordAt(run, 300)] = { kind: 'record', seq: 300, hash: 1 })],
    ['an observer has another digest', 'digest', (run) => run.notes.push({ kind: 'moment', seq: 600, digest: '258-0000000000000000' })],
    ['an observer is beyond the log', 'invented', (run) => run.notes.push({ kind: 'moment', seq: 9_999, digest: '270f-0000000000000000' })],
    [
      'a picture in a running process goes back',
      'back',
      (run) => run.notes.push({ kind: 'picture', seq: 10, digest: 'a-0000000000000000' }),
    ],
    ['a window goes back', 'back', (run) => run.notes.push({ kind: 'frame', seq: 100, figures: 1 })],
    ['a window shows a wrong figure', 'figures', (run) => run.notes.push({ kind: 'frame', seq: 601, figures: 1 })],
    ['the log loses an event of the city', 'gap', (run) => run.log.splice(300, 1)],
    [
      'the log has an event of the city twice',
      'city',
      (run) => {
        // An event that may follow itself.
        const first = run.log.findIndex(({ event }) => event.kind === 'log.redacted');
        run.log.splice(first, 0, run.log[first]!);
        for (let seq = first; seq < run.log.length; seq += 1) run.log[seq] = { ...run.log[seq]!, seq: seq + 1 };
      },
    ],
    [
      'the log alters an event',
      'city',
      (run) => {
        const at = run.log.findLastIndex(({ event }) => event.kind === 'case.received');
        const record = run.log[at]!;
        if (record.event.kind === 'case.received') run.log[at] = { ...record, event: { ...record.event, reference: 'another' } };
      },
    ],
    ['the log ends early', 'lost', (run) => run.log.pop()],
    [
      'an acknowledged command is not there',
      'command lost',
      (run) => run.commands.push({ ...run.commands[0]!, command: { ...run.commands[0]!.command, reason: 'chaos C' } }),
    ],
    [
      'a command is acknowledged at another place',
      'command altered',
      (run) => (run.commands[0]!.outcomes = [{ ok: true, seq: 2, versions: [] }]),
    ],
    ['a refused command is there', 'command refused', (run) => (run.commands[0]!.outcomes = run.commands[1]!.outcomes)],
    [
      'a command has two outcomes',
      'outcome',
      (run) => (run.commands[0]!.outcomes = [...run.commands[0]!.outcomes, ...run.commands[1]!.outcomes]),
    ],
    ['a command has no outcome', 'unanswered', (run) => (run.commands[1]!.outcomes = [])],
    ['a record is of no command', 'invented', (run) => run.commands.shift()],
    ['a stream ends behind', 'end', (run) => (run.held = { ...run.held, seq: run.held.seq - 1 })],
    ['a stream ends with another content', 'end', (run) => (run.held = { ...run.held, content: 'other' })],
    ['the hub ends with another digest', 'end', (run) => (run.hubDigest = 'other')],
  ];

  it.each(plants)('sees that %s', (_what, kind, plant) => expect(found(plant)).toContain(kind));

  it('sees a command that is in the log twice', () => {
    const run = soundRun();
    const again = run.log[COMMAND_AFTER]!;
    run.log.push({ ...again, seq: run.log.length + 1, at: run.log.at(-1)!.at });
    expect(judge(run).violations.join('\n')).toContain('command twice: A is in the log at 501 and 602');
  });
});
